import { randomUUID } from 'node:crypto';
import type { Check } from '../domain/checks.js';
import { type ExamEvent, type FrameProcessed, frameKey, type NewEvent } from '../domain/events.js';
import type { Session } from '../domain/session.js';
import type { EventLog } from '../events/eventLog.js';
import { type Store, VersionConflict } from '../store/store.js';

/** A frame that was judged. */
export interface JudgedFrame {
  readonly examId: string;
  readonly candidateId: string;
  readonly frameId: string;
  readonly capturedAt: string;
  readonly checks: readonly Check[];
  readonly engine: string;
}

interface World {
  readonly store: Store;
  readonly log: EventLog;
  readonly now: () => number;
}

/** Another node, or another tab's frame on it, may write in between; more often than this means that something is wrong. */
const MAX_ATTEMPTS = 5;

/**
 * Writes the session's new state together with the events that follow from it, then appends these to the exam's history.
 * A crash in between leaves the events in the session's outbox, from which the next frame, or the next start, appends them.
 */
export async function recordFrame(world: World, frame: JudgedFrame): Promise<FrameProcessed & { readonly id: string }> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeOnce(world, frame);
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function writeOnce(world: World, frame: JudgedFrame): Promise<FrameProcessed & { readonly id: string }> {
  const { store, log, now } = world;
  const before = await store.sessions.get(frame.examId, frame.candidateId);
  if (before) await log.append(frame.examId, before.outbox);
  const session = afterFrame(before, frame, new Date(now()).toISOString());
  await store.sessions.save(session);
  const events = await log.append(frame.examId, session.outbox);
  return findFrame(events, frame.frameId);
}

/** The session as the frame leaves it, with the events that follow in its outbox. */
function afterFrame(before: Session | undefined, frame: JudgedFrame, processedAt: string): Session {
  const { examId, candidateId, frameId, capturedAt, engine, checks } = frame;
  const session = before ?? {
    id: randomUUID(),
    examId,
    candidateId,
    startedAt: processedAt,
    framesProcessed: 0,
    outbox: [],
    version: 0,
  };
  const base = { examId, candidateId, sessionId: session.id, occurredAt: processedAt };
  const started: NewEvent = { ...base, type: 'SessionStarted', key: `started/${session.id}` };
  const processed: NewEvent = {
    ...base,
    type: 'FrameProcessed',
    key: frameKey(session.id, frameId),
    frameId,
    capturedAt,
    engine,
    checks,
  };
  return {
    ...session,
    lastFrame: { capturedAt, processedAt, engine },
    framesProcessed: session.framesProcessed + 1,
    outbox: before ? [processed] : [started, processed],
    version: session.version + 1,
  };
}

function findFrame(events: readonly ExamEvent[], frameId: string): FrameProcessed & { readonly id: string } {
  for (const event of events) if (event.type === 'FrameProcessed' && event.frameId === frameId) return event;
  throw new Error('The event log did not give back the frame that was appended.');
}
