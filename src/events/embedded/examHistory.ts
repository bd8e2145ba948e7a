/** The history of one exam: who is allowed to see what of it, and since when. */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import {
  type EventStore,
  type Expiry,
  type StoredEvent,
  StoreUnavailable,
  VersionConflict,
} from '../../store/store.js';
import { createGroupCommit, type GroupCommit } from './groupCommit.js';
import { createHistoryPages, EVENTS_PER_PAGE, type Page, type PlacedEvent, toPlacedEvent } from './historyPages.js';
import { createLruMap, type LruMap } from './lruMap.js';
import { createPlaceReservation, headOf } from './places.js';
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
  /** @see EventLog.rewrite */
  rewrite(after: number, change: (event: ExamEvent) => NewEvent | undefined): Promise<Rewritten>;
  /** Calls back once, when the head has moved; the returned function calls it off. */
  onGrowth(callback: () => void): () => void;
  /** True while something would be lost by forgetting all this and opening the history anew. */
  isNeeded(): boolean;
}

/** How many events became others, and the place up to which all were looked at. */
export interface Rewritten {
  readonly changed: number;
  readonly upTo: number;
}

export interface HistoryOptions {
  readonly recentEvents: number;
  readonly rememberedKeys: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For how long an event that is written now is kept; undefined for ever. */
  readonly expiry: () => Promise<Expiry | undefined>;
  /** May be shared by all exams. */
  readonly pageCache: LruMap<string, Promise<Page>>;
}

/** Events that are written together, at places that follow each other. */
interface Write extends Partial<Expiry> {
  readonly events: readonly { readonly seq: number; readonly event: NewEvent }[];
}

const NOTHING: Write = { events: [] };

/** Conflicts come from another process that writes the same history; that is tolerated, not supported. */
const MAX_ATTEMPTS = 5;

/** Rewriting sends so many requests at once: fast, and the appends of a running exam hardly notice. */
const REWRITES_AT_ONCE = 8;

export function createExamHistory(examId: string, store: EventStore, options: HistoryOptions): ExamHistory {
  const isKept = ({ keptUntil }: PlacedEvent) => keptUntil > options.now();
  const pages = createHistoryPages(examId, store, { cache: options.pageCache, isKept });
  const reservation = createPlaceReservation(examId, store);
  let recent = createRecentEvents(options.recentEvents, isKept);
  /** Where the event of a key is. All appends come through here, so a key that was looked for in vain stays absent. */
  const places = createLruMap<string, number | 'absent'>(options.rememberedKeys);
  const growthCallbacks = new Set<() => void>();
  let head: number | undefined;
  let opening: Promise<number> | undefined;
  /** Events of a write whose outcome is not known: they may be in the store, at these places. */
  let unsettled = NOTHING;

  function open(): Promise<number> {
    opening ??= load().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening.then((loaded) => head ?? loaded);
  }

  async function load(): Promise<number> {
    const [newest, mark] = await Promise.all([
      store.readLast(examId, Math.min(EVENTS_PER_PAGE, options.recentEvents)),
      store.mark(examId),
    ]);
    await closeGaps(newest);
    recent = createRecentEvents(options.recentEvents, isKept);
    places.clear();
    reservation.startAfter(mark);
    return show(
      newest.map((stored) => toPlacedEvent(examId, stored)),
      headOf(newest.at(-1), mark, options.now()),
    );
  }

  /**
   * A crash in the middle of the last write has left some of its places empty. Nobody ever saw anything there; that has to
   * be written down, because whatever else is missing later was there once, and has expired.
   */
  async function closeGaps(newest: readonly StoredEvent[]): Promise<void> {
    const [oldest, last] = [newest[0], newest.at(-1)];
    if (!oldest || !last) return;
    let before = last.writtenFrom - 1;
    const isAllHere = oldest.seq <= last.writtenFrom;
    const written = isAllHere ? newest : await store.read(examId, before, last.seq - before);
    for (const { seq, after } of written) {
      if (seq < last.writtenFrom) continue;
      if (after !== before) await store.setAfter(examId, seq, before);
      before = seq;
    }
  }

  /** From here on everybody may see these events. */
  function show(events: readonly PlacedEvent[], newHead: number): number {
    for (const placed of events) {
      recent.push(placed);
      places.set(placed.event.key, placed.seq);
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
        if (unsettled.events.length > 0) await write(unsettled);
        return await appendUnknown(events);
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        // The store has answered, and it holds something else than was thought here. Look again.
        unsettled = NOTHING;
        opening = undefined;
        if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  async function appendUnknown(events: readonly NewEvent[]): Promise<readonly ExamEvent[]> {
    const keys = [...new Set(events.map((event) => event.key))];
    const found = new Map(await Promise.all(keys.map(async (key) => [key, await locate(key)] as const)));
    const placed: { readonly seq: number; readonly event: NewEvent }[] = [];
    for (const event of events) {
      if (found.get(event.key) !== undefined) continue;
      const seq = (head ?? 0) + placed.length + 1;
      placed.push({ seq, event });
      found.set(event.key, placedHere({ seq, event }, {}).event);
    }
    if (placed.length > 0) await write({ events: placed, ...(await options.expiry()) });
    // Each key was either found or has been given a place.
    return events.map((event) => found.get(event.key) as ExamEvent);
  }

  async function write(wanted: Write): Promise<void> {
    const { events, ...expiry } = wanted;
    const [first, last] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0];
    await reservation.reserve(last, { after: head ?? 0, expiresAt: expiry.expiresAt });
    unsettled = wanted;
    await store.put(examId, events, { writtenFrom: first, ...expiry });
    unsettled = NOTHING;
    show(
      events.map((placed) => placedHere(placed, expiry)),
      last,
    );
  }

  function placedHere({ seq, event }: Write['events'][number], expiry: Partial<Expiry>): PlacedEvent {
    return toPlacedEvent(examId, { seq, event, writtenFrom: seq, after: seq - 1, ...expiry });
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
    if (inMemory) return inMemory.event;
    const stored = await store.get(examId, seq);
    return stored && toPlacedEvent(examId, stored).event;
  }

  async function visible(reading: Promise<readonly StoredEvent[]>, newest: number): Promise<readonly PlacedEvent[]> {
    return (await reading).filter(({ seq }) => seq <= newest).map((stored) => toPlacedEvent(examId, stored));
  }

  /** In the store first: what is in memory, and was read before, is forgotten once nobody can read it again. */
  async function replace(old: PlacedEvent, event: NewEvent): Promise<void> {
    const { seq, keptUntil } = old;
    await store.replace(examId, seq, event);
    recent.replace({ seq, keptUntil, event: { ...event, id: old.event.id } });
    pages.forget(seq);
    places.delete(old.event.key);
    places.set(event.key, seq);
  }

  const appends = createGroupCommit(commit);

  return {
    open,
    head: () => head,
    appends,

    async find(key) {
      await open();
      // Whether such an event is there must be known before anybody is told; an append of nothing finds out.
      if (unsettled.events.some(({ event }) => event.key === key)) await appends.append([]);
      return await locate(key);
    },

    async read(after, limit) {
      const newest = await open();
      const inMemory = recent.from(after + 1, limit);
      return inMemory.length > 0 ? inMemory.map(eventOf) : await pages.read(after, limit, newest);
    },

    async readOldest(limit) {
      const newest = await open();
      return (await visible(store.read(examId, 0, limit), newest)).map(eventOf);
    },

    async readNewest(limit) {
      const newest = await open();
      const inMemory = recent.newest(limit);
      if (inMemory.length > 0) return inMemory.map(eventOf);
      return (await visible(store.readLast(examId, limit), newest)).map(eventOf);
    },

    peek: (seq) => recent.get(seq)?.event,
    after: (seq) => pages.after(seq, head ?? 0),

    async rewrite(after, change) {
      let changed = 0;
      for (let upTo = after; ; ) {
        const newest = await open();
        const page = await visible(store.read(examId, upTo, EVENTS_PER_PAGE), newest);
        const changes = page.flatMap((placed) => {
          const event = change(placed.event);
          return event ? [() => replace(placed, event)] : [];
        });
        for (let start = 0; start < changes.length; start += REWRITES_AT_ONCE) {
          await Promise.all(changes.slice(start, start + REWRITES_AT_ONCE).map((make) => make()));
        }
        changed += changes.length;
        const last = page.at(-1);
        if (!last) return { changed, upTo: newest };
        upTo = last.seq;
      }
    },

    onGrowth(callback) {
      growthCallbacks.add(callback);
      return () => growthCallbacks.delete(callback);
    },

    isNeeded: () => !appends.isIdle() || unsettled.events.length > 0,
  };
}

function eventOf({ event }: PlacedEvent): ExamEvent {
  return event;
}
