/**
 * What lies further back than the events in memory, read from the store a page at a time. Pages are shared: the many
 * followers that come back at once after a restart cost as many reads as one of them.
 */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import type { EventStore } from '../../store/store.js';
import { formatCursor } from '../cursor.js';
import { CursorError } from '../eventLog.js';
import type { LruMap } from './lruMap.js';

/** With its place, which the id says too, but not to a machine. */
export interface PlacedEvent {
  readonly seq: number;
  readonly event: ExamEvent;
}

export type Page = readonly PlacedEvent[];

export interface HistoryPages {
  /**
   * The first event after this place.
   * @param head the newest visible event; not before the one that is looked for
   * @throws CursorError `expired`
   */
  after(seq: number, head: number): Promise<PlacedEvent>;
  /** Up to `limit` events after this place, none newer than `head`. @throws CursorError `expired` */
  read(seq: number, limit: number, head: number): Promise<readonly ExamEvent[]>;
}

export const EVENTS_PER_PAGE = 64;

export function toExamEvent(examId: string, seq: number, event: NewEvent): ExamEvent {
  return { ...event, id: formatCursor(examId, seq) };
}

/** @param pages may be shared by all exams */
export function createHistoryPages(
  examId: string,
  store: EventStore,
  pages: LruMap<string, Promise<Page>>,
): HistoryPages {
  async function readPlaced(seq: number, limit: number, head: number): Promise<Page> {
    const found = await store.read(examId, seq, limit);
    return found
      .filter((placed) => placed.seq <= head)
      .map((placed) => ({ seq: placed.seq, event: toExamEvent(examId, placed.seq, placed.event) }));
  }

  function pageAfter(start: number, head: number): Promise<Page> {
    const name = formatCursor(examId, start);
    const known = pages.get(name);
    if (known) return known;
    const end = start + EVENTS_PER_PAGE;
    const page = readPlaced(start, EVENTS_PER_PAGE, Math.min(head, end));
    pages.set(name, page);
    const forget = () => pages.delete(name);
    // A page that will get more events, or could not be read, serves only those who wait for it now.
    page.then(() => (head < end ? forget() : undefined), forget);
    return page;
  }

  /**
   * Places are given without gaps; only a crash in the middle of a write leaves one, and retention takes away the oldest.
   * So an event that is kept from before a gap proves that nothing in the gap was ever there for anybody to see.
   */
  async function refuseExpired(seq: number, next: PlacedEvent | undefined): Promise<PlacedEvent> {
    if (next?.seq === seq + 1) return next;
    const [oldest] = await store.read(examId, 0, 1);
    if (next === undefined || oldest === undefined || oldest.seq > seq) {
      throw new CursorError('expired', 'The events that followed this one are no longer kept.');
    }
    return next;
  }

  return {
    async after(seq, head) {
      const page = await pageAfter(seq - (seq % EVENTS_PER_PAGE), head);
      const next = page.find((placed) => placed.seq === seq + 1) ?? (await readPlaced(seq, 1, head))[0];
      return await refuseExpired(seq, next);
    },
    async read(seq, limit, head) {
      if (seq >= head) return [];
      const found = await readPlaced(seq, limit, head);
      await refuseExpired(seq, found[0]);
      return found.map((placed) => placed.event);
    },
  };
}
