import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Observation } from '../../src/domain/observation.js';
import type { ProcessedFrame, ProcessFrameInput } from '../../src/proctor/processFrame.js';
import { StoreUnavailable, VersionConflict } from '../../src/store/store.js';
import { EngineUnavailable } from '../../src/vision/engine.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { createScriptedEngine, somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;
let image: string;
let photos = 0;

beforeAll(async () => {
  world = await createProctorWorld();
  image = (await portrait('curls')).toString('base64');
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

function frame(candidateId: string, frameId: string, capturedAt = '2026-05-04T09:00:00.000Z'): ProcessFrameInput {
  return { examId: 'demo', candidateId, frameId, capturedAt, image };
}

/** How often a candidate's frames were published, in order. */
async function published(candidateId: string): Promise<readonly string[]> {
  const events = await world.log.read('demo', { limit: 1_000 });
  return events.flatMap((event) =>
    event.type === 'FrameProcessed' && event.candidateId === candidateId ? [event.frameId] : [],
  );
}

function recognition(answer: ProcessedFrame) {
  return answer.status === 'PROCESSED'
    ? answer.event.checks.find((check) => check.name === 'PERSON_RECOGNITION')
    : undefined;
}

/** Enrols a face of its own for each call; the engine takes what it is given. */
async function enrolled(candidateId: string, fullName: string): Promise<string> {
  const photo = Buffer.concat([Buffer.from(image, 'base64'), Buffer.from([photos++])]).toString('base64');
  const result = await world.proctor.indexFace(paula, { image: photo, candidateId, fullName });
  if (result.status !== 'indexed') throw new Error('not enrolled');
  return result.face.externalImageId;
}

function matching(...matches: { externalImageId: string; similarity: number }[]): Observation {
  return { ...somebody, matches: { ok: true, value: matches } };
}

describe('a frame that is sent again', () => {
  test('is answered with its first result, even while the first is on its way, and is looked at once', async () => {
    const before = world.engine.looks;
    const [first, joined] = await Promise.all([
      world.proctor.processFrame(paula, frame('retry', '1')),
      world.proctor.processFrame(paula, frame('retry', '1')),
    ]);
    const later = await world.proctor.processFrame(paula, frame('retry', '1'));
    expect(joined).toEqual(first);
    expect(later).toEqual(first);
    expect(world.engine.looks).toBe(before + 1);
    expect(await published('retry')).toEqual(['1']);
  });

  test('is looked at when the first try failed', async () => {
    const engine = createScriptedEngine();
    engine.observeWith = async () => {
      throw new EngineUnavailable('no worker');
    };
    const proctor = world.with({ engine });
    await expect(proctor.processFrame(paula, frame('again', '1'))).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
    });
    expect(await published('again')).toEqual([]);
    engine.observeWith = async () => somebody;
    expect(await proctor.processFrame(paula, frame('again', '1'))).toMatchObject({ status: 'PROCESSED' });
    expect(await published('again')).toEqual(['1']);
  });
});

describe('frames that pile up', () => {
  test('give way to the newest of their session, and publish nothing', async () => {
    const engine = createScriptedEngine(1);
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let begun: () => void = () => undefined;
    const firstBegan = new Promise<void>((resolve) => {
      begun = resolve;
    });
    engine.observeWith = async () => {
      begun();
      await gate;
      return somebody;
    };
    const proctor = world.with({ engine });
    const first = proctor.processFrame(paula, frame('pile', '1', '2026-05-04T09:00:01.000Z'));
    await firstBegan;
    const second = proctor.processFrame(paula, frame('pile', '2', '2026-05-04T09:00:02.000Z'));
    const third = second.then(
      () => undefined,
      () => undefined,
    );
    const newest = proctor.processFrame(paula, frame('pile', '3', '2026-05-04T09:00:03.000Z'));
    expect(await second).toEqual({ frameId: '2', status: 'SUPERSEDED', nextFrameInMs: expect.any(Number) });
    open();
    await third;
    expect((await first).status).toBe('PROCESSED');
    expect((await newest).status).toBe('PROCESSED');
    expect(await published('pile')).toEqual(['1', '3']);
  });
});

describe('identity', () => {
  test("passes by any of the candidate's own faces", async () => {
    const one = await enrolled('many', 'Many Photos');
    const two = await enrolled('many', 'Many Photos');
    world.engine.observeWith = async ({ expected }) => {
      expect(expected.map((face) => face.externalImageId).sort()).toEqual([one, two].sort());
      return matching({ externalImageId: two, similarity: 91 }, { externalImageId: one, similarity: 40 });
    };
    const answer = await world.proctor.processFrame(paula, frame('many', '1'));
    expect(recognition(answer)).toMatchObject({ status: 'PASS', details: 'Many Photos' });
  });

  test('does not pass below the threshold', async () => {
    const own = await enrolled('far', 'Far Away');
    world.engine.observeWith = async () => matching({ externalImageId: own, similarity: 84.9 });
    const answer = await world.proctor.processFrame(paula, frame('far', '1'));
    expect(recognition(answer)).toMatchObject({ status: 'FAIL', details: '0' });
  });

  test('never passes for somebody else, however well they are known', async () => {
    await enrolled('honest', 'Honest Ada');
    const other = await enrolled('other', 'Other Bo');
    world.engine.observeWith = async () => matching({ externalImageId: other, similarity: 99.9 });
    const answer = await world.proctor.processFrame(paula, frame('honest', '1'));
    expect(recognition(answer)).toMatchObject({ status: 'FAIL', details: 'Other Bo' });
  });

  test('of somebody else is named to proctors, and not to the client of the candidate', async () => {
    const other = await enrolled('famous', 'Famous Di');
    await enrolled('curious', 'Curious Cy');
    world.engine.observeWith = async () => matching({ externalImageId: other, similarity: 99.9 });
    const candidate = { sub: 'curious', roles: ['CANDIDATE'], expiresAt: Number.MAX_SAFE_INTEGER } as const;
    const answer = await world.proctor.processFrame(candidate, frame('curious', '1'));
    expect(recognition(answer)).toMatchObject({ status: 'FAIL', details: 'Somebody else' });
    expect(recognition(await world.proctor.processFrame(paula, frame('curious', '1')))).toMatchObject({
      details: 'Famous Di',
    });
    const exam = await world.proctor.exam(paula, 'demo');
    const recent = await world.proctor.recentEvents(candidate, exam, 1);
    expect(recent).toMatchObject([{ type: 'FrameProcessed', candidateId: 'curious' }]);
    expect(JSON.stringify(recent)).not.toContain('Famous Di');
    expect(JSON.stringify(await world.log.recent('demo', 1))).toContain('Famous Di');
  });

  test('names nobody by a resemblance that is common among thousands', async () => {
    await enrolled('alone', 'Alone');
    const other = await enrolled('alike', 'Alike');
    world.engine.observeWith = async () => matching({ externalImageId: other, similarity: 87.9 });
    const answer = await world.proctor.processFrame(paula, frame('alone', '1'));
    expect(recognition(answer)).toMatchObject({ status: 'FAIL', details: '0' });
  });

  test('of a face that was deleted meanwhile names nobody', async () => {
    await enrolled('present', 'Present');
    const gone = await enrolled('gone', 'Gone');
    await world.proctor.deleteFace(paula, gone);
    world.engine.observeWith = async () => matching({ externalImageId: gone, similarity: 99 });
    const answer = await world.proctor.processFrame(paula, frame('present', '1'));
    expect(recognition(answer)).toMatchObject({ status: 'FAIL', details: '0' });
  });

  test('is unknown, and the other checks stand, when the engine can not compare', async () => {
    await enrolled('stumble', 'Stumble');
    world.engine.observeWith = async () => ({ ...somebody, matches: { ok: false, reason: 'no descriptor' } });
    const answer = await world.proctor.processFrame(paula, frame('stumble', '1'));
    expect(recognition(answer)).toMatchObject({ status: 'UNKNOWN', details: 'Server error' });
    if (answer.status !== 'PROCESSED') throw new Error('not processed');
    expect(answer.event.checks.filter((check) => check.status === 'PASS')).toHaveLength(4);
  });
});

describe('when the store stumbles', () => {
  test('a frame written by another node in between is written after it', async () => {
    world.engine.observeWith = async () => somebody;
    await world.proctor.processFrame(paula, frame('race', '1'));
    let interfered = false;
    const sessions = {
      ...world.store.sessions,
      async save(session: Parameters<typeof world.store.sessions.save>[0]) {
        if (!interfered) {
          interfered = true;
          await world.proctor.processFrame(paula, frame('race', 'in between'));
        }
        await world.store.sessions.save(session);
      },
    };
    const proctor = world.with({ store: { ...world.store, sessions } });
    await proctor.processFrame(paula, frame('race', '2'));
    expect(await published('race')).toEqual(['1', 'in between', '2']);
    expect((await world.store.sessions.get('demo', 'race'))?.framesProcessed).toBe(3);
  });

  test('a frame that can never be written is an error after a few tries', async () => {
    const sessions = {
      ...world.store.sessions,
      save: async () => {
        throw new VersionConflict('always somebody else');
      },
    };
    const proctor = world.with({ store: { ...world.store, sessions } });
    await expect(proctor.processFrame(paula, frame('unlucky', '1'))).rejects.toThrow('always somebody else');
  });

  test('events that a crash kept from the log are appended by the next start, once', async () => {
    const log = {
      ...world.log,
      append: async () => {
        throw new StoreUnavailable('the plug was pulled');
      },
    };
    const crashing = world.with({ log });
    await expect(crashing.processFrame(paula, frame('crash', '1'))).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await published('crash')).toEqual([]);
    await world.proctor.recover();
    await world.proctor.recover();
    expect(await published('crash')).toEqual(['1']);
    const answer = await world.proctor.processFrame(paula, frame('crash', '1'));
    expect(answer.status).toBe('PROCESSED');
    expect(await published('crash')).toEqual(['1']);
  });

  test('they are appended though those of another session can not be', async () => {
    const refusing = (whom: readonly string[], error: Error) => ({
      ...world.log,
      append: async (...[examId, events]: Parameters<typeof world.log.append>) => {
        if (events.some(({ candidateId }) => whom.includes(candidateId ?? ''))) throw error;
        return await world.log.append(examId, events);
      },
    });
    const crashing = world.with({
      log: refusing(['a-poison', 'b-other'], new StoreUnavailable('the plug was pulled')),
    });
    for (const candidateId of ['a-poison', 'b-other']) {
      await expect(crashing.processFrame(paula, frame(candidateId, '1'))).rejects.toMatchObject({ code: 'OVERLOADED' });
    }
    const problems: unknown[] = [];
    const log = refusing(['a-poison'], new RangeError('no such event'));
    await world.with({ log, onProblem: (error) => void problems.push(error) }).recover();
    expect(problems).toMatchObject([{ message: 'no such event' }]);
    expect(await published('b-other')).toEqual(['1']);
    expect(await published('a-poison')).toEqual([]);
    await world.proctor.recover();
    expect(await published('a-poison')).toEqual(['1']);
  });

  test('they are appended before the next frame of the session, too', async () => {
    const log = {
      ...world.log,
      append: async () => {
        throw new StoreUnavailable('the plug was pulled');
      },
    };
    await expect(world.with({ log }).processFrame(paula, frame('crash2', '1'))).rejects.toMatchObject({
      code: 'OVERLOADED',
    });
    await world.proctor.processFrame(paula, frame('crash2', '2'));
    expect(await published('crash2')).toEqual(['1', '2']);
  });

  test('the frame itself, sent again, is answered with its first result and counted once', async () => {
    const log = {
      ...world.log,
      append: async () => {
        throw new StoreUnavailable('the plug was pulled');
      },
    };
    await expect(world.with({ log }).processFrame(paula, frame('crash3', '1'))).rejects.toMatchObject({
      code: 'OVERLOADED',
    });
    const looks = world.engine.looks;
    expect(await world.proctor.processFrame(paula, frame('crash3', '1'))).toMatchObject({ status: 'PROCESSED' });
    expect(world.engine.looks).toBe(looks);
    expect(await published('crash3')).toEqual(['1']);
    expect((await world.store.sessions.get('demo', 'crash3'))?.framesProcessed).toBe(1);
  });
});
