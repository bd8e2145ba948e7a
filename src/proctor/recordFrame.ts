import { randomUUID } from 'node:crypto';
import { fullBudget, spend } from '../domain/callBudget.js';
import { type CheckName, type Identity, judge } from '../domain/checks.js';
import { type FrameProcessed, frameKey } from '../domain/events.js';
import type { FrameAdvance } from '../domain/incidents/advance.js';
import { toIncidentEvents } from '../domain/incidents/events.js';
import { newWatch } from '../domain/incidents/watch.js';
import { watchFrame } from '../domain/incidents/watchFrame.js';
import type { Observation, Part } from '../domain/observation.js';
import type { Session } from '../domain/session.js';
import { begin } from '../domain/sessionLife.js';
import { changeSession, type World } from './changeSession.js';
import { ProctorError } from './errors.js';
import { createEvidenceKeeper, type SeenFrame } from './keepEvidence.js';
import { refuseFrames } from './refuseFrames.js';
import type { Dependencies } from './service.js';

/** The event that a frame became. */
export type RecordedFrame = FrameProcessed & { readonly id: string };

/** A frame that was looked at. Its policy is the one that applies to the candidate. */
export interface ObservedFrame extends SeenFrame {
  readonly identity: Part<Identity>;
  /** The session that it was looked at in; undefined for a session's first. */
  readonly sessionId: string | undefined;
  /** The checks that were made. */
  readonly asked: ReadonlySet<CheckName>;
  /** How long the client will be asked to wait. */
  readonly nextFrameInMs: number;
  readonly engine: string;
}

/** What became of a frame: it is in the history, or nothing was recorded because the session was paused meanwhile. */
export type Recording = { readonly event: RecordedFrame; readonly isNewest: boolean } | 'PAUSED';

/**
 * Judges the frame in the light of those before it, and records what follows. It is kept when an incident needs it: its
 * pictures are stored before the incident is, so that no incident is there without them.
 * @param read the session as it was before the frame was looked at, as far as was known here, when there was no result of it yet
 * @throws ProctorError SESSION_ENDED when the session ended while the frame was looked at
 */
export async function recordFrame(
  dependencies: Dependencies & Pick<World, 'written'>,
  frame: ObservedFrame,
  read?: Session,
): Promise<Recording> {
  const { examId, candidateId, frameId, policy } = frame;
  const evidence = createEvidenceKeeper(dependencies, frame);
  let isNewest = false;

  function decide(before: Session | undefined, at: string): Session {
    evidence.startOver();
    // It was looked at as a frame of that session, under a name that may have been erased with it.
    if (frame.sessionId !== undefined && before?.id !== frame.sessionId) {
      throw new ProctorError('SESSION_ENDED', 'The session is over.');
    }
    refuseFrames(before, policy);
    if (before?.state.status === 'PAUSED') return before;
    const session = before ?? begin({ id: randomUUID(), examId, candidateId, at });
    const advance = watchFrame(session.watch ?? newWatch(session.id), { ...frame, at }, policy);
    evidence.need(session.id, advance.evidence, at);
    isNewest = !advance.isLate;
    return afterFrame(session, frame, advance, at);
  }

  try {
    const { session, events } = await changeSession(dependencies, frame, decide, { beforeSave: evidence.write, read });
    const event = events.find((one): one is RecordedFrame => one.type === 'FrameProcessed' && one.frameId === frameId);
    if (event) return { event, isNewest };
    if (session.state.status === 'PAUSED') return 'PAUSED';
    throw new Error('The event log did not give back the frame that was appended.');
  } finally {
    await evidence.takeBack().catch(dependencies.onProblem);
  }
}

/** The session as the frame leaves it, with the events that follow in its outbox. */
function afterFrame(
  session: Session,
  frame: ObservedFrame,
  { watch, changes, isLate }: FrameAdvance,
  at: string,
): Session {
  const { examId, candidateId, frameId, capturedAt, engine, observation, identity, policy, asked, nextFrameInMs } =
    frame;
  const place = { examId, candidateId, sessionId: session.id, occurredAt: at };
  const processed: FrameProcessed = {
    ...place,
    type: 'FrameProcessed',
    key: frameKey(session.id, frameId),
    frameId,
    capturedAt,
    engine,
    checks: judge(observation, identity, policy, asked),
  };
  return {
    ...session,
    ...(isLate ? {} : { lastFrame: { capturedAt, processedAt: at, engine } }),
    heardUntil: later(session.heardUntil, Date.parse(at) + nextFrameInMs),
    framesProcessed: session.framesProcessed + 1,
    ...paidFrom(session, observation, Date.parse(at)),
    watch,
    outbox: [...session.outbox, processed, ...toIncidentEvents(changes, place)],
  };
}

/** Taken from what the session has now, which another node may have spent from meanwhile. */
function paidFrom({ callBudget }: Session, { spent }: Observation, now: number): Pick<Session, 'callBudget'> {
  if (!spent) return {};
  return { callBudget: spend(callBudget ?? fullBudget(spent.callsPerHour, now), spent, now) };
}

function later(moment: string | undefined, ms: number): string {
  return new Date(moment === undefined ? ms : Math.max(ms, Date.parse(moment))).toISOString();
}
