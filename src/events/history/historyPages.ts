/**
 * What lies further back than the events in memory, read from the store a page at a time. Pages are shared: the many
 * followers that come back at once after a restart cost as many reads as one of them.
 */
import type { ExamEvent } from '../../domain/events.js';
import type { EventStore } from '../../store/store.js';
import { formatCursor } from '../cursor.js';
import { CursorError } from '../eventLog.js';
import type { LruMap } from './lruMap.js';
import type { VisibleEvent } from './sharing.js';

/** With its place, which the id says too, but not to a machine. */
export interface PlacedEvent {
  readonly seq: number;
  readonly event: ExamEvent;
  /** Milliseconds since 1970, `Infinity` for what is kept for ever. */
  readonly keptUntil: number;
}

/** What the store says of the place before it, too. */
export interface ChainedEvent extends PlacedEvent {
  readonly after: number;
}

export type Page = readonly ChainedEvent[];

export interface HistoryPages {
  /**
   * The first event after this place.
   * @param head the newest visible event; not before the one that is looked for
   * @throws CursorError `expired`
   */
  after(seq: number, head: number): Promise<PlacedEvent>;
  /** Up to `limit` events after this place, none newer than `head`. @throws CursorError `expired` */
  read(seq: number, limit: number, head: number): Promise<readonly ExamEvent[]>;
  /** What is at this place has changed in the store. */
  forget(seq: number): void;
  /** Any of them may have changed. */
  forgetAll(): void;
}

export const EVENTS_PER_PAGE = 64;

export function toPlacedEvent(examId: string, { seq, event, after, expiresAt }: VisibleEvent): ChainedEvent {
  const keptUntil = expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
  return { seq, event: { ...event, id: formatCursor(examId, seq) }, after, keptUntil };
}

/** Each event says which one came before it. If that one is newer than what was read last, it was there and is gone. */
export function refuseExpired<T extends { readonly after: number }>(seq: number, next: T | undefined): T {
  if (next === undefined || next.after > seq) {
    throw new CursorError('expired', 'The events that followed this one are no longer kept.');
  }
  return next;
}

export interface PagesOptions {
  /** May be shared by all exams. */
  readonly cache: LruMap<string, Promise<Page>>;
  /** False for an event that has expired since it was read. */
  readonly isKept: (placed: PlacedEvent) => boolean;
}

export function createHistoryPages(examId: string, store: EventStore, { cache, isKept }: PagesOptions): HistoryPages {
  /** Their names. Some may have been forgotten since. */
  const cached = new Set<string>();

  function forget(name: string): void {
    cache.delete(name);
    cached.delete(name);
  }

  async function readPlaced(seq: number, limit: number, head: number): Promise<Page> {
    const found = await store.read(examId, { after: seq, upTo: head, limit });
    return found.map((placed) => toPlacedEvent(examId, placed));
  }

  function nameOfPageAfter(start: number): string {
    return formatCursor(examId, start);
  }

  function pageAfter(start: number, head: number): Promise<Page> {
    const name = nameOfPageAfter(start);
    const known = cache.get(name);
    if (known) return known;
    const end = start + EVENTS_PER_PAGE;
    const page = readPlaced(start, EVENTS_PER_PAGE, Math.min(head, end));
    cache.set(name, page);
    cached.add(name);
    const forgetThis = () => {
      if (cache.get(name) === page) forget(name);
    };
    // A page that will get more events, or could not be read, serves only those who wait for it now.
    page.then(() => (head < end ? forgetThis() : undefined), forgetThis);
    return page;
  }

  return {
    async after(seq, head) {
      const page = await pageAfter(seq - (seq % EVENTS_PER_PAGE), head);
      const inPage = page.find((placed) => placed.seq === seq + 1);
      return refuseExpired(seq, inPage && isKept(inPage) ? inPage : (await readPlaced(seq, 1, head))[0]);
    },
    async read(seq, limit, head) {
      if (seq >= head) return [];
      const found = await readPlaced(seq, limit, head);
      refuseExpired(seq, found[0]);
      const gap = found.findIndex((placed, index) => placed.after > (found[index - 1]?.seq ?? seq));
      return found.slice(0, gap === -1 ? found.length : gap).map((placed) => placed.event);
    },
    forget: (seq) => forget(nameOfPageAfter(seq - 1 - ((seq - 1) % EVENTS_PER_PAGE))),
    forgetAll() {
      for (const name of cached) forget(name);
    },
  };
}
