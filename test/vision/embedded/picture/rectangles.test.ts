import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  shareInside,
  similarityOf,
  suppressDuplicates,
  toBox,
} from '../../../../src/vision/embedded/picture/rectangles.js';

const coordinate = fc.integer({ min: -50, max: 150 });
const side = fc.integer({ min: 1, max: 80 });
const rectangle = fc.record({ left: coordinate, top: coordinate, width: side, height: side });
const detection = fc.record({ box: rectangle, score: fc.double({ min: 0, max: 1, noNaN: true }) });

describe('rectangles', () => {
  it('are as similar to each other as the other way round, and most to themselves', () => {
    fc.assert(
      fc.property(rectangle, rectangle, (one, other) => {
        expect(similarityOf(one, other)).toBe(similarityOf(other, one));
        expect(similarityOf(one, other)).toBeLessThanOrEqual(1);
        expect(similarityOf(one, one)).toBe(1);
      }),
    );
  });

  it('lie wholly in what surrounds them, and not at all in what is elsewhere', () => {
    fc.assert(
      fc.property(rectangle, ({ left, top, width, height }) => {
        const one = { left, top, width, height };
        expect(shareInside(one, { left: left - 1, top: top - 1, width: width + 2, height: height + 2 })).toBe(1);
        expect(shareInside(one, { ...one, left: left + width })).toBe(0);
      }),
    );
  });

  it('are cut off at the picture’s edges for the port', () => {
    fc.assert(
      fc.property(rectangle, (one) => {
        const { left, top, width, height } = toBox(one, { width: 100, height: 50 });
        for (const value of [left, top, width, height, left + width, top + height]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('suppressing duplicates', () => {
  const isSame = (one: Parameters<typeof similarityOf>[0], other: Parameters<typeof similarityOf>[1]) =>
    similarityOf(one, other) >= 0.5;

  it('keeps the best, drops only what resembles a better one, and keeps nothing that does', () => {
    fc.assert(
      fc.property(fc.array(detection, { maxLength: 20 }), (detections) => {
        const kept = suppressDuplicates(detections, isSame);
        expect(kept[0]?.score).toBe(
          detections.length === 0 ? undefined : Math.max(...detections.map(({ score }) => score)),
        );
        for (const [index, one] of kept.entries()) {
          for (const other of kept.slice(index + 1)) expect(isSame(one.box, other.box)).toBe(false);
        }
        for (const dropped of detections.filter((one) => !kept.includes(one))) {
          expect(kept.some((one) => one.score >= dropped.score && isSame(one.box, dropped.box))).toBe(true);
        }
      }),
    );
  });
});
