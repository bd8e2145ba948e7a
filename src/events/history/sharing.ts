/**
 * What the history of an exam has to know of the processes that share it: who may write now, what the others have made
 * visible, and how they learn of what was written here.
 */
import type { StoredEvent } from '../../store/store.js';

/** What readers need of an event in the store. */
export type VisibleEvent = Pick<StoredEvent, 'seq' | 'event' | 'after' | 'expiresAt'>;

export interface Sharing {
  /** Nobody else is there: what is known here is all there is. */
  readonly isAlone: boolean;
  /**
   * What became visible after this place, or all that is visible where none is given. Rejects with `StoreUnavailable` when
   * it can't be learned now.
   */
  news(head: number | undefined): Promise<News>;
  /**
   * Calls `write` while no other process writes, and resolves when that is over. When `write` rejects, whoever writes next
   * is told that it can't know what the store holds. Rejects with `StoreUnavailable` when the turn does not come in time.
   */
  inTurn<T>(head: number | undefined, write: (turn: Turn) => Promise<T>): Promise<T>;
  /** Events that were visible are others now: resolves when the other processes have forgotten them, or soon will. */
  announceRewrite(): Promise<void>;
}

export interface News {
  /** The newest visible place; undefined where nobody can tell, so that somebody has to look into the store, in a turn. */
  readonly head: number | undefined;
  /** The newest of those that are new, oldest first; what is missing before them is in the store. */
  readonly events: readonly VisibleEvent[];
  /** A turn was broken off, and what it has written may not be visible. */
  readonly isInterrupted: boolean;
  /** Another than before when visible events have been rewritten since. */
  readonly epoch: number;
}

export interface Turn {
  readonly news: News;
  /** Places up to this one are not to be used any more. */
  readonly sealed: number;
  readonly before: TurnBefore;
  /** Writes of other processes may still be on their way to the store, of so many events at most. */
  readonly lateEvents: number;
  /** How many events may be written before they are shown. */
  readonly eventsPerWrite: number;
  /** Throws `StoreUnavailable` when the turn may be over, so that nothing more may be written. */
  confirm(): void;
  /**
   * Makes events visible, that are in the store.
   * @param seen.sealed places up to this one will not be used
   * @param seen.isLast nothing more is written in this turn
   */
  show(
    events: readonly VisibleEvent[],
    seen: { readonly head: number; readonly sealed?: number; readonly isLast?: boolean },
  ): Promise<void>;
}

/**
 * Whose turn came before this one: that of this process, which left something unfinished or did not; that of another; or
 * one of which nobody knows how far it came.
 */
export type TurnBefore = 'ours, unfinished' | 'ours' | "another's" | 'unknown';
