/** Getting to Rekognition: where it is, with which credentials, at what time, and which collection is there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EnrolledFace, VisionEngine } from '../../../src/vision/engine.js';
import { credentials, startRekognition } from '../../support/rekognition/server.js';
import {
  collectionId,
  createRekognitionWorld,
  failuresIn,
  noise,
  type RekognitionWorld,
  until,
} from '../../support/rekognition/world.js';
import { somebody } from '../../support/scriptedEngine.js';

let world: RekognitionWorld;
beforeEach(async () => {
  world = await createRekognitionWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

async function isReady(engine: VisionEngine): Promise<boolean> {
  return await Promise.race([engine.ready().then(() => true), new Promise<false>((no) => setImmediate(no, false))]);
}

describe('Starting', () => {
  it('makes the collection, which another node may have made', async () => {
    expect([...world.server.collections.keys()]).toEqual([collectionId]);
    await world.openEngine().ready();
    expect(world.server.countOf('CreateCollection')).toBe(1);
    expect(world.problems).toEqual([]);
  });

  it('is done when two nodes make the collection at the same moment', async () => {
    world.server.collections.clear();
    await Promise.all([world.openEngine().ready(), world.openEngine().ready()]);
    expect(world.problems).toEqual([]);
  });

  it('waits for a Rekognition that can not be reached, and says so once', async () => {
    const { port } = new URL(world.server.endpoint);
    await world.server[Symbol.asyncDispose]();
    const engine = world.openEngine();
    await until(() => world.problems.length > 0);
    expect(await isReady(engine)).toBe(false);

    await using later = await startRekognition({ engine: world.eyes, port: Number(port) });
    await engine.ready();
    expect(later.collections.has(collectionId)).toBe(true);
    expect(world.problems).toEqual([
      expect.stringMatching(/can't be reached.*compare REGION and REKOGNITION_ENDPOINT/),
    ]);
  });

  it('waits for an action to be allowed, and says which', async () => {
    world.server.fail('DescribeCollection', { error: 'AccessDeniedException' });
    const engine = world.openEngine();
    await until(() => world.problems.length > 0);
    expect(world.problems).toEqual([expect.stringMatching(/AWS denies rekognition:DescribeCollection/)]);
    world.server.recover();
    await engine.ready();
  });

  it('is given up when the engine is closed', async () => {
    world.server.fail('all', 'reset');
    const engine = world.openEngine();
    await until(() => world.problems.length > 0);
    await engine[Symbol.asyncDispose]();
    await expect(engine.ready()).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });
});

describe('Credentials that have expired', () => {
  it('are told, and renewed ones are used as soon as they are there', async () => {
    const now = { ...credentials, accessKeyId: 'AKIDOLD' };
    const engine = world.openEngine({ credentials: async () => ({ ...now }) });
    await engine.ready();
    world.server.expiredKeys.add('AKIDOLD');
    await expect(world.observe({}, engine)).rejects.toMatchObject({ name: 'EngineUnavailable' });
    await expect(world.observe({}, engine)).rejects.toMatchObject({ name: 'EngineUnavailable' });
    expect(world.problems).toEqual([expect.stringMatching(/does not accept the credentials.*renew them/)]);

    now.accessKeyId = 'AKIDNEW';
    await until(() =>
      world.observe({}, engine).then(
        (observation) => observation.faces.ok,
        () => false,
      ),
    );
    expect(world.server.requests.at(-1)?.accessKeyId).toBe('AKIDNEW');
  });

  it('are read anew from the file that they came from', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'virtual-proctor-'));
    const file = join(folder, 'credentials');
    const write = (key: string) =>
      writeFile(file, `[exams]\naws_access_key_id = ${key}\naws_secret_access_key = secret\n`);
    await write('AKIDOLD');
    const before = { ...process.env };
    Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: file, AWS_PROFILE: 'exams' });
    try {
      // Without credentials of its own, it looks for them where everything of Amazon's does.
      const engine = world.openEngine({ credentials: undefined } as never);
      await engine.ready();
      world.server.expiredKeys.add('AKIDOLD');
      await expect(world.observe({}, engine)).rejects.toMatchObject({ name: 'EngineUnavailable' });
      await write('AKIDNEW');
      await until(() =>
        world.observe({}, engine).then(
          (observation) => observation.faces.ok,
          () => false,
        ),
      );
      expect(world.server.requests.at(-1)?.accessKeyId).toBe('AKIDNEW');
    } finally {
      for (const name of ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE', 'AWS_PROFILE']) delete process.env[name];
      Object.assign(process.env, before);
      await rm(folder, { recursive: true });
    }
  });
});

it('A clock that is wrong by an hour is made up for', async () => {
  world.server.clockAheadMs = 60 * 60_000;
  expect(failuresIn(await world.observe())).toEqual({});
  world.server.clockAheadMs = -60 * 60_000;
  expect(failuresIn(await world.observe())).toEqual({});
  expect(world.problems).toEqual([]);
});

describe('A collection that is deleted under us', () => {
  async function enrol(externalImageId: string): Promise<EnrolledFace> {
    const { readPicture } = await import('../../../src/vision/picture.js');
    const picture = await readPicture(await noise());
    const answer = await world.engine.enrol({ picture, externalImageId, own: [], namingThreshold: 88 });
    if (answer.status === 'rejected' || !answer.template) throw new Error('It was not enrolled');
    return { externalImageId, template: answer.template };
  }

  it('costs recognition only, is made anew, and is told with what to do', async () => {
    const expected = [await enrol('ada')];
    world.server.collections.delete(collectionId);
    expect(failuresIn(await world.observe({ expected }))).toEqual({
      matches: expect.stringContaining('found no collection'),
    });
    await until(() => world.server.collections.has(collectionId));
    expect(world.problems).toEqual([
      expect.stringMatching(/collection hall is gone.*enrol the photos again that npm run repair names/),
    ]);
  });

  it('makes nobody a stranger who was enrolled in it, and is told', async () => {
    const expected = [await enrol('ada')];
    world.server.collections.get(collectionId)?.clear();
    for (let frame = 0; frame < 2; frame++) {
      expect(failuresIn(await world.observe({ expected }))).toEqual({
        matches: expect.stringContaining('The expected faces are not in the collection'),
      });
    }
    expect(world.problems).toEqual([
      expect.stringMatching(/not in the collection hall in eu-west-1.*Compare REGION and COLLECTION_ID/),
    ]);
    expect((await world.observe({ expected: [] })).matches).toEqual({ ok: true, value: [] });
  });

  it('and made anew by another node makes nobody a stranger here, who was seen in it a moment ago', async () => {
    const expected = [await enrol('ada')];
    world.eyes.observeWith = async (request) => ({
      ...somebody,
      matches: { ok: true, value: request.expected.map((face) => ({ ...face, similarity: 10 })) },
    });
    const told = async () => (await world.observe({ expected })).matches;
    expect(await told()).toEqual({ ok: true, value: [] });
    world.server.collections.delete(collectionId);
    await world.openEngine().ready();
    // Within the time that it takes to open an incident.
    await until(async () => !(await told()).ok);
    expect(await told()).toMatchObject({ reason: expect.stringContaining('are not in the collection') });
  });

  it('takes those who are enrolled after that, at the first try', async () => {
    world.server.collections.delete(collectionId);
    const face = await enrol('ada');
    expect([...(world.server.collections.get(collectionId)?.keys() ?? [])]).toEqual([
      new TextDecoder().decode(face.template?.vector),
    ]);
  });

  it.each(['missing', 'empty'])('leaves nobody known when it is %s', async (how) => {
    const face = await enrol('ada');
    expect(await world.engine.knows(face)).toBe(true);
    if (how === 'missing') world.server.collections.delete(collectionId);
    else world.server.collections.get(collectionId)?.clear();
    expect(await world.engine.knows(face)).toBe(false);
  });

  it('holds nobody who would have to be forgotten', async () => {
    const { externalImageId, template } = await enrol('ada');
    world.server.collections.delete(collectionId);
    await world.engine.forget(externalImageId, template);
  });
});
