/** The history of one exam, as one process knows it: who is allowed to see what of it, and since when. */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import {
  type EventStore,
  type Expiry,
  type StoredEvent,
  StoreUnavailable,
  VersionConflict,
} from '../../store/store.js';
import { closeGaps } from './closeGaps.js';
import { createCoalesced } from './coalesced.js';
import { createGroupCommit, type GroupCommit } from './groupCommit.js';
import { createHistoryPages, EVENTS_PER_PAGE, type Page, type PlacedEvent, toPlacedEvent } from './historyPages.js';
import { createKeyPlaces } from './keyPlaces.js';
import type { LruMap } from './lruMap.js';
import { createPlaceReservation, headOf } from './places.js';
import { createRecentEvents } from './recentEvents.js';
import type { News, Sharing, Turn } from './sharing.js';

export interface ExamHistory {
  /** Resolves to the place of the newest event that was visible to anybody at the call, 0 where there is none. */
  open(): Promise<number>;
  /** The newest place that is known here to be visible. */
  head(): number | undefined;
  /** Where the history stands at the moment of the call, or, for one that has to be opened first, when it was opened. */
  now(): Promise<number>;
  /** Whether the history comes as far as this place, though nobody knew. */
  reaches(seq: number): Promise<boolean>;
  readonly appends: GroupCommit;
  /** Looks into the store for what may be there beyond what is visible, and makes it visible. */
  settle(): Promise<void>;
  /** Learns what has become visible, and does what a turn that was broken off has left undone. */
  catchUp(): Promise<void>;
  /** What is in memory of it is not needed any more. */
  close(): void;
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
  readonly sharing: Sharing;
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
  /** The place before them. */
  readonly after: number;
}

const NOTHING: Write = { events: [], after: 0 };

/** Conflicts come from a process that goes on writing though its turn is over, or from one that never waited for its own. */
const MAX_ATTEMPTS = 5;

/** Rewriting sends so many requests at once: fast, and the appends of a running exam hardly notice. */
const REWRITES_AT_ONCE = 8;

export function createExamHistory(examId: string, store: EventStore, options: HistoryOptions): ExamHistory {
  const { sharing } = options;
  const isKept = ({ keptUntil }: PlacedEvent) => keptUntil > options.now();
  const pages = createHistoryPages(examId, store, { cache: options.pageCache, isKept });
  const reservation = createPlaceReservation(examId, store);
  let recent = createRecentEvents(options.recentEvents, isKept);
  const places = createKeyPlaces(options.rememberedKeys);
  const growthCallbacks = new Set<() => void>();
  let head: number | undefined;
  let sealed = 0;
  let epoch: number | undefined;
  /** Events of a write whose outcome is not known: they may be in the store, at these places. */
  let unsettled = NOTHING;
  /** The store may hold something else than is thought here. */
  let isInDoubt = true;
  /** Somebody else has written where it was not their turn, or what was visible is not known any more. */
  let hasConflict = false;
  let isInterrupted = false;

  /** Resolves to the newest visible place at the call, where it could be told without looking into the store. */
  const lookAround = createCoalesced(async () => {
    const isFirst = head === undefined;
    const news = await sharing.news(head).catch((error: unknown) => {
      if (isFirst || !(error instanceof StoreUnavailable)) throw error;
      // What is known stays visible; but it may be rewritten meanwhile, so that all is to be read from the store.
      forget();
    });
    if (!news) return head;
    isInterrupted = news.isInterrupted;
    if (news.head === undefined) await settle();
    else {
      take(news);
      if (isFirst) await readNewest();
    }
    return news.head;
  });

  /** How far the store has come at the call. */
  const lookIntoStore = createCoalesced(async () => {
    const [newest, mark] = await Promise.all([store.readLast(examId, 1), store.mark(examId)]);
    return headOf(newest[0], mark, options.now());
  });

  async function open(): Promise<number> {
    await lookAround();
    return head ?? 0;
  }

  async function settle(): Promise<void> {
    await appends.append([]);
  }

  /** What was visible before this process came. */
  async function readNewest(): Promise<void> {
    const newest = await store.readLast(examId, Math.min(EVENTS_PER_PAGE, options.recentEvents));
    if ((newest.at(-1)?.seq ?? 0) > (head ?? 0)) return await settle();
    if (recent.newest(1).length === 0) remember(newest.map((stored) => toPlacedEvent(examId, stored)));
  }

  function take(news: News): void {
    if (epoch !== undefined && news.epoch !== epoch) forget();
    epoch = news.epoch;
    if (news.head === undefined) return;
    const events = news.events.map((stored) => toPlacedEvent(examId, stored));
    const known = head ?? 0;
    const isWhole =
      (events.at(-1)?.seq ?? known) >= news.head &&
      events.every(({ seq, after }, index) => seq <= known || after <= (events[index - 1]?.seq ?? known));
    if (!isWhole) {
      places.clear();
      reservation.forget();
    }
    for (const { expiresAt } of news.events) reservation.notice(expiresAt);
    show(events, news.head);
  }

  /** Everything that others may have rewritten; what is visible stays visible. */
  function forget(): void {
    recent = createRecentEvents(options.recentEvents, isKept);
    pages.forgetAll();
    places.clear();
  }

  /** From here on everybody may see these events. */
  function show(events: readonly PlacedEvent[], newHead: number): void {
    const known = head ?? 0;
    remember(events.filter(({ seq }) => seq > known));
    head = Math.max(known, newHead);
    const callbacks = [...growthCallbacks];
    growthCallbacks.clear();
    for (const callback of callbacks) callback();
  }

  function remember(events: readonly PlacedEvent[]): void {
    for (const placed of events) {
      recent.push(placed);
      places.set(placed.event.key, placed.seq);
    }
  }

  async function commit(events: readonly NewEvent[]): Promise<readonly ExamEvent[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await sharing.inTurn(head, async (turn) => {
          await goOn(turn);
          return await appendUnknown(events, turn);
        });
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        // The store has answered, and it holds something else than was thought here. Look again.
        unsettled = NOTHING;
        isInDoubt = true;
        hasConflict = error instanceof VersionConflict;
        if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  /** Begins where the turn before this one ended, or was interrupted. */
  async function goOn(turn: Turn): Promise<void> {
    if (isInDoubt || turn.before === 'unknown') return await load(turn);
    if (turn.before !== 'ours, unfinished') {
      take(turn.news);
      sealed = Math.max(sealed, turn.sealed);
      unsettled = NOTHING;
    }
    // Before anything else is written, and at their old places: a write that was given up may still arrive.
    if (unsettled.events.length > 0) await write(unsettled, turn);
  }

  async function load(turn: Turn): Promise<void> {
    const visible = turn.news.head;
    sealed = Math.max(sealed, turn.sealed, await keepOutLateEvents(turn));
    const [last, mark] = await Promise.all([
      store.readLast(examId, Math.min(EVENTS_PER_PAGE, options.recentEvents)),
      store.mark(examId),
    ]);
    const newest = await closeGaps(examId, store, last);
    const inStore = visible === undefined ? headOf(newest.at(-1), mark, options.now()) : (newest.at(-1)?.seq ?? 0);
    const newHead = Math.max(head ?? 0, visible ?? 0, inStore);
    forget();
    reservation.startAfter(mark);
    await turn.show(
      newest.filter(({ seq }) => seq > (visible ?? newHead)),
      { head: newHead, sealed },
    );
    epoch = turn.news.epoch;
    remember(newest.map((stored) => toPlacedEvent(examId, stored)));
    show([], newHead);
    unsettled = NOTHING;
    isInDoubt = false;
    hasConflict = false;
  }

  /** Whoever was interrupted wrote at the places that come next; what is still on its way there must not arrive. */
  async function keepOutLateEvents({ before, lateEvents, news }: Turn): Promise<number> {
    // Where there is no mark, nobody has begun to write.
    const mayArrive = lateEvents > 0 && (before === 'unknown' || hasConflict);
    if (!mayArrive || !(await store.mark(examId))) return 0;
    const last = Math.max(await store.lastTaken(examId), head ?? 0, news.head ?? 0, sealed);
    await store.seal(examId, last + 1, last + lateEvents);
    return last + lateEvents;
  }

  async function appendUnknown(events: readonly NewEvent[], turn: Turn): Promise<readonly ExamEvent[]> {
    const keys = [...new Set(events.map((event) => event.key))];
    const [, ...located] = await Promise.all([
      refuseToOvertake(turn),
      ...keys.map(async (key) => [key, await locate(key)] as const),
    ]);
    const found = new Map(located);
    const placed: { readonly seq: number; readonly event: NewEvent }[] = [];
    const first = Math.max(head ?? 0, sealed) + 1;
    for (const event of events) {
      if (found.get(event.key) !== undefined) continue;
      const seq = first + placed.length;
      placed.push({ seq, event });
      found.set(event.key, toPlacedEvent(examId, { seq, event, after: seq - 1 }).event);
    }
    const expiry = placed.length > 0 ? await options.expiry() : undefined;
    for (let start = 0; start < placed.length; start += turn.eventsPerWrite) {
      const end = start + turn.eventsPerWrite;
      const isLast = end >= placed.length;
      await write({ events: placed.slice(start, end), after: head ?? 0, ...expiry }, turn, isLast);
    }
    // Each key was either found or has been given a place.
    return events.map((event) => found.get(event.key) as ExamEvent);
  }

  /** What tells what is visible may have lost the newest of it; the store has not. */
  async function refuseToOvertake({ before }: Turn): Promise<undefined> {
    if (before !== "another's") return;
    const [newest] = await store.readLast(examId, 1);
    if ((newest?.seq ?? 0) > (head ?? 0)) throw new VersionConflict('The store holds more than is visible.');
  }

  async function write(wanted: Write, turn: Turn, isLast = false): Promise<void> {
    const { events, after, ...expiry } = wanted;
    const [first, last] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0];
    const origin = { writtenFrom: first, writtenAfter: after };
    const writtenIn = epoch;
    await reservation.reserve(last, { after: head ?? 0, expiresAt: expiry.expiresAt });
    turn.confirm();
    unsettled = wanted;
    await store.put(examId, events, { ...origin, ...expiry });
    const stored = events.map((placed, index) => ({
      ...placed,
      ...origin,
      after: events[index - 1]?.seq ?? after,
      ...expiry,
    }));
    await turn.show(stored, { head: last, isLast });
    unsettled = NOTHING;
    // What was rewritten in between is not to be remembered as it was.
    if (epoch !== writtenIn) places.clear();
    show(epoch === writtenIn ? stored.map((placed) => toPlacedEvent(examId, placed)) : [], last);
  }

  /** The visible event of this key. A key may lead astray where a crash, or a conflict, came between it and its event. */
  async function locate(key: string): Promise<ExamEvent | undefined> {
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

  async function rewrite(after: number, change: (event: ExamEvent) => NewEvent | undefined): Promise<Rewritten> {
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
  }

  const appends = createGroupCommit(commit);

  return {
    open,
    head: () => head,
    async now() {
      if (head !== undefined) return sharing.isAlone ? head : ((await lookAround()) ?? head);
      const [inStore, seen] = await Promise.all([lookIntoStore(), lookAround()]);
      return seen ?? inStore;
    },
    async reaches(seq) {
      if (sharing.isAlone || (await store.lastTaken(examId)) < seq) return false;
      await settle();
      return seq <= (head ?? 0);
    },
    appends,
    settle,
    close: () => pages.forgetAll(),

    async catchUp() {
      await lookAround();
      if (isInterrupted) await settle();
    },

    async find(key) {
      await open();
      // Whether such an event is there must be known before anybody is told.
      if (unsettled.events.some(({ event }) => event.key === key)) await settle();
      const found = await locate(key);
      if (found || places.get(key) === 'absent') return found;
      // Its key leads beyond what is visible: somebody is writing it, or was interrupted.
      if (((await store.findSeq(examId, key)) ?? 0) > (head ?? 0)) await settle();
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
      try {
        return await rewrite(after, change);
      } finally {
        await sharing.announceRewrite();
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
