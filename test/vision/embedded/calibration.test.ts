import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createScale, detectorScale } from '../../../src/vision/embedded/calibration.js';
import { similarityScale } from '../../../src/vision/embedded/thresholds.js';

const raw = fc.double({ min: 0, max: 1, noNaN: true });
const operatingPoint = fc
  .uniqueArray(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((values) => {
    const [floor = 0, threshold = 0, certain = 0] = values.toSorted((one, other) => one - other);
    return { floor, threshold, certain };
  });

describe('a detector’s scale', () => {
  it('maps the operating point to what the default filter lets through', () => {
    fc.assert(
      fc.property(operatingPoint, (point) => {
        const scale = detectorScale(point);
        expect(scale(0)).toBe(0);
        expect(scale(point.floor)).toBeCloseTo(50, 9);
        expect(scale(point.threshold)).toBeCloseTo(85, 9);
        expect(scale(point.certain)).toBeCloseTo(100, 9);
      }),
    );
  });

  it('keeps the order of scores, and stays within 0 and 100', () => {
    fc.assert(
      fc.property(operatingPoint, raw, raw, (point, one, other) => {
        const scale = detectorScale(point);
        expect(scale(Math.min(one, other))).toBeLessThanOrEqual(scale(Math.max(one, other)) + 1e-9);
        expect(scale(one)).toBeGreaterThanOrEqual(0);
        expect(scale(one)).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('the scale of similarity', () => {
  it('falls with the distance: equal descriptors are 100, distant ones 0', () => {
    expect(similarityScale(0)).toBe(100);
    expect(similarityScale(Infinity)).toBe(0);
    fc.assert(
      fc.property(raw, raw, (one, other) => {
        expect(similarityScale(Math.min(one, other))).toBeGreaterThanOrEqual(similarityScale(Math.max(one, other)));
      }),
    );
  });

  it('takes what is no number for no similarity at all', () => {
    expect(similarityScale(Number.NaN)).toBe(0);
  });
});

describe('a scale', () => {
  it('needs anchors that tell values apart', () => {
    expect(() => createScale([{ raw: 0, confidence: 0 }])).toThrow(RangeError);
    const twice = [
      { raw: 0.5, confidence: 10 },
      { raw: 0.5, confidence: 90 },
    ];
    expect(() => createScale(twice)).toThrow(RangeError);
  });
});
