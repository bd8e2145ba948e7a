/**
 * The port to everything that must survive: one DynamoDB, ours or Amazon's.
 *
 * Any call may reject with `StoreUnavailable`; whether a write got through is not known then. What a call has written, the
 * next call reads; only the lookups by candidate, and `withOutbox`, may learn of something new a moment later. What is
 * deleted or emptied is gone for them at once.
 */
import type { NewEvent } from '../domain/events.js';
import type { Evidence } from '../domain/evidence.js';
import type { Exam } from '../domain/exam.js';
import type { Face } from '../domain/face.js';
import type { IncidentRecord } from '../domain/incidents/incidentRecord.js';
import type { Review } from '../domain/incidents/review.js';
import type { Session } from '../domain/session.js';

export interface Store extends AsyncDisposable {
  readonly faces: FaceStore;
  readonly exams: ExamStore;
  readonly sessions: SessionStore;
  readonly events: EventStore;
  readonly incidents: IncidentStore;
  readonly evidence: EvidenceStore;
  /** Rejects with `StoreUnavailable` when the tables can't be reached now. */
  check(): Promise<void>;
}

export interface FaceStore {
  get(externalImageId: string): Promise<Face | undefined>;
  /** Writes the face and its vector in one step; the same id again replaces it. */
  put(face: Face): Promise<void>;
  /** The face that was there, if one was. */
  delete(externalImageId: string): Promise<Face | undefined>;
  ofCandidate(candidateId: string): Promise<readonly Face[]>;
  all(): AsyncIterable<Face>;
}

export interface ExamStore {
  get(id: string): Promise<Exam | undefined>;
  /** False when an exam of this id exists already; it stays as it was. */
  create(exam: Exam): Promise<boolean>;
  /**
   * Replaces the exam if the stored one has the policy's version before.
   * @throws VersionConflict when somebody else wrote in between
   */
  update(exam: Exam): Promise<void>;
  list(): Promise<readonly Exam[]>;
}

export interface SessionStore {
  get(examId: string, candidateId: string): Promise<Session | undefined>;
  /**
   * Writes the session if the stored one is of the version before (none, for version 1).
   * @throws VersionConflict when somebody else wrote in between
   */
  save(session: Session): Promise<void>;
  ofExam(examId: string): Promise<readonly Session[]>;
  ofCandidate(candidateId: string): Promise<readonly Session[]>;
  /** Every session whose outbox may hold events that the log has not seen. */
  withOutbox(): AsyncIterable<Session>;
}

/** What an event log keeps its history in. Sequence numbers are the log's business; the store keeps what it is told. */
export interface EventStore {
  /**
   * Writes the events at their places and remembers their keys. Writing the same again changes nothing, and is what a
   * writer must do, before it writes anything else, when it does not know whether a write got through.
   *
   * A crash in between leaves a part of the events, but none of a candidate's events without those of the same candidate
   * before it, and none whose place `findSeq` does not know.
   * @throws VersionConflict when another event has one of the places
   */
  put(examId: string, events: readonly { readonly seq: number; readonly event: NewEvent }[]): Promise<void>;
  /**
   * The place that an event of this key has, or was about to get when a crash intervened: then nothing is at that place,
   * or an event of another key.
   */
  findSeq(examId: string, key: string): Promise<number | undefined>;
  get(examId: string, seq: number): Promise<NewEvent | undefined>;
  /** Events with `seq > after`, ascending. */
  read(
    examId: string,
    after: number,
    limit: number,
  ): Promise<readonly { readonly seq: number; readonly event: NewEvent }[]>;
  /** The newest events, ascending. */
  readLast(examId: string, limit: number): Promise<readonly { readonly seq: number; readonly event: NewEvent }[]>;
}

/**
 * Incidents as they are found again: what the events say of each, kept so that nobody has to read all events. It follows
 * from the events and may be written from them again.
 */
export interface IncidentStore {
  /** Writes the incident unless a later revision of it is there; a review that is there stays. */
  put(record: Omit<IncidentRecord, 'review'>, expiry: Expiry): Promise<void>;
  /** Writes the review unless a later revision of it is there. Of an incident that is not there nothing is written. */
  putReview(examId: string, incidentId: string, review: Review): Promise<void>;
  get(examId: string, incidentId: string): Promise<IncidentRecord | undefined>;
  /** In the order of their opening. */
  ofSession(examId: string, sessionId: string): Promise<readonly IncidentRecord[]>;
  /** All of an exam, in no particular order. */
  ofExam(examId: string): AsyncIterable<IncidentRecord>;
  /** In the order of their opening, those opened at the same moment by id; up to `limit` after the given one. */
  page(examId: string, after: IncidentPlace | undefined, limit: number): Promise<readonly IncidentRecord[]>;
  /** Puts another record in the place of one that is there, whatever their revisions: for erasure. */
  replace(record: IncidentRecord): Promise<void>;
}

/** Where an incident stands among those of its exam. */
export interface IncidentPlace {
  readonly openedAt: string;
  readonly id: string;
}

export interface EvidenceStore {
  /** Takes the place of what the incident kept in this role before. */
  put(evidence: Evidence): Promise<void>;
  /** Without what has expired. */
  ofIncident(sessionId: string, incidentId: string): Promise<readonly Evidence[]>;
  /** Deletes what the incident keeps in this role, unless another frame has taken its place. */
  delete(evidence: Pick<Evidence, 'sessionId' | 'incidentId' | 'role' | 'frameId'>): Promise<void>;
  /** Deletes all of a session; resolves to how many there were. */
  deleteOfSession(sessionId: string): Promise<number>;
}

/** When an item may be deleted, without anybody asking for it: ISO 8601. */
export interface Expiry {
  readonly expiresAt: string;
}

/** Somebody else wrote first. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** The store can't be reached, or refuses to serve; the same request may succeed later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
