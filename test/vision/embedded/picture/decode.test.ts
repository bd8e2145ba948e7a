/** @jest-environment ./test/support/nativeEnvironment.js */
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { decodePicture, UndecodablePicture } from '../../../../src/vision/embedded/picture/decode.js';

const red = { r: 255, g: 0, b: 0 };
const blue = { r: 0, g: 0, b: 255 };

function plain(width: number, height: number, background: { r: number; g: number; b: number; alpha?: number } = red) {
  return sharp({ create: { width, height, channels: background.alpha === undefined ? 3 : 4, background } });
}

function colorOf(pixel: number | undefined): number[] {
  return pixel === undefined ? [] : [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
}

describe('decoding a picture', () => {
  it('gives one number for each pixel, red in the lowest byte', async () => {
    const { raster, reduction } = await decodePicture(await plain(6, 4).png().toBuffer(), { width: 6, height: 4 });
    expect(raster).toMatchObject({ width: 6, height: 4 });
    expect(raster.pixels).toHaveLength(24);
    expect(colorOf(raster.pixels[23])).toEqual([255, 0, 0]);
    expect(reduction).toBe(1);
  });

  it('reads grey pictures and transparent ones as colour', async () => {
    const grey = await plain(4, 4, { r: 90, g: 90, b: 90 }).toColourspace('b-w').png().toBuffer();
    expect(colorOf((await decodePicture(grey, { width: 4, height: 4 })).raster.pixels[0])).toEqual([90, 90, 90]);
    const transparent = await plain(4, 4, { ...blue, alpha: 0 })
      .png()
      .toBuffer();
    expect(colorOf((await decodePicture(transparent, { width: 4, height: 4 })).raster.pixels[0])).toEqual([
      255, 255, 255,
    ]);
  });

  it('stands upright what the camera held sideways', async () => {
    const left = await plain(20, 20, blue).png().toBuffer();
    const sideways = plain(40, 20).composite([{ input: left, left: 0, top: 0 }]);
    // Orientation 6: the picture must be turned clockwise, so that its left comes to the top.
    const bytes = await sideways.withMetadata({ orientation: 6 }).png().toBuffer();
    const { raster } = await decodePicture(bytes, { width: 40, height: 20 });
    expect(raster).toMatchObject({ width: 20, height: 40 });
    expect(colorOf(raster.pixels[0])).toEqual([0, 0, 255]);
    expect(colorOf(raster.pixels[20 * 39])).toEqual([255, 0, 0]);
  });

  it('reduces large pictures, and says how much', async () => {
    const bytes = await plain(2000, 3000).jpeg().toBuffer();
    const { raster, reduction } = await decodePicture(bytes, { width: 2000, height: 3000 });
    expect(reduction).toBe(3);
    expect(raster.height).toBe(1000);
    expect(raster.width).toBeGreaterThanOrEqual(666);
    expect(raster.width).toBeLessThanOrEqual(667);
  });

  it('refuses what is truncated, corrupt, or no picture', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const whole = await sharp({ create: { width: 300, height: 300, channels: 3, background: red, noise } })
      .jpeg()
      .toBuffer();
    const size = { width: 300, height: 300 };
    const spoilt = {
      truncated: whole.subarray(0, whole.length / 2),
      headless: whole.subarray(100),
      text: Buffer.from('no picture'),
      nothing: Buffer.alloc(0),
    };
    for (const bytes of Object.values(spoilt)) {
      await expect(decodePicture(bytes, size)).rejects.toThrow(UndecodablePicture);
    }
    await expect(decodePicture(whole, size)).resolves.toBeDefined();
  });
});
