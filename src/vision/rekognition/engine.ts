import { setTimeout as delay } from 'node:timers/promises';
import type { Observation } from '../../domain/observation.js';
import {
  BadPicture,
  EngineUnavailable,
  type EnrolAnswer,
  type EnrolledFace,
  type EnrolRequest,
  type FaceTemplate,
  type ObserveRequest,
  type Picture,
  type VisionEngine,
} from '../engine.js';
import { type Collection, createCollection } from './collection.js';
import { enrolPhoto } from './enrolment.js';
import { faceIdOf } from './faceId.js';
import { CallFailed } from './failures.js';
import { observePicture } from './observe.js';
import type { RekognitionOperation } from './operations.js';
import { decodeSmall } from './pixels.js';
import { type Credentials, createService, type Service } from './service.js';
import { createTroubles } from './troubles.js';

export interface RekognitionEngineOptions {
  readonly region: string;
  /** Where a server that speaks Rekognition's protocol is; absent, Amazon's own of the region. */
  readonly endpoint?: string;
  /** Made when it is missing. */
  readonly collectionId: string;
  /** Told about troubles that no caller is there to hear of: once for each, with what to do about it. */
  readonly onProblem: (problem: string, cause: unknown) => void;
  /** Told of each call that Rekognition answered: those are what AWS bills. */
  readonly onCall?: (operation: RekognitionOperation) => void;
  /** Absent: Amazon's usual chain (environment, profile, container or instance role). */
  readonly credentials?: Credentials;
  /**
   * Frames looked at at the same time, 64 unless set. They wait for the network and cost this machine next to nothing; with
   * answers that take a second, so many use up the 50 calls a second of an operation that an account has to begin with in the
   * largest regions (https://docs.aws.amazon.com/general/latest/gr/rekognition.html).
   */
  readonly concurrency?: number;
  /** How long a frame's calls may take together, 5 s unless set; parts that are missing then have failed. */
  readonly frameWithinMs?: number;
  /** How long one attempt of a call may take, 3 s unless set: a second one fits in after it. */
  readonly answerWithinMs?: number;
}

/** The largest picture that a call takes (https://docs.aws.amazon.com/rekognition/latest/APIReference/API_Image.html). */
const MOST_BYTES = 5_242_880;

/** Four calls a frame, and sometimes one more. */
const CALLS_PER_FRAME = 5;
/** For what is done a few times a day, and has to be done. */
const PATIENCE_MS = 20_000;
const START_AGAIN_MS = { first: 500, most: 30_000 };

/** Looks at pictures with Amazon Rekognition. */
export function createRekognitionEngine(options: RekognitionEngineOptions): VisionEngine {
  const { concurrency = 64, frameWithinMs = 5_000, answerWithinMs = 3_000, onCall = () => undefined } = options;
  const troubles = createTroubles(options);
  const closing = new AbortController();
  const service = createService({
    ...options,
    answerWithinMs,
    connections: concurrency * CALLS_PER_FRAME,
    onCall,
    onFailure(failure) {
      if (failure.kind !== 'NO_COLLECTION') return troubles.tell(failure);
      // Asking whether it is there is no trouble, nor is that it was never made; missing it in the middle of work is.
      if (failure.operation === 'DescribeCollection' || !isReady) return;
      troubles.tell(failure);
      restore().catch(() => undefined); // Told as the trouble that it is.
    },
  });
  const collection = createCollection(service, options.collectionId);
  const start = makeReady(collection, closing.signal);
  let isReady = false;
  start.then(
    () => {
      isReady = true;
    },
    () => undefined, // Whoever waits for `ready` hears of it.
  );

  let restoring: Promise<void> | undefined;
  function restore(): Promise<void> {
    restoring ??= collection.ensure(AbortSignal.timeout(PATIENCE_MS)).finally(() => {
      restoring = undefined;
    });
    return restoring;
  }

  return {
    name: 'rekognition',
    concurrency,
    ready: () => start,
    observe: (request) =>
      observe(request, {
        service,
        collection,
        withinMs: frameWithinMs,
        onMissingFaces: () => troubles.tellOfMissingFaces(),
      }),
    enrol: (request) => available(() => enrol(request, { service, collection, restore })),
    knows: (face) => available(() => knows(collection, face)),
    forget: (externalImageId, template) => available(() => forget(collection, externalImageId, template)),
    async [Symbol.asyncDispose]() {
      closing.abort();
      service[Symbol.dispose]();
    },
  };
}

/**
 * Tries until Rekognition answers. What is wrong meanwhile is told as each call's failure, so that a server whose
 * network, role or region is mended goes on by itself.
 */
async function makeReady(collection: Collection, closed: AbortSignal): Promise<void> {
  for (let waitMs = START_AGAIN_MS.first; ; waitMs = Math.min(waitMs * 2, START_AGAIN_MS.most)) {
    try {
      await collection.ensure(AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), closed]));
      return;
    } catch {
      await delay(waitMs, undefined, { signal: closed }).catch(() => {
        throw new EngineUnavailable('The engine was closed before it was ready');
      });
    }
  }
}

async function observe(
  request: ObserveRequest,
  surroundings: { service: Service; collection: Collection; withinMs: number; onMissingFaces: () => void },
): Promise<Observation> {
  const { service, withinMs, ...others } = surroundings;
  request.signal?.throwIfAborted();
  assertIsTaken(request.picture);
  const raster = await decodeSmall(request.picture);
  const deadline = AbortSignal.timeout(withinMs);
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
  try {
    const told = request.onPaidCall ? service.toldTo(request.onPaidCall) : service;
    return await observePicture({ ...others, service: told, request, raster, signal });
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error;
  }
}

async function enrol(
  request: EnrolRequest,
  { service, collection, restore }: { service: Service; collection: Collection; restore: () => Promise<void> },
): Promise<EnrolAnswer> {
  assertIsTaken(request.picture);
  const raster = await decodeSmall(request.picture);
  const enrolment = { service, collection, request, raster, signal: AbortSignal.timeout(PATIENCE_MS) };
  try {
    return await enrolPhoto(enrolment);
  } catch (error) {
    if (!(error instanceof CallFailed) || error.kind !== 'NO_COLLECTION') throw error;
    await restore();
    return await enrolPhoto(enrolment);
  }
}

/** Of a face that the AWS sample enrolled it isn't known what its vector is called: it is taken to be there. */
async function knows(collection: Collection, { template }: EnrolledFace): Promise<boolean> {
  if (!template) return true;
  const faceId = faceIdOf(template);
  if (faceId === undefined) return false;
  try {
    return await collection.hasAny([faceId], 0, AbortSignal.timeout(PATIENCE_MS));
  } catch (error) {
    if (error instanceof CallFailed && error.kind === 'NO_COLLECTION') return false;
    throw error;
  }
}

/** Without a template it has to look through the whole collection: the vectors of faces that the AWS sample enrolled. */
async function forget(collection: Collection, externalImageId: string, template?: FaceTemplate): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const faceIds: string[] = [];
  if (template) {
    const faceId = faceIdOf(template);
    // The vector of another engine is nothing that we could forget.
    if (faceId !== undefined) faceIds.push(faceId);
  } else {
    for await (const face of collection.all(signal)) {
      if (face.externalImageId === externalImageId) faceIds.push(face.faceId);
    }
  }
  if (faceIds.length > 0) await collection.delete(faceIds, signal);
}

function assertIsTaken({ bytes }: Picture): void {
  if (bytes.length > MOST_BYTES) throw new BadPicture(`The picture has more than ${MOST_BYTES} bytes`);
}

async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (error.kind === 'BAD_PICTURE') throw new BadPicture("Rekognition can't read the picture", { cause: error });
    throw new EngineUnavailable(error.message, { cause: error });
  }
}
