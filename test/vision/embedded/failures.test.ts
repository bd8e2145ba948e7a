import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedEngine } from '../../../src/vision/embedded/engine.js';
import { type ModelName, models, modelsFolder } from '../../../src/vision/embedded/models/catalogue.js';
import type { VisionEngine } from '../../../src/vision/engine.js';
import { readPicture } from '../../../src/vision/picture.js';
import { portrait } from '../../support/pictures.js';

async function* nobody() {
  // Nobody is enrolled.
}

async function observe(engine: VisionEngine, bytes: Uint8Array) {
  const expected = [{ externalImageId: 'candidate', template: { model: 'another', vector: new Uint8Array(512) } }];
  return engine.observe({ picture: await readPicture(bytes), expected, similarityThreshold: 85, namingThreshold: 85 });
}

describe('a picture that turns out to be none', () => {
  it('is refused as a bad picture, and harms no other', async () => {
    await using engine = createEmbeddedEngine({ threads: 1, enrolledFaces: nobody });
    const whole = await portrait('curls');
    const truncated = whole.subarray(0, whole.length / 2);
    await expect(observe(engine, truncated)).rejects.toMatchObject({ name: 'BadPicture' });
    const enrolling = engine.enrol({
      picture: await readPicture(truncated),
      externalImageId: 'photo',
      own: [],
      namingThreshold: 85,
    });
    await expect(enrolling).rejects.toMatchObject({ name: 'BadPicture' });
    expect((await observe(engine, whole)).faces.ok).toBe(true);
  });
});

describe('without all of its models', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'));
    await cp(modelsFolder, folder, { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true }));

  const remove = (name: ModelName) => rm(join(folder, models[name].file));
  const open = () => createEmbeddedEngine({ modelsDir: folder, threads: 1, enrolledFaces: nobody });

  it.each([
    ['moderation', ['moderation']],
    ['objectDetector', ['labels']],
    ['faceRecognition', ['matches']],
    ['faceMesh', ['faces', 'matches']],
  ] as const)('only what needs the %s fails', async (model, failing) => {
    await remove(model);
    await using engine = open();
    const bytes = await portrait('curls');
    const observation = await observe(engine, bytes);
    const failed = Object.entries(observation).filter(([, part]) => !part.ok);
    // No template of ours is expected, so that the matches fail for that reason at the latest.
    expect(failed.map(([part]) => part).sort()).toEqual([...new Set([...failing, 'matches'])].sort());
    expect(observation[failing[0]]).toEqual({
      ok: false,
      reason: `The model ${models[model].file} is missing or damaged`,
    });
  });

  it('faces are found all the same when where eyes point can not be told', async () => {
    await remove('iris');
    await using engine = open();
    const { faces } = await observe(engine, await portrait('curls'));
    expect(faces).toMatchObject({ ok: true, value: [{ pose: { yaw: expect.any(Number) } }] });
    expect(faces.ok && faces.value[0]?.gaze).toBeUndefined();
  });

  it('a damaged model fails like a missing one', async () => {
    await writeFile(join(folder, models.moderation.file), 'no model');
    await using engine = open();
    const { moderation, faces } = await observe(engine, await portrait('curls'));
    expect(moderation.ok).toBe(false);
    expect(faces.ok).toBe(true);
  });

  it('people are still counted by their bodies when faces can not be found', async () => {
    await remove('faceDetector');
    await using engine = open();
    const { labels } = await observe(engine, await portrait('curls'));
    expect(labels.ok && labels.value.filter(({ name }) => name === 'Person')).toHaveLength(1);
  });

  it('nobody can be enrolled without what describes faces', async () => {
    await remove('faceRecognition');
    await using engine = open();
    const picture = await readPicture(await portrait('curls'));
    const request = { picture, externalImageId: 'photo', own: [], namingThreshold: 85 };
    await expect(engine.enrol(request)).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });

  it('the engine never gets ready when nothing at all can be seen', async () => {
    await rm(folder, { recursive: true });
    await using engine = open();
    await expect(engine.ready()).rejects.toMatchObject({
      name: 'EngineUnavailable',
      cause: { message: expect.stringContaining('npm run build:models') },
    });
    await cp(modelsFolder, folder, { recursive: true });
  });
});

describe('starting', () => {
  it('fails when the enrolled faces can not be read', async () => {
    async function* broken(): AsyncGenerator<{ externalImageId: string }> {
      yield { externalImageId: 'half' };
      throw new Error('no connection');
    }
    await using engine = createEmbeddedEngine({ threads: 1, enrolledFaces: broken });
    await expect(engine.ready()).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });

  it('offers as many frames at a time as it has threads', async () => {
    await using engine = createEmbeddedEngine({ threads: 3, enrolledFaces: nobody });
    expect(engine.concurrency).toBe(3);
  });

  it('can be closed twice, and takes no frame after that', async () => {
    const engine = createEmbeddedEngine({ threads: 1, enrolledFaces: nobody });
    await engine.ready();
    await Promise.all([engine[Symbol.asyncDispose](), engine[Symbol.asyncDispose]()]);
    await expect(observe(engine, await portrait('curls'))).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });
});
