/**
 * Reads an exam's history: what is remembered of it from memory, the rest from the store, and never more than is visible.
 * Each read first learns how far the history has come, so that it shows whatever anybody was shown before.
 */
import type { ExamEvent } from '../../domain/events.js';
import type { EventStore, StoredEvent } from '../../store/store.js';
import type { EventMemory } from './eventMemory.js';
import type { HeadTracker } from './headTracker.js';
import { type PlacedEvent, toPlacedEvent } from './historyPages.js';
import type { VisibleHistory } from './visibleHistory.js';
import type { HistoryWriter } from './writer.js';

export interface HistoryReader {
  /** The visible event of this key, once it is known what became of a write that was to bring it. */
  find(key: string): Promise<ExamEvent | undefined>;
  /** Up to `limit` events after this place. @throws CursorError `expired` */
  read(after: number, limit: number): Promise<readonly ExamEvent[]>;
  /** From the oldest that is kept. */
  readOldest(limit: number): Promise<readonly ExamEvent[]>;
  /** Oldest first. */
  readNewest(limit: number): Promise<readonly ExamEvent[]>;
  /** The event at this place, if it is in memory. */
  peek(seq: number): ExamEvent | undefined;
  /** The first event after this place, which must be before the head. @throws CursorError `expired` */
  after(seq: number): Promise<PlacedEvent>;
}

export interface HistoryReaderOptions {
  readonly memory: EventMemory;
  readonly visible: VisibleHistory;
  readonly writer: HistoryWriter;
  readonly tracker: HeadTracker;
}

export function createHistoryReader(
  examId: string,
  store: EventStore,
  { memory, visible, writer, tracker }: HistoryReaderOptions,
): HistoryReader {
  function toEvents(stored: readonly StoredEvent[]): readonly ExamEvent[] {
    return stored.map((event) => toPlacedEvent(examId, event).event);
  }

  return {
    async find(key) {
      await tracker.open();
      // Whether such an event is there must be known before anybody is told.
      if (writer.isUnsettled(key)) await writer.settle();
      const found = await visible.find(key);
      if (found || memory.isAbsent(key)) return found;
      // Its key leads beyond what is visible: somebody is writing it, or was interrupted.
      if (((await store.findSeq(examId, key)) ?? 0) > (visible.head() ?? 0)) await writer.settle();
      return await visible.find(key);
    },

    async read(after, limit) {
      const newest = await tracker.open();
      const inMemory = memory.recentAfter(after, limit);
      return inMemory.length > 0 ? inMemory.map(eventOf) : await memory.read(after, limit, newest);
    },

    async readOldest(limit) {
      const newest = await tracker.open();
      return toEvents(await store.read(examId, { after: 0, upTo: newest, limit }));
    },

    async readNewest(limit) {
      const newest = await tracker.open();
      const inMemory = memory.recent(limit, newest);
      return inMemory.length > 0 ? inMemory.map(eventOf) : toEvents(await store.readLast(examId, limit, newest));
    },

    peek: memory.peek,
    after: (seq) => memory.after(seq, visible.head() ?? 0),
  };
}

function eventOf({ event }: PlacedEvent): ExamEvent {
  return event;
}
