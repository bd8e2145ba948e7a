/**
 * What is remembered of an exam's visible events, so that nobody has to ask the store: the newest events, pages of older
 * ones, and where the event of a key is. It is worth nothing once it may be old: then all of it is forgotten.
 */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import type { EventStore } from '../../store/store.js';
import { createHistoryPages, EVENTS_PER_PAGE, type Page, type PlacedEvent, toPlacedEvent } from './historyPages.js';
import { createKeyPlaces } from './keyPlaces.js';
import type { LruMap } from './lruMap.js';
import { createRecentEvents } from './recentEvents.js';
import type { VisibleEvent } from './sharing.js';

export interface EventMemory {
  /** Ascending; the newest there are. */
  remember(events: readonly VisibleEvent[]): void;
  /**
   * To be called before events are read from the store, or written there; the returned function remembers them, unless all
   * was forgotten since: then they may have been rewritten as well.
   */
  beginToRemember(): (events: readonly VisibleEvent[]) => void;
  /** These were visible before this process came: not remembered where newer ones are. */
  rememberOlder(events: readonly VisibleEvent[]): void;
  /** Events have become visible that are not remembered. */
  noteMissed(): void;
  /** Visible events may be others now. */
  forget(): void;
  /** The store has this event in the place of the old one now. */
  replaced(old: PlacedEvent, event: NewEvent): void;
  /** The event of this key, from the store where it is not remembered; none beyond what is visible when it is called. */
  find(key: string, head: () => number): Promise<ExamEvent | undefined>;
  /** True where it is remembered that no visible event has this key. */
  isAbsent(key: string): boolean;
  /** The event at this place, if it is one of the newest. */
  peek(seq: number): ExamEvent | undefined;
  /** Up to `limit` of the newest events, after this place; none where the first of them is not remembered. */
  recentAfter(seq: number, limit: number): readonly PlacedEvent[];
  /** The newest `limit` events up to the head; none where fewer are remembered. */
  recent(limit: number, head: number): readonly PlacedEvent[];
  /** The first event after this place, which must be before the head. @throws CursorError `expired` */
  after(seq: number, head: number): Promise<PlacedEvent>;
  /** Up to `limit` events after this place from the store, none newer than `head`. @throws CursorError `expired` */
  read(seq: number, limit: number, head: number): Promise<readonly ExamEvent[]>;
  /** Leaves nothing behind in what all exams share. */
  close(): void;
}

export interface EventMemoryOptions {
  /** How many of the newest events are remembered. */
  readonly recentEvents: number;
  /** For how many keys it is remembered whether and where their event is. */
  readonly rememberedKeys: number;
  /** May be shared by all exams. */
  readonly pageCache: LruMap<string, Promise<Page>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createEventMemory(examId: string, store: EventStore, options: EventMemoryOptions): EventMemory {
  const isKept = ({ keptUntil }: PlacedEvent) => keptUntil > options.now();
  const pages = createHistoryPages(examId, store, { cache: options.pageCache, isKept });
  const places = createKeyPlaces(options.rememberedKeys);
  let recent = createRecentEvents(options.recentEvents, isKept);
  let timesForgotten = 0;

  function remember(events: readonly VisibleEvent[]): void {
    for (const placed of events.map((event) => toPlacedEvent(examId, event))) {
      recent.push(placed);
      places.set(placed.event.key, placed.seq);
    }
  }

  async function at(seq: number): Promise<ExamEvent | undefined> {
    const inMemory = recent.get(seq);
    if (inMemory) return inMemory.event;
    const stored = await store.get(examId, seq);
    return stored && toPlacedEvent(examId, stored).event;
  }

  /**
   * A key may lead astray where a crash, or a conflict, came between it and its event. And where a write was given up, and
   * others have appended the event again meanwhile, its key may arrive after theirs: then it leads to a place before.
   */
  async function locate(
    key: string,
    seq: number,
    head: number,
  ): Promise<Pick<PlacedEvent, 'seq' | 'event'> | undefined> {
    const event = await at(seq);
    if (event?.key === key) return { seq, event };
    for (let after = seq; after < head; ) {
      const page = await store.read(examId, { after, upTo: head, limit: EVENTS_PER_PAGE });
      const found = page.find((stored) => stored.event.key === key);
      if (found) return toPlacedEvent(examId, found);
      after = page.at(-1)?.seq ?? head;
    }
    return undefined;
  }

  return {
    remember,

    beginToRemember() {
      const begun = timesForgotten;
      return (events) => (timesForgotten === begun ? remember(events) : places.clear());
    },

    rememberOlder(events) {
      if (recent.newest(1).length === 0) remember(events);
    },

    noteMissed: places.clear,

    forget() {
      timesForgotten += 1;
      recent = createRecentEvents(options.recentEvents, isKept);
      pages.forgetAll();
      places.clear();
    },

    replaced({ seq, keptUntil, event: old }, event) {
      recent.replace({ seq, keptUntil, event: { ...event, id: old.id } });
      pages.forget(seq);
      places.delete(old.key);
      places.set(event.key, seq);
    },

    async find(key, head) {
      const known = places.get(key);
      if (known === 'absent') return undefined;
      const before = head();
      const noteAbsence = places.beginSearch(key);
      const seq = known ?? (await store.findSeq(examId, key));
      const found = seq !== undefined && seq <= before ? await locate(key, seq, before) : undefined;
      if (found) {
        if (head() === before) places.set(key, found.seq);
        return found.event;
      }
      if (known === undefined && (seq ?? 0) <= before) noteAbsence();
      return undefined;
    },

    isAbsent: (key) => places.get(key) === 'absent',
    peek: (seq) => recent.get(seq)?.event,
    recentAfter: (seq, limit) => recent.from(seq + 1, limit),

    recent(limit, head) {
      const newest = recent.newest(limit);
      return newest.at(-1)?.seq === head ? newest : [];
    },

    after: pages.after,
    read: pages.read,
    close: pages.forgetAll,
  };
}
