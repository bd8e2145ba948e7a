/**
 * How sessions begin, pause and end. Pure: each step takes a session and gives the next one, with the events that follow in
 * its outbox, or the session itself where there is nothing to do.
 */
import type { Actor } from './actor.js';
import type { NewEvent } from './events.js';
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

/** Something that somebody does to a session. */
export interface Deed {
  /** ISO 8601, by the server's clock. */
  readonly at: string;
  readonly by: Actor;
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

export function pause(session: Session, { at, by }: Deed): Session {
  if (session.state.status !== 'ACTIVE') return session;
  const paused = leave(session, { status: 'PAUSED', since: at }, 'SESSION_PAUSED', at);
  return tell(paused, { ...eventBase(session, 'paused', at), type: 'SessionPaused', by });
}

/** Silence is no news before it. */
export function resume(session: Session, { at, by }: Deed): Session {
  if (session.state.status !== 'PAUSED') return session;
  const active: Session = { ...session, state: { status: 'ACTIVE' }, heardUntil: at };
  return tell(active, { ...eventBase(session, 'resumed', at), type: 'SessionResumed', by });
}

export interface Extension {
  readonly minutes: number;
  /** Made by the client: of two extensions of one id the second changes nothing. */
  readonly id?: string | undefined;
}

/** A retry comes before so many other extensions. */
const EXTENSIONS_KNOWN = 16;

/** More time, or less with negative minutes; what follows from it is for the clients to show: no session ends by itself. */
export function extend(session: Session, { minutes, id }: Extension, { at, by }: Deed): Session {
  const { extensionIds = [], extraMinutes = 0 } = session;
  if (id !== undefined && extensionIds.includes(id)) return session;
  const extended: Session = {
    ...session,
    extraMinutes: extraMinutes + minutes,
    ...(id !== undefined && { extensionIds: [...extensionIds, id].slice(-EXTENSIONS_KNOWN) }),
  };
  return tell(extended, { ...eventBase(session, 'extended', at), type: 'SessionExtended', by, minutes });
}

export function end(session: Session, { at, by }: Deed): Session {
  if (isOver(session)) return session;
  const ended = leave(session, { status: 'ENDED', at }, 'SESSION_ENDED', at);
  return tell(ended, { ...eventBase(session, 'ended', at), type: 'SessionEnded', by });
}

export function terminate(session: Session, reason: string, { at, by }: Deed): Session {
  if (isOver(session)) return session;
  const ended = leave(session, { status: 'TERMINATED', at, reason }, 'SESSION_ENDED', at);
  return tell(ended, { ...eventBase(session, 'ended', at), type: 'SessionEnded', by, reason });
}

/** When the time is up that the policy gives and proctors added; undefined where the policy sets no duration. */
export function endsAt({ startedAt, extraMinutes = 0 }: Session, durationMinutes: number): string | undefined {
  if (durationMinutes === 0) return undefined;
  return new Date(Date.parse(startedAt) + (durationMinutes + extraMinutes) * MINUTE_MS).toISOString();
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

const MINUTE_MS = 60_000;

/** Nobody looks any more: what is open is closed with the same write. */
function leave(session: Session, state: SessionState, reason: EndReason, at: string): Session {
  const { examId, candidateId, id: sessionId } = session;
  const closed = session.watch && closeAll(session.watch, { at, reason });
  const place = { examId, candidateId, sessionId, occurredAt: at };
  const ends = toIncidentEvents(closed?.changes ?? [], place);
  return { ...session, state, ...(closed && { watch: closed.watch }), outbox: [...session.outbox, ...ends] };
}

function tell(session: Session, event: NewEvent): Session {
  return { ...session, outbox: [...session.outbox, event] };
}

function eventBase({ examId, candidateId, id: sessionId, version }: Session, verb: string, at: string) {
  return { examId, candidateId, sessionId, occurredAt: at, key: `${verb}/${sessionId}/${version + 1}` };
}
