import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { ObservedScene } from '../../../src/domain/observation.js';
import { decodePicture } from '../../../src/vision/embedded/picture/decode.js';
import { createPyramid } from '../../../src/vision/embedded/picture/pyramid.js';
import { observeScene } from '../../../src/vision/embedded/scene.js';
import { readPicture } from '../../../src/vision/picture.js';
import { emptyRoom, portrait } from '../../support/pictures.js';

async function sceneOf(bytes: Buffer): Promise<ObservedScene> {
  const picture = await readPicture(bytes);
  return observeScene(createPyramid((await decodePicture(picture.bytes, picture)).raster));
}

async function plain(background: string, width = 640, height = 480): Promise<ObservedScene> {
  const picture = sharp({ create: { width, height, channels: 3, background } });
  return sceneOf(await picture.png().toBuffer());
}

describe('the scene that a decoded picture shows', () => {
  it('is as bright as its colours are to the eye', async () => {
    expect((await plain('#000')).brightness).toBe(0);
    expect((await plain('#fff')).brightness).toBeCloseTo(100);
    expect((await plain('#f00')).brightness).toBeCloseTo(29.9);
    expect((await plain('#0f0')).brightness).toBeCloseTo(58.7);
    expect((await plain('#00f')).brightness).toBeCloseTo(11.4);
  });

  it('has detail in rooms and portraits, and none on an even surface', async () => {
    expect((await plain('#753')).detail).toBeCloseTo(0);
    for (const bytes of [await emptyRoom(), await portrait('curls')]) {
      expect((await sceneOf(bytes)).detail).toBeGreaterThan(1.5);
    }
  });

  it('has about the same detail at any size', async () => {
    const large = sharp(await portrait('green'));
    const [whole, half, tiny] = await Promise.all(
      [720, 360, 90].map(
        async (height) => (await sceneOf(await large.clone().resize({ height }).png().toBuffer())).detail,
      ),
    );
    for (const detail of [half, tiny]) expect(Math.abs((detail ?? 0) / (whole ?? 1) - 1)).toBeLessThan(0.1);
  });

  it('takes pictures that are a single pixel high', async () => {
    expect((await plain('#fff', 300, 1)).brightness).toBeCloseTo(100);
    expect((await plain('#fff', 1, 1)).brightness).toBeCloseTo(100);
  });

  it('has the same fingerprint however the same pixels were packed', async () => {
    const pixels = sharp(await portrait('curls'));
    const png = await pixels.clone().png({ compressionLevel: 1 }).toBuffer();
    const labelled = await pixels
      .clone()
      .withExif({ IFD0: { Copyright: 'another file' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(labelled.equals(png)).toBe(false);
    expect((await sceneOf(labelled)).fingerprint).toBe((await sceneOf(png)).fingerprint);
  });

  it('has another fingerprint as soon as the camera’s noise is another', async () => {
    const { data, info } = await sharp(await portrait('curls'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const noisy = (seed: number) =>
      sharp(
        data.map((value, index) => Math.min(255, value + (((index * 2_654_435_761 + seed) >>> 13) & 1))),
        { raw: { width: info.width, height: info.height, channels: 3 } },
      )
        .jpeg()
        .toBuffer();
    const prints = await Promise.all([1, 1e9, 2e9].map(async (seed) => (await sceneOf(await noisy(seed))).fingerprint));
    expect(new Set(prints).size).toBe(3);
  });
});
