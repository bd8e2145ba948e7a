import type { Actor } from './actor.js';
import type { Check } from './checks.js';
import type { IncidentEvent } from './incidents/events.js';
import type { IncidentKind, Severity } from './incidents/kinds.js';
import type { Review } from './incidents/review.js';

export interface EventBase {
  /** Unique within the exam; an event appended again under its key is not appended twice. */
  readonly key: string;
  readonly examId: string;
  /** ISO 8601, UTC, by the server's clock. */
  readonly occurredAt: string;
  /** Whom it concerns; left out where it is everybody. */
  readonly candidateId?: string;
}

/** Whom an event concerns: a candidate, or everybody. */
export type Concerned = EventBase['candidateId'];

export interface CandidateEventBase extends EventBase {
  readonly candidateId: string;
}

export interface SessionEventBase extends CandidateEventBase {
  readonly sessionId: string;
}

export interface SessionStarted extends SessionEventBase {
  readonly type: 'SessionStarted';
}

export interface SessionPaused extends SessionEventBase {
  readonly type: 'SessionPaused';
  readonly by: Actor;
}

export interface SessionResumed extends SessionEventBase {
  readonly type: 'SessionResumed';
  readonly by: Actor;
}

export interface SessionExtended extends SessionEventBase {
  readonly type: 'SessionExtended';
  readonly by: Actor;
  readonly minutes: number;
}

export interface SessionEnded extends SessionEventBase {
  readonly type: 'SessionEnded';
  readonly by: Actor;
  /** Why it was terminated; left out where it ended by itself. Free text. */
  readonly reason?: string;
}

export type SessionEvent = SessionStarted | SessionPaused | SessionResumed | SessionExtended | SessionEnded;

export interface FrameProcessed extends SessionEventBase {
  readonly type: 'FrameProcessed';
  readonly frameId: string;
  /** By the candidate's clock, as sent. */
  readonly capturedAt: string;
  readonly engine: string;
  readonly checks: readonly Check[];
}

export interface FaceEnrolled extends CandidateEventBase {
  readonly type: 'FaceEnrolled';
  readonly externalImageId: string;
}

export interface FaceDeleted extends CandidateEventBase {
  readonly type: 'FaceDeleted';
  readonly externalImageId: string;
}

/** A proctor judged an incident, or took the judgement back. */
export interface IncidentReviewed extends SessionEventBase {
  readonly type: 'IncidentReviewed';
  readonly incidentId: string;
  readonly kind: IncidentKind;
  readonly severity: Severity;
  readonly review: Review;
}

/** For the proctors alone. */
export interface NoteWritten extends CandidateEventBase {
  readonly type: 'NoteWritten';
  readonly by: Actor;
  readonly text: string;
}

/** To one candidate, or to everybody. */
export interface MessageSent extends EventBase {
  readonly type: 'MessageSent';
  readonly by: Actor;
  readonly text: string;
}

/** Somebody looked at the pictures of an incident. */
export interface EvidenceViewed extends SessionEventBase {
  readonly type: 'EvidenceViewed';
  readonly by: Actor;
  readonly incidentId: string;
}

/** Somebody took all of a session away, pictures included. */
export interface SessionExported extends SessionEventBase {
  readonly type: 'SessionExported';
  readonly by: Actor;
}

export interface PolicyChanged extends EventBase {
  readonly type: 'PolicyChanged';
  readonly by: Actor;
  readonly version: number;
}

/** All that told who a candidate was is gone; the history knows them by a pseudonym from now on. */
export interface CandidateErased extends CandidateEventBase {
  readonly type: 'CandidateErased';
  readonly by: Actor;
}

/** What proctors did, beside pausing and ending sessions. */
export type ProctorAction =
  | IncidentReviewed
  | NoteWritten
  | MessageSent
  | EvidenceViewed
  | SessionExported
  | PolicyChanged
  | CandidateErased;

/** An event that has not been given its place in the exam's history yet. */
export type NewEvent = SessionEvent | FrameProcessed | IncidentEvent | FaceEnrolled | FaceDeleted | ProctorAction;

/** One line of an exam's history; its id is the cursor from which a subscriber resumes. */
export type ExamEvent = NewEvent & { readonly id: string };

export type ExamEventType = ExamEvent['type'];

/** Says that a feed is alive while nothing happens; no part of the history. */
export interface SignOfLife {
  readonly type: 'SignOfLife';
  /** No two signs are the same, whatever their ids. */
  readonly isTransient: true;
  /** The cursor at which the feed stands. */
  readonly id: string;
  readonly examId: string;
  /** ISO 8601, UTC, by the server's clock. */
  readonly occurredAt: string;
  readonly candidateId?: undefined;
}

/** The key under which a frame's event, and so its first result, is found again. */
export function frameKey(sessionId: string, frameId: string): string {
  return `frame/${sessionId}/${frameId}`;
}
