/**
 * The port to the ordered, durable history of each exam.
 *
 * An adapter promises: ids grow in the order of appending; an event is durable before anybody can read it; whoever has
 * read an event has been offered every event before it.
 */
import type { Concerned, ExamEvent, NewEvent } from '../domain/events.js';

export interface EventLog extends AsyncDisposable {
  /**
   * Gives the events their ids, makes them durable and then visible, in this order. An event whose key the exam's history
   * already holds is not appended again: the one that is there is returned in its place.
   *
   * Rejects with `StoreUnavailable` when it is not known whether the events are in the history; append them again.
   */
  append(examId: string, events: readonly NewEvent[]): Promise<readonly ExamEvent[]>;

  /** The event appended under this key, if there is one. */
  find(examId: string, key: string): Promise<ExamEvent | undefined>;

  /** The id of the newest visible event; for an exam without any, a cursor that stands before its first one. */
  latest(examId: string): Promise<string>;

  /** Up to `limit` events after the cursor (or from the beginning), oldest first. @throws CursorError */
  read(examId: string, options: { readonly after?: string; readonly limit: number }): Promise<readonly ExamEvent[]>;

  /**
   * Goes through the history after the cursor (or from the beginning) for the events that concern one of these, oldest first:
   * up to `limit` of them, and fewer where enough was looked at; `upTo` says from where to go on. Gone through to its end, a
   * history gives exactly those of its events that concern them; only that an event concerns somebody else since it was
   * rewritten may be noticed a moment later. @throws CursorError
   */
  readAbout(
    examId: string,
    concerned: readonly Concerned[],
    options: { readonly after?: string; readonly limit: number },
  ): Promise<EventsAbout>;

  /** Up to `limit` of the newest events, oldest first. */
  recent(examId: string, limit: number): Promise<readonly ExamEvent[]>;

  /**
   * History after the cursor, then what happens, without gap or duplicate; without a cursor, only what happens from the
   * moment of the call. Ends when the consumer returns or the log is closed; holds nothing for a consumer that is slow but
   * its cursor. Rejects with `StoreUnavailable` when the history can't be read now, and then ends; follow again from the
   * last event.
   * @throws CursorError before the first event, or later, `expired`, when the consumer is slower than the retention
   */
  follow(examId: string, after?: string): AsyncIterableIterator<ExamEvent>;

  /**
   * Shows each event to `change`, and puts what it gives back in the event's place: the id stays, the key may be another.
   * Whoever reads the event after that reads the new one; who has it already keeps what they have. Appends go on meanwhile.
   * Where it fails half-way, the events that were reached are changed and the others are not.
   * @param change undefined for an event that stays as it is
   * @param after begins after this cursor
   * @returns how many events changed, and the cursor up to which all were looked at
   */
  rewrite(
    examId: string,
    change: (event: ExamEvent) => NewEvent | undefined,
    after?: string,
  ): Promise<{ readonly changed: number; readonly upTo: string }>;

  /**
   * Calls back when another process that shares the log is gone, or may be: somebody has to finish what it began. Of several
   * processes that are left, one is told at least.
   */
  onOtherGone?(listener: () => void): void;

  /** Rejects with `StoreUnavailable` while nothing can be appended, for a reason of the log's own. */
  check?(): Promise<void>;
}

/** A stretch of a history, and what in it concerns somebody. */
export interface EventsAbout {
  readonly events: readonly ExamEvent[];
  /** The cursor at which the stretch ends. */
  readonly upTo: string;
  /** Nothing came after it. */
  readonly isEnd: boolean;
  /** How many events had to be read. */
  readonly lookedAt: number;
}

/** The cursor can't be followed from. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
  constructor(
    /** `expired`: what followed it is no longer kept. `invalid`: malformed, of another exam, or from the future. */
    readonly problem: 'expired' | 'invalid',
    message: string,
  ) {
    super(message);
  }
}
