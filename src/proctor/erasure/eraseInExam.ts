/** What is erased of a candidate in one exam, step by step; each step can be taken again. */
import type { Actor } from '../../domain/actor.js';
import {
  type Erasure,
  eraseDeed,
  eraseInEvent,
  eraseInPolicy,
  eraseInRecord,
  eraseInSession,
  eraseOwnSession,
} from '../../domain/erasure.js';
import type { ExamEvent } from '../../domain/events.js';
import type { IncidentRecord } from '../../domain/incidents/incidentRecord.js';
import type { Session } from '../../domain/session.js';
import { type ErasureInExam, type Store, VersionConflict } from '../../store/store.js';
import { changeSession, type World } from '../changeSession.js';
import { announcePolicy } from '../updatePolicy.js';

/** Somebody else may write in between; more often than this means that something is wrong. */
const MAX_ATTEMPTS = 5;

/** Reads and writes once more where somebody else wrote in between, here or at another node. */
async function untilNobodyInterferes<T>(act: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act(attempt);
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

export interface ExamToErase extends World {
  readonly erasure: Erasure;
  readonly planned: ErasureInExam;
  readonly by: Actor;
}

/**
 * Leaves nothing in the outbox of the candidate's session: events that are in the history already must not be appended
 * again once their keys are others.
 */
export async function emptyOutbox(world: ExamToErase): Promise<void> {
  const { store, erasure, planned } = world;
  const key = { examId: planned.examId, candidateId: erasure.candidateId };
  await untilNobodyInterferes(async () => {
    const stored = await store.sessions.get(key.examId, key.candidateId);
    if (!stored || stored.id !== planned.sessionId || stored.outbox.length === 0) return;
    await changeSession(world, key, (session) => ({ ...stillThere(session) }));
  });
}

/** By the time that it is read again the session may be a pseudonym's: two nodes may erase, the same candidate or another. */
function stillThere(session: Session | undefined): Session {
  if (!session) throw new VersionConflict('The session is gone.');
  return session;
}

/** Resolves to how many there were. */
export async function deletePictures({ store, planned }: ExamToErase): Promise<number> {
  let count = 0;
  for (const sessionId of planned.sessionIds) count += await store.evidence.deleteOfSession(sessionId);
  return count;
}

/** What is different for the candidate, and what the candidate did as an admin. */
export async function eraseFromPolicy({ store, log, now, erasure, planned, by }: ExamToErase): Promise<void> {
  await untilNobodyInterferes(async () => {
    const exam = await store.exams.get(planned.examId);
    if (!exam) return;
    const policy = eraseInPolicy(exam.policy, erasure.candidateId);
    const last = exam.lastPolicyChange;
    const isOwn = last !== undefined && eraseDeed(last.by, erasure) !== last.by;
    if (policy === exam.policy && !isOwn) return;
    await announcePolicy(log, exam);
    const changed = {
      ...exam,
      policy: { ...policy, version: policy.version + 1 },
      lastPolicyChange: { at: new Date(now()).toISOString(), by },
    };
    await store.exams.update(changed);
    await announcePolicy(log, changed);
  });
}

/** The sessions of others, which may be running: what they remember, and what their outboxes still hold. */
export async function eraseFromOtherSessions(world: ExamToErase): Promise<void> {
  const { store, erasure, planned } = world;
  await untilNobodyInterferes(async () => {
    for (const stored of await store.sessions.ofExam(planned.examId)) {
      if (stored.candidateId === erasure.candidateId || eraseInSession(stored, erasure) === stored) continue;
      // Its outbox is appended first, and so is found in the history.
      await changeSession(world, stored, (session) => ({ ...eraseInSession(stillThere(session), erasure) }));
    }
  });
}

export async function eraseFromIncidents({ store, erasure, planned }: ExamToErase): Promise<number> {
  let count = 0;
  for await (const record of store.incidents.ofExam(planned.examId)) {
    if (await eraseFromRecord(store, record, erasure)) count += 1;
  }
  return count;
}

/** Resolves to whether there was anything to erase. Somebody may judge the incident at the same moment. */
async function eraseFromRecord({ incidents }: Store, read: IncidentRecord, erasure: Erasure): Promise<boolean> {
  return await untilNobodyInterferes(async (attempt) => {
    const record = attempt === 1 ? read : await incidents.get(read.examId, read.incident.id);
    const erased = record && eraseInRecord(record, erasure);
    if (!record || !erased || erased === record) return false;
    await incidents.replace(erased, record);
    return true;
  });
}

/**
 * @param after begins after this cursor
 * @returns how many events changed, and the cursor up to which all were looked at
 */
export async function eraseFromEvents(
  { log, erasure, planned }: ExamToErase,
  after?: string,
): Promise<{ readonly changed: number; readonly upTo: string }> {
  const isOwn = (event: ExamEvent) => event.candidateId === erasure.candidateId;
  /** Who comes back after being erased begins anew, and is nobody's business here. */
  const isOfLaterSession = (event: ExamEvent) =>
    event.id > planned.cursor && 'sessionId' in event && !planned.sessionIds.includes(event.sessionId);
  const erase = (event: ExamEvent) => {
    if (isOwn(event) && isOfLaterSession(event)) return undefined;
    const erased = eraseInEvent(event, erasure);
    return erased === event ? undefined : erased;
  };
  return await log.rewrite(planned.examId, erase, after);
}

/** Last of all, for until then a frame of the candidate is refused. */
export async function moveSession({ store, erasure, planned }: ExamToErase): Promise<void> {
  await untilNobodyInterferes(async () => {
    const session = await store.sessions.get(planned.examId, erasure.candidateId);
    if (!session || session.id !== planned.sessionId) return;
    await store.sessions.move(session, eraseOwnSession(session, erasure));
  });
}
