/**
 * The port to everything that must survive: one DynamoDB, ours or Amazon's.
 *
 * Any call may reject with `StoreUnavailable`; whether a write got through is not known then. What a call has written, the
 * next call reads; only the lookups by candidate, `withOutbox` and `active` may learn of something new a moment later. What is
 * deleted or emptied is gone for them at once.
 *
 * What was given an expiry is shown to nobody from then on, whether it was deleted already or not.
 */
import type { Concerned, NewEvent } from '../domain/events.js';
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
  readonly erasures: ErasureStore;
  readonly usage: UsageStore;
  /** False for a database that never deletes what has expired, so that somebody has to `sweep`. */
  readonly expiresByItself: boolean;
  /** Deletes everything that has expired; resolves to how many items that were. */
  sweep(): Promise<number>;
  /** Takes what was deleted or overwritten out of the files below the tables, too, where these are ours. */
  scrub(): Promise<void>;
  /** Rejects with `StoreUnavailable` when the tables can't be reached now. */
  check(): Promise<void>;
}

export interface FaceStore {
  get(externalImageId: string): Promise<Face | undefined>;
  /** Writes the face and its vector in one step; the same id again replaces it. */
  put(face: Face, expiry?: Expiry): Promise<void>;
  /** The face that was there, if one was. */
  delete(externalImageId: string): Promise<Face | undefined>;
  /** Oldest first. */
  ofCandidate(candidateId: string): Promise<readonly Face[]>;
  /** The same of many at once; who has no face has an empty list. */
  ofCandidates(candidateIds: readonly string[]): Promise<ReadonlyMap<string, readonly Face[]>>;
  all(): AsyncIterable<Face>;
  /** Those that have expired and are not deleted yet: an engine may still know them. */
  expired(): AsyncIterable<Pick<Face, 'externalImageId' | 'template'>>;
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
  save(session: Session, expiry?: Expiry): Promise<void>;
  /**
   * Gives the session to another candidate, as it is told to be then, and keeps it as long as before. Done again, after a
   * failure half-way, it ends the same.
   * @throws VersionConflict when somebody wrote another version of it in between
   */
  move(session: Session, moved: Session): Promise<void>;
  /** By candidate. */
  ofExam(examId: string): Promise<readonly Session[]>;
  ofCandidate(candidateId: string): Promise<readonly Session[]>;
  /** Every session whose outbox may hold events that the log has not seen. */
  withOutbox(): AsyncIterable<Session>;
  /** Every session that goes on now, neither paused nor over. */
  active(): AsyncIterable<Session>;
}

/** An event at its place in an exam's history. */
export interface StoredEvent {
  readonly seq: number;
  readonly event: NewEvent;
  /** The first place of the write that brought it. */
  readonly writtenFrom: number;
  /** The place before that write: the one right before, unless places were left out. */
  readonly writtenAfter: number;
  /** The place of the event before it: the one right before, unless `setAfter` said otherwise. */
  readonly after: number;
  /** When that write began: ISO 8601. */
  readonly writtenAt: string;
  /** ISO 8601; left out where it is kept for ever. */
  readonly expiresAt?: string;
}

/** Places with `after < seq <= upTo`, and how many events there are wanted of them. */
export interface EventRange {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

/** How far an exam's history has come. It never expires. */
export interface HistoryMark {
  /** No event has been given a place beyond this one. */
  readonly place: number;
  /** The newest event when this was written. */
  readonly after: number;
  /** No event that came since then expires before this: ISO 8601; left out where they are kept for ever. */
  readonly keptUntil?: string;
}

/** What an event log keeps its history in. Sequence numbers are the log's business; the store keeps what it is told. */
export interface EventStore {
  /**
   * Writes the events, whose places follow each other, and remembers their keys. Writing the same again changes nothing,
   * and is what a writer must do, before it writes anything else, when it does not know whether a write got through.
   *
   * A crash in between leaves a part of the events, but none of a candidate's events without those of the same candidate
   * before it, and none whose place `findSeq` does not know.
   * @throws VersionConflict when another event has one of the places, or it is sealed
   */
  put(
    examId: string,
    events: readonly { readonly seq: number; readonly event: NewEvent }[],
    write?: Pick<StoredEvent, 'writtenFrom' | 'expiresAt'> & Partial<Pick<StoredEvent, 'writtenAfter'>>,
  ): Promise<void>;
  /**
   * The place that an event of this key has, or was about to get when a crash intervened: then nothing is at that place,
   * or an event of another key.
   */
  findSeq(examId: string, key: string): Promise<number | undefined>;
  get(examId: string, seq: number): Promise<StoredEvent | undefined>;
  /** The first events of the range, ascending; fewer than `limit` only where there are no more. */
  read(examId: string, range: EventRange): Promise<readonly StoredEvent[]>;
  /** The newest events, ascending; with `upTo`, which spares the search for the newest, none beyond that place. */
  readLast(examId: string, limit: number, upTo?: number): Promise<readonly StoredEvent[]>;
  /**
   * Events of the range that concern one of these, ascending; fewer than `limit` only where there are no more.
   * Of those that were written or replaced a moment ago some may be missing, also while later ones are there.
   */
  readAbout(examId: string, concerned: readonly Concerned[], range: EventRange): Promise<readonly StoredEvent[]>;
  /** The last place that holds an event, expired or not, or is sealed; 0 where there is none. */
  lastTaken(examId: string): Promise<number>;
  /** Makes sure that no event gets to those of these places (both included) where none is, however late it arrives. */
  seal(examId: string, from: number, to: number): Promise<void>;
  /** Remembers that nothing was ever between these two places. */
  setAfter(examId: string, seq: number, after: number): Promise<void>;
  /**
   * Puts another event in the place of `instead`, and its key in the place of the other's, for as long as before. Where
   * nothing is there any more, nothing is done.
   * @throws VersionConflict something else is there by now
   */
  replace(examId: string, seq: number, event: NewEvent, instead: NewEvent): Promise<void>;
  mark(examId: string): Promise<HistoryMark | undefined>;
  /** @throws VersionConflict when the mark that is there is further on */
  setMark(examId: string, mark: HistoryMark): Promise<void>;
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
  /**
   * Puts another record in the place of `instead`, whatever its revisions say: for erasure. Where nothing is there any more,
   * nothing is done.
   * @throws VersionConflict something else is there by now, as a later revision or review
   */
  replace(record: IncidentRecord, instead: IncidentRecord): Promise<void>;
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

/** How often services that charge were called for an exam, by operation. */
export interface UsageStore {
  /** Adds to what was counted, on whatever node. Sent again, it may be counted twice. */
  add(examId: string, calls: CallCounts): Promise<void>;
  ofExam(examId: string): Promise<CallCounts>;
}

export type CallCounts = Readonly<Record<string, number>>;

/** What has to be remembered of a candidate's erasure until it is complete, and not a moment longer. */
export interface ErasureStore {
  get(candidateId: string): Promise<ErasureRecord | undefined>;
  /** @throws VersionConflict an erasure of the candidate is under way already */
  put(candidateId: string, record: ErasureRecord): Promise<void>;
  delete(candidateId: string): Promise<void>;
}

/** What an erasure that goes on after a failure must do as it was begun, and what there was when it began. */
export interface ErasureRecord {
  /** The candidate's from now on. */
  readonly pseudonym: string;
  /** From which the new ids of things follow that had ids of the candidate's making. */
  readonly secret: string;
  /** Under which the candidate was recognised. */
  readonly names: readonly string[];
  readonly faceIds: readonly string[];
  readonly exams: readonly ErasureInExam[];
}

export interface ErasureInExam {
  readonly examId: string;
  /** Where the exam's history stood. */
  readonly cursor: string;
  /** The candidate's session, which is over. */
  readonly sessionId?: string;
  /** All that events and incidents tell of, those that have expired themselves included. */
  readonly sessionIds: readonly string[];
  readonly pictures: number;
  readonly events: number;
  readonly incidents: number;
  /** Whether anything in it told of the candidate. */
  readonly isTouched: boolean;
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
