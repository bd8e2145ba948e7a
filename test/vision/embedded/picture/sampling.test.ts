import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawLetterbox, letterboxOf, stretch, unfit } from '../../../../src/vision/embedded/picture/letterbox.js';
import { createPyramid, halve } from '../../../../src/vision/embedded/picture/pyramid.js';
import { type Raster, wholeOf } from '../../../../src/vision/embedded/picture/raster.js';
import { warp } from '../../../../src/vision/embedded/picture/warp.js';

type Color = readonly [number, number, number];

const size = fc.integer({ min: 2, max: 300 });
const channel = fc.integer({ min: 0, max: 255 });
const color = fc.tuple(channel, channel, channel);
const unmoved = { a: 1, b: 0, tx: 0, ty: 0 };

function paint(width: number, height: number, colorAt: (x: number, y: number) => Color): Raster {
  const pixels = new Uint32Array(width * height);
  for (let index = 0; index < pixels.length; index++) {
    const [red, green, blue] = colorAt(index % width, Math.floor(index / width));
    pixels[index] = red | (green << 8) | (blue << 16);
  }
  return { width, height, pixels };
}

function bytesOf(raster: Raster): number[] {
  return [...raster.pixels].flatMap((pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]);
}

const checkered = (x: number, y: number): Color => [(x * 37) % 256, (y * 53) % 256, ((x + y) * 11) % 256];

describe('fitting a picture into a network’s input', () => {
  it('leads every rectangle back to where it came from', () => {
    fc.assert(
      fc.property(size, size, size, size, fc.double({ min: 0, max: 0.9, noNaN: true }), (w, h, left, top, margin) => {
        const letterbox = letterboxOf({ left: 0, top: 0, width: w, height: h }, { width: 256, height: 192 }, margin);
        const { scale } = letterbox;
        const there = {
          left: (left - letterbox.left) * scale,
          top: (top - letterbox.top) * scale,
          width: scale,
          height: scale,
        };
        const back = unfit(letterbox, there);
        expect(back.left).toBeCloseTo(left, 6);
        expect(back.top).toBeCloseTo(top, 6);
        expect(back.width).toBeCloseTo(1, 6);
      }),
    );
  });

  it('keeps the proportions, and the picture in the middle', () => {
    const letterbox = letterboxOf({ left: 0, top: 0, width: 400, height: 100 }, { width: 200, height: 200 });
    expect(letterbox).toMatchObject({ scale: 0.5, left: 0, top: -150 });
  });

  it('surrounds the picture with grey, and fills the rest with it', () => {
    const picture = createPyramid(paint(8, 4, () => [255, 0, 0]));
    const bytes = drawLetterbox(picture, letterboxOf(wholeOf(picture.full), { width: 8, height: 8 }));
    const rows = Array.from({ length: 8 }, (_, row) => [...bytes.subarray(row * 24, row * 24 + 3)]);
    expect(rows.filter(([red]) => red === 255)).toHaveLength(4);
    expect(rows[0]).toEqual([114, 114, 114]);
    expect(rows[7]).toEqual([114, 114, 114]);
    expect(rows[2]).toEqual([255, 0, 0]);
  });

  it('changes no pixel when nothing is to be scaled', () => {
    const raster = paint(12, 9, checkered);
    const picture = createPyramid(raster);
    const input = { width: 12, height: 9 };
    expect([...drawLetterbox(picture, letterboxOf(wholeOf(raster), input))]).toEqual(bytesOf(raster));
    expect([...stretch(picture, wholeOf(raster), input)]).toEqual(bytesOf(raster));
  });

  it('keeps a plain colour whatever the sizes', () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 64 }), color, (width, height, side, plain) => {
        const picture = createPyramid(paint(width, height, () => plain));
        const bytes = stretch(picture, wholeOf(picture.full), { width: side, height: side });
        const errors = bytes.map((value, index) => Math.abs(value - (plain[index % 3] ?? 0)));
        expect(errors.reduce((most, error) => Math.max(most, error), 0)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  it('averages the pixels of a large picture instead of picking some', () => {
    const stripes = paint(256, 256, (x) => (x % 2 === 0 ? [0, 0, 0] : [255, 255, 255]));
    const bytes = drawLetterbox(createPyramid(stripes), letterboxOf(wholeOf(stripes), { width: 32, height: 32 }));
    for (const value of bytes) expect(Math.abs(value - 128)).toBeLessThan(3);
  });
});

describe('halving a picture', () => {
  it('averages blocks of four pixels', () => {
    const raster = paint(2, 2, (x, y) => [x * 100, y * 100, 255]);
    expect(bytesOf(halve(raster))).toEqual([50, 50, 255]);
  });
});

describe('cutting out of a picture', () => {
  it('copies what is neither turned nor scaled', () => {
    const raster = paint(10, 6, checkered);
    expect([...warp(createPyramid(raster), unmoved, 10, 6)]).toEqual(bytesOf(raster));
  });

  it('turns by a quarter without losing a pixel', () => {
    const raster = paint(5, 3, checkered);
    // What was at the right comes to the top.
    const turned = warp(createPyramid(raster), { a: 0, b: 1, tx: 5, ty: 0 }, 3, 5);
    const original = bytesOf(raster);
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 3; column++) {
        const from = (column * 5 + (4 - row)) * 3;
        expect([...turned.subarray((row * 3 + column) * 3, (row * 3 + column) * 3 + 3)]).toEqual(
          original.slice(from, from + 3),
        );
      }
    }
  });

  it('is black beyond the picture', () => {
    const raster = paint(4, 4, () => [200, 200, 200]);
    const shifted = warp(createPyramid(raster), { ...unmoved, tx: -2 }, 4, 4);
    expect([...shifted.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect([...shifted.subarray(9, 12)]).toEqual([200, 200, 200]);
  });
});
