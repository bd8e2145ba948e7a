/** How far an exam's history has come: it is opened, and what the other processes have written is taken in. */
import { type EventStore, StoreUnavailable } from '../../store/store.js';
import { createCoalesced } from './coalesced.js';
import type { EventMemory } from './eventMemory.js';
import { EVENTS_PER_PAGE } from './historyPages.js';
import { headOf } from './places.js';
import type { Sharing } from './sharing.js';
import type { VisibleHistory } from './visibleHistory.js';
import type { HistoryWriter } from './writer.js';

export interface HeadTracker {
  /** Resolves to the place of the newest event that was visible to anybody at the call, 0 where there is none. */
  open(): Promise<number>;
  /** The newest place that is known here to be visible. */
  head(): number | undefined;
  /** Where the history stands at the moment of the call, or, for one that has to be opened first, when it was opened. */
  now(): Promise<number>;
  /** Whether the history comes as far as this place, though nobody knew. */
  reaches(seq: number): Promise<boolean>;
  /** Learns what has become visible, and does what a turn that was broken off has left undone. */
  catchUp(): Promise<void>;
}

export interface HeadTrackerOptions {
  readonly memory: EventMemory;
  readonly visible: VisibleHistory;
  readonly writer: HistoryWriter;
  readonly sharing: Sharing;
  /** How many of the newest events are read from the store, at most, so that they are in memory. */
  readonly recentEvents: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createHeadTracker(examId: string, store: EventStore, options: HeadTrackerOptions): HeadTracker {
  const { memory, visible, writer, sharing, recentEvents, now } = options;
  /** Another process has begun to write, and was not heard of again. */
  let isInterrupted = false;

  /** Resolves to the newest visible place at the call, where it could be told without looking into the store. */
  const lookAround = createCoalesced(async () => {
    const known = visible.head();
    const isFirst = known === undefined;
    const news = await sharing.news(known).catch((error: unknown) => {
      if (isFirst || !(error instanceof StoreUnavailable)) throw error;
      // What is known stays visible; but it may be rewritten meanwhile, so that all is to be read from the store.
      memory.forget();
    });
    if (!news) return visible.head();
    isInterrupted = news.isInterrupted;
    if (news.head === undefined) await writer.settle();
    else {
      writer.learn(news);
      if (isFirst) await readNewest();
    }
    return news.head;
  });

  /** How far the store has come at the call. */
  const lookIntoStore = createCoalesced(async () => {
    const [newest, mark] = await Promise.all([store.readLast(examId, 1), store.mark(examId)]);
    return headOf(newest[0], mark, now());
  });

  /** What was visible before this process came. */
  async function readNewest(): Promise<void> {
    const newest = await store.readLast(examId, Math.min(EVENTS_PER_PAGE, recentEvents));
    if ((newest.at(-1)?.seq ?? 0) > (visible.head() ?? 0)) await writer.settle();
    else memory.rememberOlder(newest);
  }

  return {
    async open() {
      await lookAround();
      return visible.head() ?? 0;
    },

    head: visible.head,

    async now() {
      const known = visible.head();
      if (known !== undefined) return sharing.isAlone ? known : ((await lookAround()) ?? visible.head() ?? known);
      const [inStore, seen] = await Promise.all([lookIntoStore(), lookAround()]);
      // What was written here since the call came after it was opened, and may be in what was seen.
      return Math.min(seen ?? inStore, visible.openedAt() ?? 0);
    },

    async reaches(seq) {
      if (sharing.isAlone || (await store.lastTaken(examId)) < seq) return false;
      await writer.settle();
      return seq <= (visible.head() ?? 0);
    },

    async catchUp() {
      await lookAround();
      if (isInterrupted) await writer.settle();
    },
  };
}
