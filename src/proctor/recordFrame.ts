import { randomUUID } from 'node:crypto';
import { CHECK_NAMES, type Identity, judge } from '../domain/checks.js';
import { type FrameProcessed, frameKey } from '../domain/events.js';
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import { toIncidentEvents } from '../domain/incidents/events.js';
import { newWatch } from '../domain/incidents/watch.js';
import { watchFrame } from '../domain/incidents/watchFrame.js';
import type { Observation, Part } from '../domain/observation.js';
import type { Session } from '../domain/session.js';
import { begin } from '../domain/sessionLife.js';
import { changeSession, type World } from './changeSession.js';
import { refuseFrames } from './refuseFrames.js';

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

/**
 * Judges the frame in the light of those before it, and records what follows.
 * @throws ProctorError SESSION_ENDED when the session ended while the frame was looked at
 */
export async function recordFrame(world: World, frame: ObservedFrame): Promise<RecordedFrame> {
  const { examId, candidateId, frameId, policy } = frame;
  const { events } = await changeSession(world, frame, (before, at) => {
    refuseFrames(before, policy);
    return afterFrame(before ?? begin({ id: randomUUID(), examId, candidateId, at }), frame, at);
  });
  const recorded = events.find(
    (event): event is RecordedFrame => event.type === 'FrameProcessed' && event.frameId === frameId,
  );
  if (!recorded) throw new Error('The event log did not give back the frame that was appended.');
  return recorded;
}

/** The session as the frame leaves it, with the events that follow in its outbox. */
function afterFrame(session: Session, frame: ObservedFrame, at: string): Session {
  const { examId, candidateId, frameId, capturedAt, engine, observation, identity, policy } = frame;
  const place = { examId, candidateId, sessionId: session.id, occurredAt: at };
  const { watch, changes, isLate } = watchFrame(
    session.watch ?? newWatch(session.id),
    { frameId, capturedAt, at, observation, identity, asked: new Set(CHECK_NAMES) },
    policy,
  );
  const processed: FrameProcessed = {
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
    ...(isLate ? {} : { lastFrame: { capturedAt, processedAt: at, engine } }),
    framesProcessed: session.framesProcessed + 1,
    watch,
    outbox: [...session.outbox, processed, ...toIncidentEvents(changes, place)],
  };
}
