import type { Check } from './checks.js';
import type { IncidentEvent } from './incidents/events.js';

export interface EventBase {
  /** Unique within the exam; an event appended again under its key is not appended twice. */
  readonly key: string;
  readonly examId: string;
  /** ISO 8601, UTC, by the server's clock. */
  readonly occurredAt: string;
  readonly candidateId: string;
}

export interface SessionStarted extends EventBase {
  readonly type: 'SessionStarted';
  readonly sessionId: string;
}

export interface SessionPaused extends EventBase {
  readonly type: 'SessionPaused';
  readonly sessionId: string;
}

export interface SessionResumed extends EventBase {
  readonly type: 'SessionResumed';
  readonly sessionId: string;
}

/** Whether it ended or was terminated, the session says. */
export interface SessionEnded extends EventBase {
  readonly type: 'SessionEnded';
  readonly sessionId: string;
}

export type SessionEvent = SessionStarted | SessionPaused | SessionResumed | SessionEnded;

export interface FrameProcessed extends EventBase {
  readonly type: 'FrameProcessed';
  readonly sessionId: string;
  readonly frameId: string;
  /** By the candidate's clock, as sent. */
  readonly capturedAt: string;
  readonly engine: string;
  readonly checks: readonly Check[];
}

export interface FaceEnrolled extends EventBase {
  readonly type: 'FaceEnrolled';
  readonly externalImageId: string;
}

export interface FaceDeleted extends EventBase {
  readonly type: 'FaceDeleted';
  readonly externalImageId: string;
}

/** An event that has not been given its place in the exam's history yet. */
export type NewEvent = SessionEvent | FrameProcessed | IncidentEvent | FaceEnrolled | FaceDeleted;

/** One line of an exam's history; its id is the cursor from which a subscriber resumes. */
export type ExamEvent = NewEvent & { readonly id: string };

export type ExamEventType = ExamEvent['type'];

/** The key under which a frame's event, and so its first result, is found again. */
export function frameKey(sessionId: string, frameId: string): string {
  return `frame/${sessionId}/${frameId}`;
}
