import { availableParallelism, totalmem } from 'node:os';
import type { Observation } from '../../domain/observation.js';
import { NOT_ASKED } from '../askedParts.js';
import {
  BadPicture,
  EngineUnavailable,
  type EnrolAnswer,
  type EnrolRequest,
  type FaceTemplate,
  type ObserveRequest,
  type Picture,
  type VisionEngine,
} from '../engine.js';
import { flawsOf, flawsOfFaceless } from './enrolment.js';
import { createGallery, type Gallery } from './gallery.js';
import { keepRefreshing } from './galleryRefresh.js';
import { matchFaces } from './matching.js';
import { modelsFolder } from './models/catalogue.js';
import type { EncodedPicture, SightAnswer, Sighting } from './sight.js';
import { toDescriptor, toTemplate } from './template.js';
import { createWorkerPool, type WorkerPool } from './workerPool.js';

export interface EmbeddedEngineOptions {
  /** Where the build put the models; by default where `npm run build` puts them. */
  readonly modelsDir?: string;
  /** Frames worked on at the same time, each by a thread of its own; by default as many as the machine has room for. */
  readonly threads?: number;
  /** Everybody who is enrolled, also by other nodes; read when the engine starts and now and then after that. */
  readonly enrolledFaces: () => AsyncIterable<{ readonly externalImageId: string; readonly template?: FaceTemplate }>;
  /** How long a face enrolled on another node may stay unknown here; longer where there are very many. */
  readonly refreshMs?: number;
  /** A frame that takes longer is given up, and its worker replaced. */
  readonly timeLimitMs?: number;
  /** Told about troubles that no caller is there to hear of. */
  readonly onProblem?: (problem: string, cause: unknown) => void;
}

/** A worker with its models takes a quarter of a gigabyte, or half of one while it looks at large pictures. */
const memoryPerThread = 512 * 2 ** 20;

/**
 * One for each processor, memory permitting. Threads that share one frame's networks instead were slower: they wait for
 * each other after every layer, and for other programs' threads with it.
 */
function defaultThreads(): number {
  // Without a limit on memory, what is said to be one is beyond what the machine has.
  const memory = Math.min(process.constrainedMemory() || Infinity, totalmem());
  return Math.max(1, Math.min(availableParallelism(), Math.floor(memory / memoryPerThread)));
}

/** Looks at pictures with networks of its own, on this machine alone. */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): VisionEngine {
  const { threads = defaultThreads(), enrolledFaces, refreshMs = 30_000, onProblem = () => undefined } = options;
  const gallery = createGallery();
  const pool = createWorkerPool({
    folder: options.modelsDir ?? modelsFolder,
    workers: threads,
    threads: 1,
    timeLimitMs: options.timeLimitMs ?? 10_000,
    onProblem,
  });
  const start = Promise.all([pool.ready(), firstFill(gallery, enrolledFaces)]);
  start.catch(() => undefined); // Whoever waits for `ready` hears of it.
  const refreshing = keepRefreshing(gallery, { enrolledFaces, leastPauseMs: refreshMs, onProblem });
  let closing: PromiseLike<void> | undefined;

  return {
    name: 'embedded',
    concurrency: threads,
    async ready() {
      await start;
    },
    observe: (request) => observe(request, pool, gallery),
    enrol: (request) => enrol(request, pool, gallery),
    knows: async ({ template }) => template !== undefined && toDescriptor(template) !== undefined,
    async forget(externalImageId) {
      gallery.remove(externalImageId);
    },
    [Symbol.asyncDispose]() {
      refreshing[Symbol.dispose]();
      closing ??= pool[Symbol.asyncDispose]();
      return closing;
    },
  };
}

async function firstFill(gallery: Gallery, enrolledFaces: EmbeddedEngineOptions['enrolledFaces']): Promise<void> {
  try {
    await gallery.refresh(enrolledFaces());
  } catch (cause) {
    throw new EngineUnavailable('The enrolled faces could not be read', { cause });
  }
}

async function observe(request: ObserveRequest, pool: WorkerPool, gallery: Gallery): Promise<Observation> {
  request.signal?.throwIfAborted();
  const { asked, expected } = request;
  const sighting = await look(pool, {
    kind: 'observe',
    picture: copyOf(request.picture),
    describe: expected.length > 0 || gallery.size > 0,
    ...(asked && { asked }),
  });
  if (sighting.kind !== 'observed') throw new EngineUnavailable('The vision worker gave an answer to another question');
  if (hasNothing(sighting)) throw new EngineUnavailable('No model could be used');
  const { faces, labels, moderation, descriptors, scene } = sighting;
  const matches = descriptors.ok ? matchFaces(descriptors.value, expected, request, gallery) : descriptors;
  return { faces, labels, moderation, matches, scene: { ok: true, value: scene } };
}

/** Whatever was asked failed. */
function hasNothing({ faces, labels, moderation }: Sighting): boolean {
  const asked = [faces, labels, moderation].filter((part) => part.ok || part.reason !== NOT_ASKED.reason);
  return asked.length > 0 && asked.every((part) => !part.ok);
}

async function enrol(request: EnrolRequest, pool: WorkerPool, gallery: Gallery): Promise<EnrolAnswer> {
  const answer = await look(pool, { kind: 'examine', picture: copyOf(request.picture) });
  if (answer.kind === 'faceless') return { status: 'rejected', reasons: flawsOfFaceless(answer.photo) };
  if (answer.kind !== 'examined') throw new EngineUnavailable('The vision worker gave an answer to another question');
  const [face, ...others] = answer.faces;
  if (!face || others.length > 0) return { status: 'rejected', reasons: ['SEVERAL_FACES'] };

  const reasons = flawsOf(face.quality, face.shareInPhoto);
  const except = new Set([...request.own.map((own) => own.externalImageId), request.externalImageId]);
  const resembled = gallery.search([face.descriptor], { threshold: request.namingThreshold, except });
  if (resembled.length > 0) reasons.push('ENROLLED_AS_SOMEBODY_ELSE');
  if (reasons.length > 0) return { status: 'rejected', reasons };

  gallery.add(request.externalImageId, face.descriptor);
  return { status: 'accepted', template: toTemplate(face.descriptor), box: face.box, quality: face.quality };
}

async function look(pool: WorkerPool, task: Parameters<WorkerPool['run']>[0]): Promise<SightAnswer> {
  const answer = await pool.run(task);
  if (answer.kind === 'undecodable') throw new BadPicture(answer.reason);
  if (answer.kind === 'failed') throw new EngineUnavailable(answer.reason);
  return answer;
}

/**
 * The worker gets the bytes for itself, and the caller may still need its own: as evidence, for one. (`slice` would not
 * do: a Buffer's is no copy.)
 */
function copyOf({ bytes, width, height }: Picture): EncodedPicture {
  return { bytes: new Uint8Array(bytes), width, height };
}
