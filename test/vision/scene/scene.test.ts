import { describe, expect, it } from '@jest/globals';
import { fingerprintOf, measureScene } from '../../../src/vision/scene/scene.js';

function picture(width: number, height: number, value: (column: number, row: number) => number) {
  const values = Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width)));
  return { width, height, values };
}

describe('measuring a scene', () => {
  it('runs from black to white', () => {
    expect(measureScene(picture(64, 48, () => 0))).toEqual({ brightness: 0, detail: 0 });
    expect(measureScene(picture(64, 48, () => 255)).brightness).toBeCloseTo(100);
  });

  it('finds no detail in an even surface, and nothing but detail in a chequerboard', () => {
    expect(measureScene(picture(64, 48, () => 90)).detail).toBe(0);
    expect(measureScene(picture(64, 48, (column, row) => ((column + row) % 2) * 255)).detail).toBeCloseTo(100);
  });

  it('weighs differences across and down alike', () => {
    const across = measureScene(picture(64, 64, (column) => (column % 2) * 100));
    const down = measureScene(picture(64, 64, (_, row) => (row % 2) * 100));
    expect(across.detail).toBeCloseTo(down.detail);
    expect(across.detail).toBeCloseTo(100 / 255 / 2 / 0.01);
  });

  it('takes a picture of a single pixel', () => {
    expect(measureScene(picture(1, 1, () => 51))).toEqual({ brightness: 20, detail: 0 });
  });
});

describe('a fingerprint', () => {
  it('is the same for the same pixels, and no other as soon as one differs by one', () => {
    const pixels = Uint32Array.from({ length: 10_000 }, (_, index) => index * 7919);
    const other = pixels.slice();
    other[4321] = (other[4321] ?? 0) + 1;
    expect(fingerprintOf(pixels.slice())).toBe(fingerprintOf(pixels));
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(pixels));
  });

  it('is of the pixels that it is given, wherever they lie in memory', () => {
    const memory = Uint32Array.of(1, 2, 3, 4);
    expect(fingerprintOf(memory.subarray(1, 3))).toBe(fingerprintOf(Uint32Array.of(2, 3)));
  });
});
