import { describe, expect, it } from '@jest/globals';
import type { PlacedEvent } from '../../src/events/history/historyPages.js';
import { createRecentEvents, type RecentEvents } from '../../src/events/history/recentEvents.js';
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
    expect(recent.newest(2).map(({ event }) => event.key)).toEqual(['1', '2']);
    expect(recent.newest(3)).toEqual([]);
  });

  it('are not given by number when one of them has expired', () => {
    const recent = createRecentEvents(5, ({ keptUntil }) => keptUntil > 10);
    for (const [index, keptUntil] of [20, 20, 5, 20].entries()) recent.push(placed(index + 1, keptUntil));
    expect(recent.newest(1)).toHaveLength(1);
    expect(recent.newest(4)).toEqual([]);
  });

  it('begin after a gap', () => {
    const recent = withEvents(4, [5, 6, 8, 9]);
    expect(recent.get(6)).toBeUndefined();
    expect(recent.get(7)).toBeUndefined();
    expect(keysFrom(recent, 8, 10)).toEqual(['8', '9']);
    expect(recent.newest(3)).toEqual([]);
  });

  it('are left out once they have expired', () => {
    const kept = { until: 5 };
    const recent = createRecentEvents(5, ({ keptUntil }) => keptUntil > kept.until);
    for (const seq of [1, 2, 3]) recent.push(placed(seq, seq * 10));
    expect(keysFrom(recent, 1, 10)).toEqual(['1', '2', '3']);
    kept.until = 10;
    expect(recent.get(1)).toBeUndefined();
    expect(recent.newest(3)).toEqual([]);
    expect(keysFrom(recent, 2, 10)).toEqual(['2', '3']);
  });

  it('are replaced in their places, and nowhere else', () => {
    const recent = withEvents(2, [1, 2, 3]);
    for (const seq of [1, 3]) recent.replace({ ...placed(seq), event: { ...newEvent('exam', 'other'), id: '' } });
    expect(recent.get(1)).toBeUndefined();
    expect(keysFrom(recent, 2, 10)).toEqual(['2', 'other']);
  });
});

function withEvents(capacity: number, places: readonly number[]): RecentEvents {
  const recent = createRecentEvents(capacity, () => true);
  for (const seq of places) recent.push(placed(seq));
  return recent;
}

function placed(seq: number, keptUntil = Number.POSITIVE_INFINITY): PlacedEvent {
  return { seq, event: { ...newEvent('exam', String(seq)), id: String(seq) }, keptUntil };
}

function keysFrom(recent: RecentEvents, seq: number, limit: number): readonly string[] {
  return recent.from(seq, limit).map(({ event }) => event.key);
}
