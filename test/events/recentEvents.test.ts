import { describe, expect, it } from '@jest/globals';
import { createRecentEvents, type RecentEvents } from '../../src/events/embedded/recentEvents.js';
import { newEvent } from '../support/newEvents.js';

describe('The newest events of an exam', () => {
  it('are kept up to their number', () => {
    const recent = withEvents(3, [1, 2, 3, 4, 5]);
    expect(keysFrom(recent, 3, 10)).toEqual(['3', '4', '5']);
    expect(keysFrom(recent, 4, 1)).toEqual(['4']);
    expect(recent.get(2)).toBeUndefined();
    expect(recent.get(6)).toBeUndefined();
  });

  it('are given by number only when there are so many', () => {
    const recent = withEvents(3, [1, 2]);
    expect(recent.newest(2).map((event) => event.key)).toEqual(['1', '2']);
    expect(recent.newest(3)).toEqual([]);
  });

  it('begin after a gap', () => {
    const recent = withEvents(4, [5, 6, 8, 9]);
    expect(recent.get(6)).toBeUndefined();
    expect(recent.get(7)).toBeUndefined();
    expect(keysFrom(recent, 8, 10)).toEqual(['8', '9']);
    expect(recent.newest(3)).toEqual([]);
  });
});

function withEvents(capacity: number, places: readonly number[]): RecentEvents {
  const recent = createRecentEvents(capacity);
  for (const seq of places) recent.push(seq, { ...newEvent('exam', String(seq)), id: String(seq) });
  return recent;
}

function keysFrom(recent: RecentEvents, seq: number, limit: number): readonly string[] {
  return recent.from(seq, limit).map((event) => event.key);
}
