import type { PlacedEvent } from './historyPages.js';

/** The newest events of one exam, without a gap between them, up to a fixed number: a ring. */
export interface RecentEvents {
  /** An event that does not follow the last one starts anew: what comes before a gap is forgotten. */
  push(placed: PlacedEvent): void;
  /** Puts the event in the place of the one that is there, if one is. */
  replace(placed: PlacedEvent): void;
  get(seq: number): PlacedEvent | undefined;
  /** Up to `limit` events from this place on; none when this place is not among them. */
  from(seq: number, limit: number): readonly PlacedEvent[];
  /** The newest `limit` events, oldest first; none when fewer are kept. */
  newest(limit: number): readonly PlacedEvent[];
}

/** @param isKept false for an event that has expired since it came */
export function createRecentEvents(capacity: number, isKept: (placed: PlacedEvent) => boolean): RecentEvents {
  const slots: PlacedEvent[] = [];
  let first = 1;
  let last = 0;

  function get(seq: number): PlacedEvent | undefined {
    const placed = seq >= first && seq <= last ? slots[seq % capacity] : undefined;
    return placed && isKept(placed) ? placed : undefined;
  }

  function from(seq: number, limit: number): readonly PlacedEvent[] {
    const found: PlacedEvent[] = [];
    for (let placed = get(seq); placed !== undefined && found.length < limit; placed = get(seq + found.length)) {
      found.push(placed);
    }
    return found;
  }

  return {
    push(placed) {
      if (placed.seq !== last + 1) first = placed.seq;
      slots[placed.seq % capacity] = placed;
      last = placed.seq;
      first = Math.max(first, last - capacity + 1);
    },
    replace(placed) {
      if (placed.seq >= first && placed.seq <= last) slots[placed.seq % capacity] = placed;
    },
    get,
    from,
    newest(limit) {
      const found = from(last - limit + 1, limit);
      return found.length === limit ? found : [];
    },
  };
}
