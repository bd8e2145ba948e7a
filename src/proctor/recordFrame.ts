import { randomUUID } from 'node:crypto';
import { CHECK_NAMES, type Identity, judge } from '../domain/checks.js';
import { type ExamEvent, type FrameProcessed, frameKey, type NewEvent } from '../domain/events.js';
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import { toIncidentEvents } from '../domain/incidents/events.js';
import { newWatch } from '../domain/incidents/watch.js';
import { watchFrame } from '../domain/incidents/watchFrame.js';
import type { Observation, Part } from '../domain/observation.js';
import type { Session } from '../domain/session.js';
import type { EventLog } from '../events/eventLog.js';
import { type Store, VersionConflict } from '../store/store.js';

/** The event that a frame became. */
export type RecordedFrame = FrameProcessed & { readonly id: string };

/** A frame that was looked at. */
export interface ObservedFrame {
  readonly examId: string;
  readonly candidateId: string;
  readonly frameId: string;
  readonly capturedAt: string;
  readonly observation: Observation;
  readonly identity: Part<Identity>;
  readonly engine: string;
  /** As it applies to the candidate. */
  readonly policy: ExamPolicy;
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
export async function recordFrame(world: World, frame: ObservedFrame): Promise<RecordedFrame> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeOnce(world, frame);
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function writeOnce(world: World, frame: ObservedFrame): Promise<RecordedFrame> {
  const { store, log, now } = world;
  const before = await store.sessions.get(frame.examId, frame.candidateId);
  if (before) {
    const leftovers = await log.append(frame.examId, before.outbox);
    const recorded = findFrame(leftovers, frame.frameId);
    if (recorded) return recorded;
  }
  const session = afterFrame(before, frame, new Date(now()).toISOString());
  await store.sessions.save(session);
  const events = await log.append(frame.examId, session.outbox);
  const recorded = findFrame(events, frame.frameId);
  if (!recorded) throw new Error('The event log did not give back the frame that was appended.');
  return recorded;
}

/** Judges the frame in the light of those before it: the session as it leaves it, with the events that follow. */
function afterFrame(before: Session | undefined, frame: ObservedFrame, processedAt: string): Session {
  const { examId, candidateId, frameId, capturedAt, engine, observation, identity, policy } = frame;
  const session = before ?? newSession(examId, candidateId, processedAt);
  const place = { examId, candidateId, sessionId: session.id, occurredAt: processedAt };
  const { watch, changes, isLate } = watchFrame(
    session.watch ?? newWatch(session.id),
    { frameId, capturedAt, at: processedAt, observation, identity, asked: new Set(CHECK_NAMES) },
    policy,
  );
  const started: NewEvent = { ...place, type: 'SessionStarted', key: `started/${session.id}` };
  const processed: NewEvent = {
    ...place,
    type: 'FrameProcessed',
    key: frameKey(session.id, frameId),
    frameId,
    capturedAt,
    engine,
    checks: judge(observation, identity, policy),
  };
  return {
    ...session,
    ...(isLate ? {} : { lastFrame: { capturedAt, processedAt, engine } }),
    framesProcessed: session.framesProcessed + 1,
    watch,
    outbox: [...(before ? [] : [started]), processed, ...toIncidentEvents(changes, place)],
    version: session.version + 1,
  };
}

function newSession(examId: string, candidateId: string, startedAt: string): Session {
  return { id: randomUUID(), examId, candidateId, startedAt, framesProcessed: 0, outbox: [], version: 0 };
}

function findFrame(events: readonly ExamEvent[], frameId: string): RecordedFrame | undefined {
  return events.find((event): event is RecordedFrame => event.type === 'FrameProcessed' && event.frameId === frameId);
}
