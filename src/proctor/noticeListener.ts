import type { EventsAbout } from '../events/eventLog.js';
import { isTold, type ToldEvent } from './toldEvents.js';

/** What one candidate is told. `next` is to be called again only when it has answered. */
export interface NoticeFeed extends AsyncIterableIterator<ToldEvent> {
  return(): Promise<IteratorResult<ToldEvent>>;
  /** Whoever goes on from here misses nothing that was not given out. */
  cursor(): string;
}

/** What the board knows of one who listens. */
export interface NoticeListener {
  readonly feed: NoticeFeed;
  tell(event: ToldEvent): void;
  /** Nothing more will come; with an error, that is not because there is no more. */
  end(error?: unknown): void;
}

/** Where an exam's notices are handed out. */
export interface Board {
  /** The id of the newest event that was handed out, or passed over. */
  readonly position: string;
  /** From now on the listener is told what comes after the position. */
  attend(candidateId: string, listener: NoticeListener): void;
  /** From now on it is not. */
  miss(candidateId: string, listener: NoticeListener): void;
  /** For good. */
  leave(listener: NoticeListener): void;
}

export interface NoticeListenerOptions {
  readonly board: Board;
  readonly candidateId: string;
  /** The cursor after which the listener wants everything. */
  readonly after: string;
  /** The next of the history that concerns the candidate, with everybody else's left out where that is cheaper. */
  readonly readOn: (after: string) => Promise<Pick<EventsAbout, 'events' | 'upTo'>>;
}

/** So many notices wait for a slow reader; what comes then is read from the history, when the reader has time. */
const MOST_WAITING = 32;

/**
 * Reads the history alone until it has caught up with the board, and from there on is told by the board: without gap or
 * duplicate, because one moment sees both that nothing lies between and the listener attend. Ids of an exam's events grow
 * as text, so they tell who is ahead.
 */
export function createNoticeListener({ board, candidateId, after, readOn }: NoticeListenerOptions): NoticeListener {
  const waiting: ToldEvent[] = [];
  /** Everything until here has been read or told. */
  let position = after;
  /** Everything until here has been given out, and the reader has come for more. */
  let taken = after;
  let givenOut: string | undefined;
  let isAttending = false;
  let ending: { readonly error?: unknown } | undefined;
  let wake = () => {};

  function tell(event: ToldEvent): void {
    if (event.id <= position) return;
    position = event.id;
    waiting.push(event);
    if (isAttending && waiting.length >= MOST_WAITING) miss();
    wake();
  }

  function attend(): void {
    isAttending = true;
    board.attend(candidateId, listener);
  }

  function miss(): void {
    isAttending = false;
    board.miss(candidateId, listener);
  }

  function end(error?: unknown): void {
    if (ending) return;
    ending = { error };
    miss();
    board.leave(listener);
    wake();
  }

  /** Reads on until there is something to tell, or the board has nothing more that is new. */
  async function catchUp(): Promise<void> {
    try {
      while (!ending && waiting.length === 0 && position < board.position) {
        const { events, upTo } = await readOn(position);
        if (ending) return;
        for (const event of events) if (isTold(event)) tell(event);
        position = upTo;
      }
      if (!ending && position >= board.position) attend();
    } catch (error) {
      end(error);
    }
  }

  async function next(): Promise<IteratorResult<ToldEvent>> {
    taken = givenOut ?? taken;
    givenOut = undefined;
    for (;;) {
      const event = waiting.shift();
      if (event) {
        givenOut = event.id;
        return { done: false, value: event };
      }
      if (ending) return finish();
      if (!isAttending) await catchUp();
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  function finish(): IteratorResult<ToldEvent> {
    const error = ending?.error;
    ending = {};
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  function cursor(): string {
    if (waiting.length > 0 || givenOut !== undefined) return taken;
    return isAttending && board.position > position ? board.position : position;
  }

  const feed: NoticeFeed = {
    next,
    cursor,
    async return() {
      waiting.length = 0;
      end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  const listener: NoticeListener = { feed, tell, end };
  return listener;
}
