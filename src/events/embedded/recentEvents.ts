import type { ExamEvent } from '../../domain/events.js';

/** The newest events of one exam, without a gap between them, up to a fixed number: a ring. */
export interface RecentEvents {
  /** An event that does not follow the last one starts anew: what comes before a gap is forgotten. */
  push(seq: number, event: ExamEvent): void;
  get(seq: number): ExamEvent | undefined;
  /** Up to `limit` events from this place on; none when this place is not among them. */
  from(seq: number, limit: number): readonly ExamEvent[];
  /** The newest `limit` events, oldest first; none when fewer are kept. */
  newest(limit: number): readonly ExamEvent[];
}

export function createRecentEvents(capacity: number): RecentEvents {
  const slots: ExamEvent[] = [];
  let first = 1;
  let last = 0;

  function get(seq: number): ExamEvent | undefined {
    return seq >= first && seq <= last ? slots[seq % capacity] : undefined;
  }

  function from(seq: number, limit: number): readonly ExamEvent[] {
    const found: ExamEvent[] = [];
    for (let event = get(seq); event !== undefined && found.length < limit; event = get(seq + found.length)) {
      found.push(event);
    }
    return found;
  }

  return {
    push(seq, event) {
      if (seq !== last + 1) first = seq;
      slots[seq % capacity] = event;
      last = seq;
      first = Math.max(first, last - capacity + 1);
    },
    get,
    from,
    newest: (limit) => from(last - limit + 1, limit),
  };
}
