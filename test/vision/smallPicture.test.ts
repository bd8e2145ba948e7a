import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { readPicture } from '../../src/vision/picture.js';
import { shrinkPicture } from '../../src/vision/smallPicture.js';
import { portrait } from '../support/pictures.js';

async function shrink(bytes: Uint8Array) {
  return await shrinkPicture(await readPicture(bytes));
}

/** Noise: the picture that packs worst. */
function noise(width: number, height: number) {
  return sharp({
    create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  });
}

describe('a small picture', () => {
  test('is a JPEG of at most 480 pixels on the longer side, in the same proportions', async () => {
    const webcam = await sharp(await portrait('curls'))
      .resize(1280, 720, { fit: 'cover' })
      .jpeg()
      .toBuffer();
    const small = await shrink(webcam);
    expect(small).toMatchObject({ width: 480, height: 270 });
    expect(await sharp(small.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 270 });
    expect(small.bytes.length).toBeLessThan(40_000);
  });

  test('is never larger than what it was made of', async () => {
    expect(await shrink(await noise(200, 120).jpeg().toBuffer())).toMatchObject({ width: 200, height: 120 });
  });

  test('fits an item of the store whatever it shows', async () => {
    const { bytes } = await shrink(await noise(900, 900).png().toBuffer());
    expect(bytes.length).toBeLessThan(200_000);
  });

  test('stands upright, and tells neither where nor with what it was taken', async () => {
    const picture = await noise(800, 600)
      .withExif({ IFD0: { Model: 'A camera' }, IFD3: { GPSLatitude: '48/1 0/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { bytes, width, height } = await shrink(picture);
    const { exif, icc, xmp, orientation } = await sharp(bytes).metadata();
    expect([width, height]).toEqual([360, 480]);
    expect({ exif, icc, xmp, orientation }).toEqual({});
  });

  test('shows what is transparent on white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const glass = sharp({ create: { width: 100, height: 100, channels: 4, background: clear } });
    const { channels } = await sharp((await shrink(await glass.png().toBuffer())).bytes).stats();
    expect(channels.map(({ mean }) => mean)).toEqual([255, 255, 255]);
  });

  test('is not to be had of a picture that breaks off', async () => {
    const whole = await portrait('curls');
    await expect(shrink(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({ name: 'BadPicture' });
  });
});
