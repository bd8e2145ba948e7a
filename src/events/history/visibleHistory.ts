/**
 * What everybody may see of an exam's history, as far as this process knows: up to which place, and what is remembered of it
 * so that nobody has to ask the store. What is remembered is worth nothing once it may be old: events are rewritten, by
 * others too, and the history's epoch is another then.
 */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import type { EventStore, StoredEvent } from '../../store/store.js';
import { type ChainedEvent, createHistoryPages, type Page, type PlacedEvent, toPlacedEvent } from './historyPages.js';
import { createKeyPlaces } from './keyPlaces.js';
import type { LruMap } from './lruMap.js';
import { createRecentEvents } from './recentEvents.js';
import type { News, VisibleEvent } from './sharing.js';

export interface VisibleHistory {
  /** The newest visible place that is known here; undefined until the history was opened. */
  head(): number | undefined;
  /** Where the head was when the history was opened. */
  openedAt(): number | undefined;
  /** Takes in what has become visible. False where something between it and what was known has been missed. */
  take(news: News): boolean;
  /**
   * To be called before the newest events are read from the store, and forgets all that is remembered; the returned function
   * makes visible what is in the store up to this place.
   */
  beginLoad(): (newest: readonly StoredEvent[], visible: { readonly head: number; readonly epoch: number }) => void;
  /** To be called before events are written; the returned function makes them visible, up to this place. */
  beginWrite(): (written: readonly VisibleEvent[], head: number) => void;
  /** The newest events, which were visible before this process came, unless newer ones are known meanwhile. */
  rememberOlder(newest: readonly StoredEvent[]): void;
  /** Forgets everything that may have been rewritten; what is visible stays visible. */
  forget(): void;
  /** The store has this event in the place of the old one now. */
  replaced(old: PlacedEvent, event: NewEvent): void;
  /** The visible event of this key. */
  find(key: string): Promise<ExamEvent | undefined>;
  /** True where it is remembered that no visible event has this key. */
  isAbsent(key: string): boolean;
  /** The event at this place, if it is in memory. */
  peek(seq: number): ExamEvent | undefined;
  /** Up to `limit` events after this place from memory; none where the first of them is not there. */
  recentAfter(seq: number, limit: number): readonly PlacedEvent[];
  /** The newest `limit` events from memory, up to the head; none where fewer are there. */
  recent(limit: number): readonly PlacedEvent[];
  /** The first event after this place, which must be before the head. @throws CursorError `expired` */
  after(seq: number): Promise<PlacedEvent>;
  /** Up to `limit` events after this place from the store, none newer than `head`. @throws CursorError `expired` */
  read(seq: number, limit: number, head: number): Promise<readonly ExamEvent[]>;
  /** Calls back once, when the head has moved; the returned function calls it off. */
  onGrowth(callback: () => void): () => void;
  /** Leaves nothing behind in the memory that all exams share. */
  close(): void;
}

export interface VisibleHistoryOptions {
  /** How many of the newest events are kept in memory. */
  readonly recentEvents: number;
  readonly rememberedKeys: number;
  /** May be shared by all exams. */
  readonly pageCache: LruMap<string, Promise<Page>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createVisibleHistory(
  examId: string,
  store: EventStore,
  { recentEvents, rememberedKeys, pageCache, now }: VisibleHistoryOptions,
): VisibleHistory {
  const isKept = ({ keptUntil }: PlacedEvent) => keptUntil > now();
  const pages = createHistoryPages(examId, store, { cache: pageCache, isKept });
  const places = createKeyPlaces(rememberedKeys);
  const growthCallbacks = new Set<() => void>();
  let recent = createRecentEvents(recentEvents, isKept);
  let head: number | undefined;
  let openedAt: number | undefined;
  let epoch: number | undefined;
  /** How often. */
  let forgotten = 0;

  const placed = (event: VisibleEvent): ChainedEvent => toPlacedEvent(examId, event);

  function show(events: readonly ChainedEvent[], newHead: number): void {
    const known = head ?? 0;
    remember(events.filter(({ seq }) => seq > known));
    head = Math.max(known, newHead);
    openedAt ??= head;
    if (head > known) tellOfGrowth();
  }

  function tellOfGrowth(): void {
    const callbacks = [...growthCallbacks];
    growthCallbacks.clear();
    for (const callback of callbacks) callback();
  }

  function remember(events: readonly ChainedEvent[]): void {
    for (const event of events) {
      recent.push(event);
      places.set(event.event.key, event.seq);
    }
  }

  function forget(): void {
    forgotten += 1;
    recent = createRecentEvents(recentEvents, isKept);
    pages.forgetAll();
    places.clear();
  }

  async function at(seq: number): Promise<ExamEvent | undefined> {
    const inMemory = recent.get(seq);
    if (inMemory) return inMemory.event;
    const stored = await store.get(examId, seq);
    return stored && placed(stored).event;
  }

  return {
    head: () => head,
    openedAt: () => openedAt,

    take(news) {
      if (epoch !== undefined && news.epoch !== epoch) forget();
      epoch = news.epoch;
      if (news.head === undefined) return true;
      const events = news.events.map(placed);
      const known = head ?? 0;
      const isWhole =
        (events.at(-1)?.seq ?? known) >= news.head &&
        events.every(({ seq, after }, index) => seq <= known || after <= (events[index - 1]?.seq ?? known));
      if (!isWhole) places.clear();
      show(events, news.head);
      return isWhole;
    },

    beginLoad() {
      forget();
      const begun = forgotten;
      return (newest, visible) => {
        epoch = visible.epoch;
        // What was rewritten since it was read is not to be remembered as it was.
        if (forgotten === begun) remember(newest.map(placed));
        else places.clear();
        show([], visible.head);
      };
    },

    beginWrite() {
      const writtenIn = epoch;
      return (written, newHead) => {
        if (epoch !== writtenIn) places.clear();
        show(epoch === writtenIn ? written.map(placed) : [], newHead);
      };
    },

    rememberOlder(newest) {
      if (recent.newest(1).length === 0) remember(newest.map(placed));
    },

    forget,

    replaced({ seq, keptUntil, event: old }, event) {
      recent.replace({ seq, keptUntil, event: { ...event, id: old.id } });
      pages.forget(seq);
      places.delete(old.key);
      places.set(event.key, seq);
    },

    // A key may lead astray where a crash, or a conflict, came between it and its event.
    async find(key) {
      const known = places.get(key);
      if (known === 'absent') return undefined;
      const before = head ?? 0;
      const noteAbsence = places.beginSearch(key);
      const seq = known ?? (await store.findSeq(examId, key));
      const event = seq !== undefined && seq <= before ? await at(seq) : undefined;
      if (event?.key === key) {
        if (seq !== undefined && head === before) places.set(key, seq);
        return event;
      }
      if (known === undefined && (seq ?? 0) <= before) noteAbsence();
      return undefined;
    },

    isAbsent: (key) => places.get(key) === 'absent',
    peek: (seq) => recent.get(seq)?.event,
    recentAfter: (seq, limit) => recent.from(seq + 1, limit),
    recent(limit) {
      const newest = recent.newest(limit);
      return newest.at(-1)?.seq === head ? newest : [];
    },
    after: (seq) => pages.after(seq, head ?? 0),
    read: pages.read,

    onGrowth(callback) {
      growthCallbacks.add(callback);
      return () => growthCallbacks.delete(callback);
    },

    close: () => pages.forgetAll(),
  };
}
