/** What the camera check tells candidates, from pictures as a webcam takes them. */
import { describe, expect, test } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
// The browser's code is bundled, not compiled to dist/: these modules have nothing of a browser in them.
import { adviseOn } from '../../src/web/exam/check/advice.ts';
import { measurePicture } from '../../src/web/exam/check/pictureQuality.ts';
import { emptyRoom, type Person, portrait } from '../support/pictures.js';

/** As the page draws it: 160 pixels wide. */
async function advise(picture: Sharp) {
  const image = picture.resize({ width: 160, height: 120, fit: 'cover', position: 'top' }).ensureAlpha().raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return adviseOn(measurePicture({ width: info.width, height: info.height, data }), undefined);
}

const face = (left: number, top: number, size: number) => ({ left, top, width: size, height: size });
const inMiddle = face(0.35, 0.3, 0.35);

describe('the camera check', () => {
  test.each<Person>(['curls', 'ponytail', 'laughing', 'green', 'brunette'])('is content with %s', async (person) => {
    expect(await advise(sharp(await portrait(person)))).toMatchObject({ light: 'good', sharpness: 'good' });
  });

  test('is content with a room in good light, and says that nobody looked for a face', async () => {
    expect(await advise(sharp(await emptyRoom()))).toMatchObject({ light: 'good', face: 'unknown' });
  });

  test.each([
    ['dark', 0.15, 0],
    ['bright', 0.3, 190],
  ] as const)('sees that it is too %s', async (light, contrast, offset) => {
    const picture = sharp(await portrait('green')).linear(contrast, offset);
    expect(await advise(picture)).toMatchObject({ light });
  });

  test('sees that the light is behind', async () => {
    const shade = { create: { width: 200, height: 480, channels: 3, background: '#0c0c0c' } } as const;
    const window = sharp({ create: { width: 640, height: 480, channels: 3, background: '#e8eef4' } });
    const silhouette = window.composite([{ input: await sharp(shade).png().toBuffer(), left: 220, top: 0 }]);
    expect(await advise(sharp(await silhouette.png().toBuffer()))).toMatchObject({ light: 'backlit' });
  });

  test('sees that the picture is blurred', async () => {
    expect(await advise(sharp(await portrait('green')).blur(24))).toMatchObject({ sharpness: 'blurred' });
  });

  test('sees that the camera is covered', async () => {
    const noise = { type: 'gaussian', mean: 12, sigma: 3 } as const;
    const covered = sharp({ create: { width: 640, height: 480, channels: 3, background: '#000', noise } });
    expect(await advise(covered)).toMatchObject({ light: 'dark', sharpness: 'covered' });
  });

  test.each([
    ['good', [inMiddle]],
    ['none', []],
    ['several', [inMiddle, face(0.7, 0.1, 0.2)]],
    ['aside', [face(0, 0.3, 0.35)]],
    ['far', [face(0.45, 0.45, 0.1)]],
    ['near', [face(0.1, 0.1, 0.8)]],
  ] as const)('says of faces that the browser found: %s', async (advice, faces) => {
    const quality = { brightness: 50, middleBrightness: 50, contrast: 20, sharpness: 300 };
    expect(adviseOn(quality, faces).face).toBe(advice);
  });
});
