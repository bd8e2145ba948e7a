import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Point } from '../../../../src/vision/embedded/picture/raster.js';
import {
  apply,
  fitSimilarity,
  invert,
  type SimilarityTransform,
  scaleOf,
} from '../../../../src/vision/embedded/picture/similarityTransform.js';

const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });
const transform: fc.Arbitrary<SimilarityTransform> = fc
  .record({
    scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
    angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    tx: coordinate,
    ty: coordinate,
  })
  .map(({ scale, angle, tx, ty }) => ({ a: scale * Math.cos(angle), b: scale * Math.sin(angle), tx, ty }));

const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

describe('a similarity transform', () => {
  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(transform, point, (there, start) => {
        expect(distance(apply(invert(there), apply(there, start)), start)).toBeLessThan(1e-6);
      }),
    );
  });

  it('scales every distance alike', () => {
    fc.assert(
      fc.property(transform, point, point, (change, one, other) => {
        const expected = distance(one, other) * scaleOf(change);
        expect(distance(apply(change, one), apply(change, other))).toBeCloseTo(expected, 5);
      }),
    );
  });

  it('is found again from the points that it moved', () => {
    fc.assert(
      fc.property(transform, fc.array(point, { minLength: 3, maxLength: 8 }), (change, points) => {
        const spread = Math.max(...points.map((one) => distance(one, points[0] as Point)));
        fc.pre(spread > 1);
        const found = fitSimilarity(
          points,
          points.map((one) => apply(change, one)),
        );
        for (const one of points) expect(distance(apply(found, one), apply(change, one))).toBeLessThan(1e-5);
      }),
    );
  });

  it('never mirrors, even where mirroring would fit', () => {
    const triangle = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 0, y: 2 },
    ];
    const mirrored = triangle.map(({ x, y }) => ({ x: -x, y }));
    const found = fitSimilarity(triangle, mirrored);
    expect(distance(apply(found, { x: 4, y: 0 }), { x: -4, y: 0 })).toBeGreaterThan(0.5);
  });

  it('can not be found from a single place', () => {
    const same = [
      { x: 1, y: 1 },
      { x: 1, y: 1 },
    ];
    expect(() => fitSimilarity(same, same)).toThrow(RangeError);
    expect(() => invert({ a: 0, b: 0, tx: 1, ty: 1 })).toThrow(RangeError);
  });
});
