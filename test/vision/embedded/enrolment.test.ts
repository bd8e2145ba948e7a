import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { createEmbeddedEngine } from '../../../src/vision/embedded/engine.js';
import type { EnrolledFace, RejectionReason, VisionEngine } from '../../../src/vision/engine.js';
import { readPicture } from '../../../src/vision/picture.js';
import { emptyRoom, otherPicture, portrait, together } from '../../support/pictures.js';

let engine: VisionEngine;

beforeAll(async () => {
  engine = createEmbeddedEngine({ threads: 1, enrolledFaces: nobody });
  await engine.ready();
});

afterAll(async () => engine[Symbol.asyncDispose]());

afterEach(() => engine.forget('photo'));

async function* nobody() {
  // These tests enrol whom they need.
}

async function enrol(bytes: Uint8Array, own: readonly EnrolledFace[] = [], externalImageId = 'photo') {
  return engine.enrol({ picture: await readPicture(bytes), externalImageId, own, namingThreshold: 85 });
}

async function reasonsFor(bytes: Uint8Array): Promise<readonly RejectionReason[]> {
  const answer = await enrol(bytes);
  return answer.status === 'rejected' ? answer.reasons : [];
}

async function spoil(how: (photo: Sharp) => Sharp): Promise<Buffer> {
  return how(sharp(await portrait('curls')))
    .jpeg()
    .toBuffer();
}

describe('enrolling a photo', () => {
  it('accepts a good one, with a template, the face’s place, and what was measured', async () => {
    const answer = await enrol(await portrait('curls'));
    if (answer.status === 'rejected') throw new Error(answer.reasons.join());
    expect(answer.template?.vector.byteLength).toBe(512);
    expect(answer.quality.facePixels).toBeGreaterThan(200);
    expect(answer.quality.brightness).toBeGreaterThan(30);
    expect(answer.quality.brightness).toBeLessThan(70);
    expect(answer.box.left).toBeGreaterThan(0);
  });

  it('measures the face in pixels of the photo, however large the photo is', async () => {
    const answer = await enrol(await spoil((photo) => photo.resize({ height: 2160 })));
    if (answer.status === 'rejected') throw new Error(answer.reasons.join());
    expect(answer.quality.facePixels).toBeGreaterThan(600);
  });

  it.each<[RejectionReason, string, () => Promise<Buffer>]>([
    ['NO_FACE', 'there is none', emptyRoom],
    ['SEVERAL_FACES', 'somebody else is there', () => together('curls', 'ponytail')],
    ['FACE_TOO_SMALL', 'it is too far away', () => spoil((photo) => photo.resize({ height: 150 }))],
    ['TOO_DARK', 'it is too dark', () => spoil((photo) => photo.linear(0.2, 0))],
    ['TOO_BRIGHT', 'it is overexposed', () => spoil((photo) => photo.linear(1.2, 120))],
    ['BLURRED', 'it is out of focus', () => spoil((photo) => photo.blur(9))],
  ])('says %s when %s', async (reason, _, photo) => {
    expect(await reasonsFor(await photo())).toEqual([reason]);
  });

  it('says NO_FACE when the picture ends in the middle of the face', async () => {
    const whole = await portrait('curls');
    const { width, height } = await readPicture(whole);
    const answer = await enrol(whole);
    if (answer.status === 'rejected') throw new Error(answer.reasons.join());
    const visible = Math.round((answer.box.top + answer.box.height * 0.6) * height);
    const cut = await spoil((photo) => photo.extract({ left: 0, top: 0, width, height: visible }));
    expect(await reasonsFor(cut)).toEqual(['NO_FACE']);
  });

  it('says TURNED_AWAY of a profile', async () => {
    const profile = { left: 240, top: 40, width: 700, height: 560 };
    const file = new URL('../../../node_modules/@vladmandic/face-api/demo/sample2.jpg', import.meta.url).pathname;
    expect(await reasonsFor(await sharp(file).extract(profile).jpeg().toBuffer())).toEqual(['TURNED_AWAY']);
  });

  it('says everything that is wrong, in the order in which to mend it', async () => {
    const photo = await spoil((good) => good.resize({ height: 150 }).linear(0.2, 0));
    expect(await reasonsFor(photo)).toEqual(['FACE_TOO_SMALL', 'TOO_DARK']);
  });

  it('says that a photo without a visible face is too dark to show one', async () => {
    const dark = sharp({ create: { width: 640, height: 480, channels: 3, background: '#050505' } });
    expect(await reasonsFor(await dark.jpeg().toBuffer())).toEqual(['NO_FACE', 'TOO_DARK']);
  });
});

describe('a face that is enrolled already', () => {
  it('is rejected for somebody else, until it is forgotten', async () => {
    await enrol(await portrait('green'), [], 'first');
    expect(await reasonsFor(await otherPicture('green'))).toEqual(['ENROLLED_AS_SOMEBODY_ELSE']);
    await engine.forget('first');
    expect(await reasonsFor(await otherPicture('green'))).toEqual([]);
  });

  it('is welcome as another photo of the same candidate', async () => {
    await enrol(await portrait('green'), [], 'first');
    const answer = await enrol(await otherPicture('green'), [{ externalImageId: 'first' }]);
    expect(answer.status).toBe('accepted');
    await engine.forget('first');
  });

  it('does not become known by a photo that is rejected', async () => {
    await reasonsFor(await spoil((photo) => photo.linear(0.2, 0)));
    expect((await enrol(await portrait('curls'), [], 'other')).status).toBe('accepted');
    await engine.forget('other');
  });
});
