import { createHash } from 'node:crypto';
import type { Viewer } from '../auth/viewer.js';
import { MAX_CANDIDATE_ID } from '../domain/candidateId.js';
import type { Face } from '../domain/face.js';
import type { RejectionReason } from '../domain/observation.js';
import { announceFace } from './announceFace.js';
import { ProctorError } from './errors.js';
import { getExam } from './exams.js';
import { requireReachToEnrol } from './faceReach.js';
import { requireText } from './input.js';
import { admitPicture } from './picture.js';
import type { Dependencies } from './service.js';

export interface IndexFaceInput {
  /** Base64. */
  readonly image: string;
  readonly fullName: string;
  readonly candidateId: string;
  readonly examId?: string | undefined;
}

export type IndexFaceResult =
  | { readonly status: 'indexed'; readonly face: Face }
  | { readonly status: 'rejected'; readonly reasons: readonly RejectionReason[] };

/**
 * Enrols photos, one at a time: two candidates who enrol the same face at the same moment must not both succeed.
 *
 * A face's id follows from the photo and its candidate, so that a retry, after whatever failure, finds or finishes what the
 * first try began. A face that the engine does not know any more is enrolled by it again.
 */
export function createFaceIndexer(dependencies: Dependencies) {
  const queue = createQueue();

  return async function indexFace(viewer: Viewer, input: IndexFaceInput): Promise<IndexFaceResult> {
    const candidateId = requireText('candidateId', input.candidateId, MAX_CANDIDATE_ID);
    const fullName = requireText('fullName', input.fullName, 200);
    const exam = input.examId === undefined ? undefined : await getExam(dependencies.store, viewer, input.examId);
    await requireReachToEnrol(dependencies, viewer, { candidateId, isExamNamed: exam !== undefined });
    const picture = await admitPicture(input.image, dependencies.readPicture);
    const externalImageId = faceId(dependencies.collectionId, candidateId, picture.bytes);

    const result = await queue.inTurn(picture.bytes.length, () =>
      enrol(dependencies, { picture, externalImageId, candidateId, fullName }),
    );
    if (result.status === 'indexed') {
      const { enrolledAt } = result.face;
      await announceFace(dependencies, 'FaceEnrolled', result.face, { examId: exam?.id, occurredAt: enrolledAt });
    }
    return result;
  };
}

/** As much as the frames that wait for their turn may hold together. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;
/** Within about a minute, whatever the engine. */
const MOST_WAITING = 64;
const RETRY_AFTER_MS = 5_000;

/** One after the other; what would wait too long, or hold too much memory, is refused. */
function createQueue() {
  let previous: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let waitingBytes = 0;

  return {
    /** @throws ProctorError OVERLOADED, with `retryAfterMs`; what the work throws */
    async inTurn<T>(bytes: number, work: () => Promise<T>): Promise<T> {
      if (waiting >= MOST_WAITING || waitingBytes + bytes > MOST_WAITING_BYTES) {
        throw new ProctorError(
          'OVERLOADED',
          'More photos are waiting to be enrolled than may. Try again in a moment.',
          {
            retryAfterMs: RETRY_AFTER_MS,
          },
        );
      }
      waiting += 1;
      waitingBytes += bytes;
      const turn = previous.then(work).finally(() => {
        waiting -= 1;
        waitingBytes -= bytes;
      });
      previous = turn.catch(() => undefined);
      return await turn;
    },
  };
}

interface Enrolment {
  readonly picture: Awaited<ReturnType<typeof admitPicture>>;
  readonly externalImageId: string;
  readonly candidateId: string;
  readonly fullName: string;
}

async function enrol(dependencies: Dependencies, enrolment: Enrolment): Promise<IndexFaceResult> {
  const { store, engine, policy, collectionId, now } = dependencies;
  const { picture, externalImageId, candidateId, fullName } = enrolment;
  const own = await store.faces.ofCandidate(candidateId);
  const existing = own.find((face) => face.externalImageId === externalImageId);
  if (existing?.fullName === fullName && (await engine.knows(existing))) return { status: 'indexed', face: existing };

  const answer = await engine.enrol({
    picture,
    externalImageId,
    own,
    namingThreshold: policy.namingThreshold,
  });
  if (answer.status === 'rejected') return answer;

  const face: Face = {
    externalImageId,
    candidateId,
    fullName,
    collectionId,
    enrolledAt: existing?.enrolledAt ?? new Date(now()).toISOString(),
    ...(answer.template && { template: answer.template }),
  };
  try {
    await store.faces.put(face);
  } catch (error) {
    if (!existing) await engine.forget(externalImageId, answer.template);
    throw error;
  }
  return { status: 'indexed', face };
}

/** A UUID (version 8, RFC 9562) made of a SHA-256 over who and what is enrolled. */
function faceId(collectionId: string, candidateId: string, bytes: Uint8Array): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([collectionId, candidateId]))
    .update(bytes)
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
