import { setTimeout as delay } from 'node:timers/promises';
import type { ExamEvent, NewEvent } from '../domain/events.js';
import type { Session } from '../domain/session.js';
import type { EventLog } from '../events/eventLog.js';
import { type Store, VersionConflict } from '../store/store.js';
import { fileIncidents } from './fileIncidents.js';
import type { SessionKey } from './sessionKey.js';
import type { WrittenSessions } from './writtenSessions.js';

export interface World {
  readonly store: Store;
  readonly log: EventLog;
  readonly now: () => number;
  /** Left out, every outbox that is met is appended, be it once more. */
  readonly written?: WrittenSessions;
}

/** A session as it was written, and what became of its outbox. */
export interface ChangedSession {
  readonly session: Session;
  readonly events: readonly ExamEvent[];
}

export interface ChangeOptions {
  /** What has to be in the store before the new state is. */
  readonly beforeSave?: () => Promise<void>;
  /**
   * The session as it was read, or written here, a moment ago, before the history was searched in vain for what is to be made: where its
   * outbox was appended here, it need not be read again, nor the history searched, unless somebody has written it since.
   */
  readonly read?: Session | undefined;
}

/**
 * Frames and several proctors may write at the same moment, here and on other nodes; more often than this means that
 * something is wrong. Of those who collide, each waits for a random while of its own (full jitter, as in
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), so that they don't collide again.
 */
const MAX_ATTEMPTS = 12;
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 320;

/**
 * Writes a session's new state together with the events that follow from it, then appends these to the exam's history.
 * A crash in between leaves the events in the session's outbox, from which the next change, or the next start, appends them.
 *
 * @param decide what the session becomes, given it as it is, its outbox empty; and the time, ISO 8601. It is asked again
 * when somebody else wrote in between. What it gives back unchanged is not written, nor is a frame that was recorded
 * before. A new session has version 0.
 */
export async function changeSession(
  world: World,
  { examId, candidateId }: SessionKey,
  decide: (before: Session | undefined, at: string) => Session,
  { beforeSave, read }: ChangeOptions = {},
): Promise<ChangedSession> {
  const { store, log, now } = world;
  for (let attempt = 1; ; attempt++) {
    // Where its outbox may have to be appended, nobody knows what has become of that meanwhile.
    const known = attempt === 1 && read && world.written?.has(read) ? read : undefined;
    const stored = known ?? (await store.sessions.get(examId, candidateId));
    const leftovers = stored ? await appendOutbox(world, stored) : [];
    const before = stored && { ...stored, outbox: [] };
    const after = decide(before, new Date(now()).toISOString());
    if (stored && after === before) return { session: stored, events: leftovers };
    const made = stored && !known && (await findMade(log, examId, after.outbox));
    if (made) return { session: stored, events: [...leftovers, made] };
    const session = { ...after, version: after.version + 1 };
    await beforeSave?.();
    try {
      await store.sessions.save(session);
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
      await delay(Math.random() * Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS));
      continue;
    }
    return { session, events: [...leftovers, ...(await appendOutbox(world, session))] };
  }
}

/** Nothing is given back where this process has appended it before. */
async function appendOutbox(world: World, session: Session): Promise<readonly ExamEvent[]> {
  if (world.written?.has(session)) return [];
  const events = await publishOutbox(world, session.examId, session.outbox);
  world.written?.note(session);
  return events;
}

/**
 * Whoever sent a frame and was cut off from the answer by a crash sends it again, and it may have been recorded: then its
 * event is in the history, or has just been taken there from the outbox, and the state has what follows from it. Only a
 * frame's key says what was asked for; two deeds that are decided at once have the same key, until one is written.
 */
async function findMade(log: EventLog, examId: string, [first]: readonly NewEvent[]): Promise<ExamEvent | undefined> {
  return first?.type === 'FrameProcessed' ? await log.find(examId, first.key) : undefined;
}

/** What is told of an incident can be looked up by whoever is told. Doing it again changes nothing. */
export async function publishOutbox(
  { store, log }: Pick<World, 'store' | 'log'>,
  examId: string,
  outbox: readonly NewEvent[],
): Promise<readonly ExamEvent[]> {
  await fileIncidents(store, examId, outbox);
  return await log.append(examId, outbox);
}
