/**
 * Finds in an exam's history what concerns somebody: looked up in the store's index, which learns of a write a little later,
 * so that an event may be missing there while a newer one is known already. So the index is believed up to the end of what
 * was written long enough ago, and what came after that is read as it stands in the history.
 */
import type { Concerned, ExamEvent } from '../../domain/events.js';
import type { EventRange, EventStore } from '../../store/store.js';
import { formatCursor } from '../cursor.js';
import type { EventsAbout } from '../eventLog.js';
import type { EventMemory } from './eventMemory.js';
import type { HeadTracker } from './headTracker.js';
import { refuseExpired, toPlacedEvent } from './historyPages.js';
import type { HistoryReader } from './reader.js';

/**
 * DynamoDB's indexes learn of a write within a fraction of a second, and in unlikely cases later. This leaves room for
 * that, and for clocks of nodes that differ.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Writes
 */
const INDEXED_WITHIN_MS = 30_000;

/** What was settled stays so; what has settled since is looked for again after this. */
const LOOK_AGAIN_MS = 5_000;

/** First steps back from the newest event, in places; each step is twice as long as the one before. */
const FIRST_STEP = 64;

export interface HistorySearch {
  /**
   * @see EventLog.readAbout
   * @param after a place; without it, from the oldest that is kept
   * @throws CursorError `expired`
   */
  readAbout(concerned: readonly Concerned[], after: number | undefined, limit: number): Promise<EventsAbout>;
}

export interface SearchOptions {
  readonly memory: EventMemory;
  readonly tracker: HeadTracker;
  readonly reader: HistoryReader;
  /** Where no more events than this are left they are all read, which costs fewer requests than looking some up. */
  readonly readAtOnce: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createHistorySearch(examId: string, store: EventStore, options: SearchOptions): HistorySearch {
  const { memory, tracker, reader, readAtOnce, now } = options;
  let settled = { place: 0, lookedAt: Number.NEGATIVE_INFINITY };

  /**
   * Up to this place, every event was in the store long ago: whoever wrote the next one, long ago, began when all before
   * were there. That an event itself was sent long ago does not say when it arrived.
   */
  async function settledPlace(newest: number): Promise<number> {
    if (now() - settled.lookedAt < LOOK_AGAIN_MS) return settled.place;
    const place = Math.max(settled.place, await findSettledPlace(newest));
    settled = { place, lookedAt: now() };
    return place;
  }

  async function findSettledPlace(newest: number): Promise<number> {
    const longAgo = new Date(now() - INDEXED_WITHIN_MS).toISOString();
    for (let back = 0; newest - back > settled.place; back = back * 2 + FIRST_STEP) {
      const [event] = await store.read(examId, { after: newest - back - 1, upTo: newest, limit: 1 });
      if (event && event.writtenAt <= longAgo) return Math.min(event.writtenAfter, newest);
    }
    return 0;
  }

  /** The place up to which the index may be asked: 0 where it may not. @throws CursorError `expired` */
  async function indexedUpTo(after: number | undefined, newest: number): Promise<number> {
    const place = await settledPlace(newest);
    if (place <= (after ?? 0)) return 0;
    if (after !== undefined) refuseExpired(after, (await store.read(examId, { after, upTo: newest, limit: 1 }))[0]);
    return place;
  }

  async function lookUp(concerned: readonly Concerned[], range: EventRange, newest: number): Promise<EventsAbout> {
    const found = await store.readAbout(examId, concerned, range);
    const end = found.length === range.limit ? (found.at(-1)?.seq ?? range.upTo) : range.upTo;
    return {
      events: found.map((stored) => toPlacedEvent(examId, stored).event),
      upTo: formatCursor(examId, end),
      isEnd: end >= newest,
      lookedAt: found.length,
    };
  }

  async function readNext(after: number | undefined, newest: number): Promise<readonly ExamEvent[]> {
    return await (after === undefined ? reader.readOldest(readAtOnce) : memory.read(after, readAtOnce, newest));
  }

  function pickFrom(
    read: readonly ExamEvent[],
    concerned: readonly Concerned[],
    { limit, newest }: { readonly limit: number; readonly newest: number },
  ): EventsAbout {
    const events = read.filter(({ candidateId }) => concerned.includes(candidateId)).slice(0, limit);
    const end = formatCursor(examId, newest);
    const upTo = (events.length === limit ? events : read).at(-1)?.id ?? end;
    return { events, upTo, isEnd: upTo >= end, lookedAt: read.length };
  }

  return {
    async readAbout(concerned, after, limit) {
      const newest = await tracker.open();
      const start = after ?? 0;
      if (start >= newest) return { events: [], upTo: formatCursor(examId, start), isEnd: true, lookedAt: 0 };
      const inMemory = memory.recentAfter(start, readAtOnce).map(({ event }) => event);
      if (inMemory.length > 0) return pickFrom(inMemory, concerned, { limit, newest });
      const upTo = newest - start > readAtOnce ? await indexedUpTo(after, newest) : 0;
      if (upTo > start) return await lookUp(concerned, { after: start, upTo, limit }, newest);
      return pickFrom(await readNext(after, newest), concerned, { limit, newest });
    },
  };
}
