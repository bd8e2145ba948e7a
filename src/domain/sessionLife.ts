/**
 * How sessions begin, pause and end. Pure: each step takes a session and gives the next one, with the events that follow in
 * its outbox, or the session itself where there is nothing to do.
 */
import type { SessionEvent } from './events.js';
import { toIncidentEvents } from './incidents/events.js';
import type { EndReason } from './incidents/incident.js';
import { closeAll } from './incidents/watch.js';
import type { Session, SessionState, SessionStatus } from './session.js';

export interface SessionStart {
  readonly id: string;
  readonly examId: string;
  readonly candidateId: string;
  readonly at: string;
  /** Which text the candidate agrees to. */
  readonly consentTextVersion?: string | undefined;
}

/** The session before its first write. */
export function begin({ id, examId, candidateId, at, consentTextVersion }: SessionStart): Session {
  return {
    id,
    examId,
    candidateId,
    startedAt: at,
    state: { status: 'ACTIVE' },
    ...(consentTextVersion !== undefined && { consent: { textVersion: consentTextVersion, at } }),
    framesProcessed: 0,
    outbox: [{ examId, candidateId, sessionId: id, occurredAt: at, type: 'SessionStarted', key: `started/${id}` }],
    version: 0,
  };
}

/** A consent that was given first stands, unless a newer text is agreed to. */
export function agree(session: Session, textVersion: string, at: string): Session {
  if (session.consent?.textVersion === textVersion) return session;
  return { ...session, consent: { textVersion, at } };
}

export function pause(session: Session, at: string): Session {
  if (session.state.status !== 'ACTIVE') return session;
  return leave(session, { status: 'PAUSED', since: at }, 'SESSION_PAUSED', at);
}

export function resume(session: Session, at: string): Session {
  if (session.state.status !== 'PAUSED') return session;
  const event = eventOf(session, 'SessionResumed', at);
  return { ...session, state: { status: 'ACTIVE' }, outbox: [...session.outbox, event] };
}

export function end(session: Session, at: string): Session {
  return isOver(session) ? session : leave(session, { status: 'ENDED', at }, 'SESSION_ENDED', at);
}

export function terminate(session: Session, reason: string, at: string): Session {
  return isOver(session) ? session : leave(session, { status: 'TERMINATED', at, reason }, 'SESSION_ENDED', at);
}

export function isOver({ state }: Session): boolean {
  return state.status === 'ENDED' || state.status === 'TERMINATED';
}

/** What a proctor is shown of the session's state. */
export function statusOf({ state, watch, lastFrame }: Session): SessionStatus {
  if (state.status !== 'ACTIVE') return state.status;
  if (watch?.tracks.FEED_LOST?.phase === 'OPEN') return 'FEED_LOST';
  return lastFrame ? 'ACTIVE' : 'WAITING';
}

/** Nobody looks any more: what is open is closed with the same write. */
function leave(session: Session, state: SessionState, reason: EndReason, at: string): Session {
  const { examId, candidateId, id: sessionId } = session;
  const closed = session.watch && closeAll(session.watch, { at, reason });
  const place = { examId, candidateId, sessionId, occurredAt: at };
  const type = state.status === 'PAUSED' ? 'SessionPaused' : 'SessionEnded';
  return {
    ...session,
    state,
    ...(closed && { watch: closed.watch }),
    outbox: [...session.outbox, ...toIncidentEvents(closed?.changes ?? [], place), eventOf(session, type, at)],
  };
}

function eventOf(
  session: Session,
  type: 'SessionPaused' | 'SessionResumed' | 'SessionEnded',
  at: string,
): SessionEvent {
  const { examId, candidateId, id: sessionId, version } = session;
  return { examId, candidateId, sessionId, occurredAt: at, type, key: `${type}/${sessionId}/${version + 1}` };
}
