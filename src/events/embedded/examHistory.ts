/** The history of one exam: who is allowed to see what of it, and since when. */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import { type EventStore, StoreUnavailable, VersionConflict } from '../../store/store.js';
import { createGroupCommit, type GroupCommit } from './groupCommit.js';
import { createHistoryPages, EVENTS_PER_PAGE, type Page, type PlacedEvent, toExamEvent } from './historyPages.js';
import { createLruMap, type LruMap } from './lruMap.js';
import { createRecentEvents } from './recentEvents.js';

export interface ExamHistory {
  /** Resolves to the place of the newest visible event, 0 where there is none. */
  open(): Promise<number>;
  /** The same, where it is known already. */
  head(): number | undefined;
  readonly appends: GroupCommit;
  find(key: string): Promise<ExamEvent | undefined>;
  /** @throws CursorError `expired` */
  read(after: number, limit: number): Promise<readonly ExamEvent[]>;
  /** From the oldest that is kept. */
  readOldest(limit: number): Promise<readonly ExamEvent[]>;
  readNewest(limit: number): Promise<readonly ExamEvent[]>;
  /** The event at this place, if it is in memory. */
  peek(seq: number): ExamEvent | undefined;
  /** The first event after this place, which must be before the head. @throws CursorError `expired` */
  after(seq: number): Promise<PlacedEvent>;
  /** Calls back once, when the head has moved; the returned function calls it off. */
  onGrowth(callback: () => void): () => void;
  /** True while something would be lost by forgetting all this and opening the history anew. */
  isNeeded(): boolean;
}

export interface HistoryLimits {
  readonly recentEvents: number;
  readonly rememberedKeys: number;
}

interface NewPlacedEvent {
  readonly seq: number;
  readonly event: NewEvent;
}

/** Conflicts come from another process that writes the same history; that is tolerated, not supported. */
const MAX_ATTEMPTS = 5;

export function createExamHistory(
  examId: string,
  store: EventStore,
  pageCache: LruMap<string, Promise<Page>>,
  limits: HistoryLimits,
): ExamHistory {
  const pages = createHistoryPages(examId, store, pageCache);
  let recent = createRecentEvents(limits.recentEvents);
  /** Where the event of a key is. All appends come through here, so a key that was looked for in vain stays absent. */
  const places = createLruMap<string, number | 'absent'>(limits.rememberedKeys);
  const growthCallbacks = new Set<() => void>();
  let head: number | undefined;
  let opening: Promise<number> | undefined;
  /** Events of a write whose outcome is not known: they may be in the store, at these places. */
  let unsettled: readonly NewPlacedEvent[] = [];

  function open(): Promise<number> {
    opening ??= load().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening.then((loaded) => head ?? loaded);
  }

  async function load(): Promise<number> {
    const newest = await store.readLast(examId, Math.min(EVENTS_PER_PAGE, limits.recentEvents));
    recent = createRecentEvents(limits.recentEvents);
    places.clear();
    return show(newest, newest.at(-1)?.seq ?? 0);
  }

  /** From here on everybody may see these events. */
  function show(events: readonly NewPlacedEvent[], newHead: number): number {
    for (const { seq, event } of events) {
      recent.push(seq, toExamEvent(examId, seq, event));
      places.set(event.key, seq);
    }
    head = Math.max(head ?? 0, newHead);
    const callbacks = [...growthCallbacks];
    growthCallbacks.clear();
    for (const callback of callbacks) callback();
    return head;
  }

  async function commit(events: readonly NewEvent[]): Promise<readonly ExamEvent[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        await open();
        // Before anything else is written, and at their old places: a write that was given up may still arrive.
        if (unsettled.length > 0) await write(unsettled);
        return await appendUnknown(events);
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        // The store has answered, and it holds something else than was thought here. Look again.
        unsettled = [];
        opening = undefined;
        if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  async function appendUnknown(events: readonly NewEvent[]): Promise<readonly ExamEvent[]> {
    const keys = [...new Set(events.map((event) => event.key))];
    const found = new Map(await Promise.all(keys.map(async (key) => [key, await locate(key)] as const)));
    const placed: NewPlacedEvent[] = [];
    for (const event of events) {
      if (found.get(event.key) !== undefined) continue;
      const seq = (head ?? 0) + placed.length + 1;
      placed.push({ seq, event });
      found.set(event.key, toExamEvent(examId, seq, event));
    }
    if (placed.length > 0) await write(placed);
    // Each key was either found or has been given a place.
    return events.map((event) => found.get(event.key) as ExamEvent);
  }

  async function write(events: readonly NewPlacedEvent[]): Promise<void> {
    unsettled = events;
    await store.put(examId, events);
    unsettled = [];
    show(events, events.at(-1)?.seq ?? 0);
  }

  /** The visible event of this key. A key may lead astray where a crash, or a conflict, came between it and its event. */
  async function locate(key: string): Promise<ExamEvent | undefined> {
    const known = places.get(key);
    if (known === 'absent') return undefined;
    const before = head ?? 0;
    const seq = known ?? (await store.findSeq(examId, key));
    const event = seq !== undefined && seq <= before ? await at(seq) : undefined;
    if (event?.key === key) {
      if (seq !== undefined) places.set(key, seq);
      return event;
    }
    if (head === before) places.set(key, 'absent');
    return undefined;
  }

  async function at(seq: number): Promise<ExamEvent | undefined> {
    const inMemory = recent.get(seq);
    if (inMemory) return inMemory;
    const event = await store.get(examId, seq);
    return event && toExamEvent(examId, seq, event);
  }

  const appends = createGroupCommit(commit);

  return {
    open,
    head: () => head,
    appends,

    async find(key) {
      await open();
      // Whether such an event is there must be known before anybody is told; an append of nothing finds out.
      if (unsettled.some(({ event }) => event.key === key)) await appends.append([]);
      return await locate(key);
    },

    async read(after, limit) {
      const newest = await open();
      const inMemory = recent.from(after + 1, limit);
      return inMemory.length > 0 ? inMemory : await pages.read(after, limit, newest);
    },

    async readOldest(limit) {
      const newest = await open();
      const found = await store.read(examId, 0, limit);
      return found.filter(({ seq }) => seq <= newest).map(({ seq, event }) => toExamEvent(examId, seq, event));
    },

    async readNewest(limit) {
      const newest = await open();
      const inMemory = recent.newest(limit);
      if (inMemory.length > 0) return inMemory;
      const found = await store.readLast(examId, limit);
      return found.filter(({ seq }) => seq <= newest).map(({ seq, event }) => toExamEvent(examId, seq, event));
    },

    peek: (seq) => recent.get(seq),
    after: (seq) => pages.after(seq, head ?? 0),

    onGrowth(callback) {
      growthCallbacks.add(callback);
      return () => growthCallbacks.delete(callback);
    },

    isNeeded: () => !appends.isIdle() || unsettled.length > 0,
  };
}
