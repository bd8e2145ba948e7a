import type { Viewer } from '../auth/viewer.js';
import type { Actor } from '../domain/actor.js';
import { MAX_CANDIDATE_ID } from '../domain/candidateId.js';
import { eraseDeed } from '../domain/erasure.js';
import type { ErasureRecord } from '../store/store.js';
import { actorOf } from './actor.js';
import type { World } from './changeSession.js';
import {
  deletePictures,
  type ExamToErase,
  emptyOutbox,
  eraseFromEvents,
  eraseFromIncidents,
  eraseFromOtherSessions,
  eraseFromPolicy,
  moveSession,
} from './erasure/eraseInExam.js';
import { planOf } from './erasure/plan.js';
import { erasureOf } from './erasure/pseudonyms.js';
import { requireText } from './input.js';
import type { Dependencies } from './service.js';
import { type SessionKey, sessionKey } from './sessionKey.js';

/** What was erased; see the schema. */
export interface ErasureReceipt {
  readonly candidateId: string;
  /** ISO 8601, by the server's clock. */
  readonly erasedAt: string;
  readonly by: Actor;
  readonly faces: number;
  readonly pictures: number;
  readonly sessions: number;
  readonly events: number;
  readonly incidents: number;
  readonly examIds: readonly string[];
}

type Parts = Dependencies & Pick<World, 'written'>;

/**
 * Forgets candidates everywhere, one after the other: two who appear in the same event must not be erased from it at once.
 *
 * What was told already can't be called back, and what was copied elsewhere is out of reach: exports, backups of the
 * database, the journal that `enrol` keeps.
 *
 * Where it fails half-way, calling it again goes on.
 * @throws ProctorError BAD_USER_INPUT; StoreUnavailable, EngineUnavailable
 */
export function createEraser(dependencies: Parts) {
  let previous: Promise<unknown> = Promise.resolve();

  return async function eraseCandidate(viewer: Viewer, candidateId: string): Promise<ErasureReceipt> {
    const whom = requireText('candidateId', candidateId, MAX_CANDIDATE_ID);
    const turn = previous.then(() => erase(dependencies, actorOf(viewer), whom));
    previous = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      // A frame that was on its way may have left its picture until now.
      dependencies.livePictures.forgetCandidate(whom);
    }
  };
}

async function erase(dependencies: Parts, viewer: Actor, candidateId: string): Promise<ErasureReceipt> {
  const plan = await planOf(dependencies, candidateId, viewer);
  const faces = await forgetFaces(dependencies, plan, candidateId);

  const erasure = erasureOf(candidateId, plan);
  const by = eraseDeed(viewer, erasure);
  const counts: Counts[] = [];
  for (const planned of plan.exams) {
    counts.push(await eraseInExam({ ...dependencies, erasure, planned, by }));
    forgetInMemory(dependencies, { examId: planned.examId, candidateId });
  }

  // A photo may have been on its way when the faces were forgotten.
  for (const id of await forgetFaces(dependencies, plan, candidateId)) faces.add(id);
  await forgetPlan(dependencies, candidateId);
  await dependencies.store.scrub().catch(dependencies.onProblem);
  const sum = (count: (one: Counts) => number) => counts.reduce((total, one) => total + count(one), 0);
  return {
    candidateId,
    erasedAt: new Date(dependencies.now()).toISOString(),
    by: viewer,
    faces: faces.size,
    pictures: sum(({ pictures }) => pictures),
    sessions: plan.exams.reduce((total, { sessionIds }) => total + sessionIds.length, 0),
    events: sum(({ events }) => events),
    incidents: sum(({ incidents }) => incidents),
    examIds: plan.exams.filter(({ isTouched }) => isTouched).map(({ examId }) => examId),
  };
}

function forgetInMemory({ engine, written }: Parts, session: SessionKey): void {
  engine.forgetSession?.(sessionKey(session));
  written?.forget(session);
}

/** Should only the answer be lost, the receipt, which can't be given again, must not be lost with it. */
async function forgetPlan({ store }: Dependencies, candidateId: string): Promise<void> {
  try {
    await store.erasures.delete(candidateId);
  } catch (error) {
    if (await store.erasures.get(candidateId)) throw error;
  }
}

interface Counts {
  readonly pictures: number;
  readonly events: number;
  readonly incidents: number;
}

/**
 * All that came while this went on is looked for once more at the end: a frame that was on its way when the faces were
 * forgotten, a note. What an interrupted erasure has done already is counted from the plan.
 */
async function eraseInExam(exam: ExamToErase): Promise<Counts> {
  const { planned, log, now, erasure, by } = exam;
  await emptyOutbox(exam);
  const pictures = await deletePictures(exam);
  await eraseFromPolicy(exam);
  await eraseFromOtherSessions(exam);
  const incidents = await eraseFromIncidents(exam);
  const first = await eraseFromEvents(exam);
  await moveSession(exam);
  const last = await eraseFromEvents(exam, first.upTo);
  const counts = {
    pictures: Math.max(planned.pictures, pictures + (await deletePictures(exam))),
    events: Math.max(planned.events, first.changed + last.changed),
    incidents: Math.max(planned.incidents, incidents + (await eraseFromIncidents(exam))),
  };
  if (planned.isTouched) {
    const { examId } = planned;
    const { pseudonym: candidateId } = erasure;
    const occurredAt = new Date(now()).toISOString();
    await log.append(examId, [
      { type: 'CandidateErased', key: `candidate/${candidateId}`, examId, occurredAt, candidateId, by },
    ]);
  }
  return counts;
}

/** The engine forgets first: see `deleteFace`. From here on nobody is taken for the candidate. */
async function forgetFaces(
  { store, engine }: Dependencies,
  plan: ErasureRecord,
  candidateId: string,
): Promise<Set<string>> {
  const faces = new Map((await store.faces.ofCandidate(candidateId)).map((face) => [face.externalImageId, face]));
  const ids = new Set([...plan.faceIds, ...faces.keys()]);
  for (const id of ids) {
    await engine.forget(id, faces.get(id)?.template);
    await store.faces.delete(id);
  }
  return ids;
}
