import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import type { Observation, Part } from '../../../src/domain/observation.js';
import { createEmbeddedEngine } from '../../../src/vision/embedded/engine.js';
import type { EnrolledFace, FaceTemplate, VisionEngine } from '../../../src/vision/engine.js';
import { readPicture } from '../../../src/vision/picture.js';
import { emptyRoom, otherPicture, type Person, portrait, together, withPhone } from '../../support/pictures.js';

/** What a policy lets through unless told otherwise. */
const threshold = 85;

let engine: VisionEngine;
let enrolledElsewhere: { externalImageId: string; template: FaceTemplate }[];

beforeAll(async () => {
  enrolledElsewhere = [];
  engine = createEmbeddedEngine({
    threads: 1,
    async *enrolledFaces() {
      yield* enrolledElsewhere;
    },
  });
  await engine.ready();
});

afterAll(async () => engine[Symbol.asyncDispose]());

async function observe(bytes: Uint8Array, expected: readonly EnrolledFace[] = []): Promise<Observation> {
  return engine.observe({
    picture: await readPicture(bytes),
    expected,
    similarityThreshold: threshold,
    namingThreshold: threshold,
  });
}

async function enrol(person: Person, externalImageId: string = person): Promise<EnrolledFace> {
  const picture = await readPicture(await portrait(person));
  const answer = await engine.enrol({ picture, externalImageId, own: [], namingThreshold: threshold });
  if (answer.status === 'rejected' || !answer.template) throw new Error(`${person} could not be enrolled`);
  return { externalImageId, template: answer.template };
}

function outcomeOf<T>(part: Part<T>): T {
  if (!part.ok) throw new Error(part.reason);
  return part.value;
}

function sure(observation: Observation, name: string) {
  return outcomeOf(observation.labels).filter((label) => label.name === name && label.confidence >= threshold);
}

async function change(person: Person, how: (photo: Sharp) => Sharp): Promise<Buffer> {
  return how(sharp(await portrait(person)))
    .jpeg()
    .toBuffer();
}

describe('observing a frame', () => {
  it('sees one face and one person in a portrait, and nothing that is not allowed', async () => {
    const observation = await observe(await portrait('curls'));
    expect(outcomeOf(observation.faces)).toHaveLength(1);
    expect(sure(observation, 'Person')).toHaveLength(1);
    expect(sure(observation, 'Cell Phone')).toEqual([]);
    expect(outcomeOf(observation.moderation)).toEqual([]);
  });

  it('says where the face is, and which way it looks', async () => {
    const [face] = outcomeOf((await observe(await portrait('green'))).faces);
    const mirrored = await change('green', (photo) => photo.flop());
    const [mirroredFace] = outcomeOf((await observe(mirrored)).faces);
    if (!face?.pose || !mirroredFace?.pose) throw new Error('There is no face with a pose');
    expect(face.box.width).toBeGreaterThan(0.3);
    expect(face.pose.yaw).toBeGreaterThan(5);
    expect(Math.abs(face.pose.yaw + mirroredFace.pose.yaw)).toBeLessThan(10);
    expect(face.box.left + face.box.width + mirroredFace.box.left).toBeCloseTo(1, 1);
  });

  it.each(['curls', 'ponytail', 'laughing'] as const)(
    'sees that the eyes stay on the camera where a head turns: %s',
    async (person) => {
      for (const photo of [await portrait(person), await change(person, (one) => one.flop())]) {
        const [face] = outcomeOf((await observe(photo)).faces);
        if (!face?.pose || !face.gaze) throw new Error('There is no face with pose and gaze');
        expect(Math.abs(face.pose.yaw)).toBeGreaterThan(10);
        expect(Math.abs(face.pose.yaw + face.gaze.yaw)).toBeLessThan(8);
      }
    },
  );

  it('says of the largest face alone where its eyes point', async () => {
    const faces = outcomeOf((await observe(await together('green', 'brunette'))).faces);
    const largest = faces.toSorted((one, other) => other.box.height - one.box.height)[0];
    expect(faces.filter(({ gaze }) => gaze)).toEqual([largest]);
  });

  it('notices how far a head leans', async () => {
    const upright = outcomeOf((await observe(await portrait('curls'))).faces)[0]?.pose?.roll ?? Number.NaN;
    const leaning = await change('curls', (photo) => photo.rotate(20, { background: '#777' }));
    const roll = outcomeOf((await observe(leaning)).faces)[0]?.pose?.roll ?? Number.NaN;
    expect(Math.abs(roll - upright - 20)).toBeLessThan(5);
  });

  it('sees two faces and two persons side by side', async () => {
    const observation = await observe(await together('green', 'brunette'));
    expect(outcomeOf(observation.faces)).toHaveLength(2);
    expect(sure(observation, 'Person')).toHaveLength(2);
  });

  it('sees nobody in an empty room, nor on a blank picture', async () => {
    const blank = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    for (const bytes of [await emptyRoom(), blank]) {
      const observation = await observe(bytes);
      expect(outcomeOf(observation.faces)).toEqual([]);
      expect(sure(observation, 'Person')).toEqual([]);
      expect(outcomeOf(observation.matches)).toEqual([]);
    }
  });

  it('sees a phone', async () => {
    expect(sure(await observe(await withPhone('ponytail')), 'Cell Phone').length).toBeGreaterThan(0);
  });

  it('sees a small phone in a large photo', async () => {
    const file = new URL('../../../node_modules/@vladmandic/face-api/demo/sample2.jpg', import.meta.url);
    const phones = sure(await observe(await readFile(fileURLToPath(file))), 'Cell Phone');
    // It lies on the sofa, at the bottom left.
    expect(phones.some(({ box }) => box && box.left < 0.2 && box.top > 0.85)).toBe(true);
  });

  it('sees the same whatever way up the camera was held', async () => {
    const sideways = await sharp(await portrait('curls'))
      .rotate(270)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const observation = await observe(sideways);
    expect(outcomeOf(observation.faces)).toHaveLength(1);
    expect(sure(observation, 'Person')).toHaveLength(1);
  });

  it('leaves the caller’s bytes alone', async () => {
    const bytes = Buffer.from(Uint8Array.from(await portrait('curls')).buffer);
    await observe(bytes);
    expect(bytes.length).toBeGreaterThan(1_000);
  });

  it('tells of the picture as a whole', async () => {
    const blank = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#333' } })
      .png()
      .toBuffer();
    const { scene } = await observe(blank);
    expect(scene).toMatchObject({ ok: true, value: { brightness: expect.closeTo(20), detail: 0 } });
  });

  it('leaves out what no check needs that is asked', async () => {
    const request = { expected: [], similarityThreshold: threshold, namingThreshold: threshold };
    const picture = await readPicture(await portrait('curls'));
    const observation = await engine.observe({ ...request, picture, asked: new Set(['FACE_DETECTION']) });
    const notAsked = { ok: false, reason: 'not asked' };
    expect(outcomeOf(observation.faces)).toHaveLength(1);
    expect(observation).toMatchObject({ labels: notAsked, moderation: notAsked, matches: notAsked });
  });

  it('answers a frame for which no check is asked', async () => {
    const request = { expected: [], similarityThreshold: threshold, namingThreshold: threshold };
    const picture = await readPicture(await portrait('curls'));
    const { faces } = await engine.observe({ ...request, picture, asked: new Set() });
    expect(faces).toEqual({ ok: false, reason: 'not asked' });
  });

  it('does not look at a frame that nobody waits for', async () => {
    const picture = await readPicture(await portrait('curls'));
    const request = {
      picture,
      expected: [],
      similarityThreshold: threshold,
      namingThreshold: threshold,
      signal: AbortSignal.abort(),
    };
    await expect(engine.observe(request)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('recognising the candidate', () => {
  let candidate: EnrolledFace;

  beforeEach(async () => {
    candidate = await enrol('curls', 'candidate');
    await engine.forget('candidate');
  });

  const similarity = async (bytes: Uint8Array) => outcomeOf((await observe(bytes, [candidate])).matches)[0]?.similarity;

  it('succeeds closer, darker, and in a small file', async () => {
    expect(await similarity(await otherPicture('curls'))).toBeGreaterThan(threshold);
  });

  it.each<[string, (photo: Sharp) => Sharp]>([
    ['in poor light', (photo) => photo.linear(0.5, 0)],
    ['in glaring light', (photo) => photo.linear(1.2, 40)],
    ['in grey', (photo) => photo.grayscale()],
    ['at a quarter of the size', (photo) => photo.resize({ height: 180 })],
    ['with the head leaning', (photo) => photo.rotate(-15, { background: '#555' })],
    ['mirrored, as a preview shows it', (photo) => photo.flop()],
    ['badly compressed', (photo) => photo.jpeg({ quality: 25 })],
  ])('succeeds %s', async (_, how) => {
    expect(await similarity(await change('curls', how))).toBeGreaterThan(threshold);
  });

  it('succeeds beside somebody else', async () => {
    expect(await similarity(await together('ponytail', 'curls'))).toBeGreaterThan(threshold);
  });

  it('fails for anybody else', async () => {
    for (const person of ['ponytail', 'laughing', 'green', 'brunette'] as const) {
      expect(await similarity(await portrait(person))).toBeLessThan(threshold);
    }
  });

  it('names an enrolled stranger in the candidate’s place', async () => {
    await enrol('brunette', 'stranger');
    const matches = outcomeOf((await observe(await otherPicture('brunette'), [candidate])).matches);
    expect(matches.map(({ externalImageId }) => externalImageId)).toEqual(['stranger', 'candidate']);
    await engine.forget('stranger');
  });

  it('names nobody who was forgotten', async () => {
    await enrol('brunette', 'stranger');
    await engine.forget('stranger');
    const matches = outcomeOf((await observe(await otherPicture('brunette'), [candidate])).matches);
    expect(matches.map(({ externalImageId }) => externalImageId)).toEqual(['candidate']);
  });

  it('knows the stranger whom another node has enrolled', async () => {
    const { externalImageId, template } = await enrol('green', 'elsewhere');
    await engine.forget('elsewhere');
    if (!template) throw new Error('There is no template');
    enrolledElsewhere.push({ externalImageId, template });
    await using later = createEmbeddedEngine({
      threads: 1,
      async *enrolledFaces() {
        yield* enrolledElsewhere;
      },
    });
    await later.ready();
    const picture = await readPicture(await otherPicture('green'));
    const observation = await later.observe({
      picture,
      expected: [candidate],
      similarityThreshold: threshold,
      namingThreshold: threshold,
    });
    expect(outcomeOf(observation.matches)[0]?.externalImageId).toBe('elsewhere');
  });
});
