import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVENTS_PER_PAGE } from '../../src/events/history/historyPages.js';
import { PARTS, PLACES_PER_STRIP, partAt, partsOf } from '../../src/store/dynamodb/historyParts.js';

const place = fc.integer({ min: 1, max: 10_000_000 });

describe('The parts of a history', () => {
  it('hold a page of it each', () => {
    expect(PLACES_PER_STRIP).toBe(EVENTS_PER_PAGE);
    for (const after of [0, 64, 512, 64_000]) {
      expect(partsOf('exam', { after, upTo: after + EVENTS_PER_PAGE })).toEqual([partAt('exam', after + 1)]);
    }
  });

  it('share what is written in a row, wherever it begins', () => {
    fc.assert(
      fc.property(place, (first) => {
        const counts = new Map<string, number>();
        for (let seq = first; seq < first + PARTS * PLACES_PER_STRIP; seq++) {
          const part = partAt('exam', seq);
          counts.set(part, (counts.get(part) ?? 0) + 1);
        }
        expect([...counts.values()]).toEqual(Array.from({ length: PARTS }, () => PLACES_PER_STRIP));
      }),
      { numRuns: 20 },
    );
  });

  it('are named, each once, for a range of places: all that hold some of it, and no other', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 1_000 }), (upTo, size) => {
        const after = Math.max(0, upTo - size);
        const holding = Array.from({ length: upTo - after }, (_, index) => partAt('exam', after + 1 + index));
        expect([...partsOf('exam', { after, upTo })].sort()).toEqual([...new Set(holding)].sort());
      }),
    );
  });

  it('are all of them for a range without an end', () => {
    expect(new Set(partsOf('exam', { after: 70, upTo: Number.POSITIVE_INFINITY })).size).toBe(PARTS);
  });

  it('are none for a range without a place', () => {
    for (const upTo of [0, 63, 64]) expect(partsOf('exam', { after: 64, upTo })).toEqual([]);
  });
});
