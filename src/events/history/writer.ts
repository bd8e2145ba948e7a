/**
 * Writes to an exam's history. Events that come at the same time are written together, in a turn: while no other process
 * writes. They are in the store before anybody sees them, and what is visible has no gap but those that `closeGaps` closed.
 *
 * After a failure the store may hold more than was acknowledged. A write whose outcome is not known is written again, at
 * the same places, before any other; and when something else was found than was thought, all is loaded from the store anew.
 */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import { type EventStore, type Expiry, StoreUnavailable, VersionConflict } from '../../store/store.js';
import { createGroupCommit, type GroupCommit } from './groupCommit.js';
import { EVENTS_PER_PAGE, toPlacedEvent } from './historyPages.js';
import { createPlaceReservation } from './places.js';
import { findNewest, keepOutLateEvents } from './recovery.js';
import type { News, Sharing, Turn } from './sharing.js';
import type { VisibleHistory } from './visibleHistory.js';

export interface HistoryWriter {
  readonly appends: GroupCommit;
  /** Looks into the store for what may be there beyond what is visible, and makes it visible. */
  settle(): Promise<void>;
  /** Makes visible here what others have written. */
  learn(news: News): void;
  /** Whether an event of this key may be in the store although nobody was told that it is. */
  isUnsettled(key: string): boolean;
  /** True while something would be lost by forgetting the writer. */
  isNeeded(): boolean;
}

export interface HistoryWriterOptions {
  readonly visible: VisibleHistory;
  readonly sharing: Sharing;
  /** How many of the newest events are read from the store, at most, so that they are in memory. */
  readonly recentEvents: number;
  /** For how long an event that is written now is kept; undefined for ever. */
  readonly expiry: () => Promise<Expiry | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface NewPlacedEvent {
  readonly seq: number;
  readonly event: NewEvent;
}

/** Events that are written together, at places that follow each other. */
interface Write extends Partial<Expiry> {
  readonly events: readonly NewPlacedEvent[];
  /** The place before them. */
  readonly after: number;
}

const NOTHING: Write = { events: [], after: 0 };

/** Conflicts come from a process that goes on writing though its turn is over, or from one that never waited for its own. */
const MAX_ATTEMPTS = 5;

export function createHistoryWriter(examId: string, store: EventStore, options: HistoryWriterOptions): HistoryWriter {
  const { visible, sharing } = options;
  const reservation = createPlaceReservation(examId, store);
  const appends = createGroupCommit(commit);
  const head = (): number => visible.head() ?? 0;
  const nextPlace = (): number => Math.max(head(), sealed) + 1;
  /** Places up to this one are not to be used any more. */
  let sealed = 0;
  /** Events of a write whose outcome is not known: they may be in the store, at these places. */
  let unsettled = NOTHING;
  /** The store may hold something else than is thought here. */
  let isInDoubt = true;
  /** Somebody else has written where it was not their turn, or what was visible is not known any more. */
  let hasConflict = false;

  async function commit(take: () => readonly NewEvent[]): Promise<readonly ExamEvent[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await sharing.inTurn(visible.head(), async (turn) => {
          const events = take();
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
      learn(turn.news);
      sealed = Math.max(sealed, turn.sealed);
      unsettled = NOTHING;
    }
    // Before anything else is written, and at their old places: a write that was given up may still arrive.
    if (unsettled.events.length > 0) await write(unsettled, turn);
  }

  async function load(turn: Turn): Promise<void> {
    const shown = turn.news.head;
    if (turn.before === 'unknown' || hasConflict) {
      const known = () => Math.max(head(), shown ?? 0, sealed);
      sealed = Math.max(sealed, await keepOutLateEvents(examId, store, known, turn.lateEvents));
    }
    sealed = Math.max(sealed, turn.sealed);
    const open = visible.beginLoad();
    const limit = Math.min(EVENTS_PER_PAGE, options.recentEvents);
    const { newest, mark, head: found } = await findNewest(examId, store, { shown, limit, now: options.now });
    const newHead = Math.max(head(), found);
    reservation.startAfter(mark);
    await turn.show(
      newest.filter(({ seq }) => seq > (shown ?? newHead)),
      { head: newHead, sealed },
    );
    open(newest, { head: newHead, epoch: turn.news.epoch });
    unsettled = NOTHING;
    isInDoubt = false;
    hasConflict = false;
  }

  async function appendUnknown(events: readonly NewEvent[], turn: Turn): Promise<readonly ExamEvent[]> {
    const keys = [...new Set(events.map((event) => event.key))];
    const [, ...located] = await Promise.all([
      refuseToOvertake(turn),
      ...keys.map(async (key) => [key, await visible.find(key)] as const),
    ]);
    const found = new Map(located);
    const placed: NewPlacedEvent[] = [];
    const first = nextPlace();
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
      await write({ events: placed.slice(start, end), after: head(), ...expiry }, turn, isLast);
    }
    // Each key was either found or has been given a place.
    return events.map((event) => found.get(event.key) as ExamEvent);
  }

  /**
   * What tells what is visible may have lost the newest of it; the store has not. The first write that is not known of here
   * began no later than where the next one would, and may not have come to its end.
   */
  async function refuseToOvertake({ before, eventsPerWrite }: Turn): Promise<undefined> {
    if (before !== "another's") return;
    const range = { after: head(), upTo: nextPlace() + eventsPerWrite - 1, limit: eventsPerWrite };
    const beyond = await store.read(examId, range);
    if (beyond.length > 0) throw new VersionConflict('The store holds more than is visible.');
  }

  async function write(wanted: Write, turn: Turn, isLast = false): Promise<void> {
    const { events, after, ...expiry } = wanted;
    const [first, last] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0];
    const origin = { writtenFrom: first, writtenAfter: after };
    const show = visible.beginWrite();
    await reservation.reserve(last, { after: head(), expiresAt: expiry.expiresAt });
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
    show(stored, last);
  }

  function learn(news: News): void {
    if (!visible.take(news)) reservation.forget();
    for (const { expiresAt } of news.events) reservation.notice(expiresAt);
  }

  return {
    appends,
    async settle() {
      await appends.append([]);
    },
    learn,
    isUnsettled: (key) => unsettled.events.some(({ event }) => event.key === key),
    isNeeded: () => !appends.isIdle() || unsettled.events.length > 0,
  };
}
