import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProcessedFrame } from '../../src/proctor/processFrame.js';
import type { ProctorService } from '../../src/proctor/service.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { createScriptedEngine, somebody } from '../support/scriptedEngine.js';

const admin = { ...paula, roles: ['ADMIN'] } as const;

let world: ProctorWorld;
let image: string;
let time = Date.parse('2026-05-04T09:00:00.000Z');
let frames = 0;

/** Recognises everybody who is enrolled. */
const engine = createScriptedEngine();
engine.observeWith = async ({ expected }) => {
  const matches = expected.map(({ externalImageId }) => ({ externalImageId, similarity: 99 }));
  return { ...somebody, matches: { ok: true, value: matches } };
};

/** Each with what it remembers. */
let here: ProctorService;
let elsewhere: ProctorService;

beforeAll(async () => {
  world = await createProctorWorld({ now: () => time });
  image = (await portrait('curls')).toString('base64');
  here = world.with({ engine });
  elsewhere = world.with({ engine });
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

async function enrol(candidateId: string): Promise<string> {
  const photo = Buffer.concat([Buffer.from(image, 'base64'), Buffer.from(candidateId)]).toString('base64');
  const result = await here.indexFace(paula, { image: photo, candidateId, fullName: candidateId });
  if (result.status !== 'indexed') throw new Error('not enrolled');
  return result.face.externalImageId;
}

/** A second after the last one. */
function sendFrame(proctor: ProctorService, candidateId: string): Promise<ProcessedFrame> {
  time += 1_000;
  frames += 1;
  const capturedAt = new Date(time).toISOString();
  return proctor.processFrame(paula, { examId: 'demo', candidateId, frameId: `${frames}`, capturedAt, image });
}

function statusOf(answer: ProcessedFrame, name: string): string | undefined {
  return answer.status === 'PROCESSED' ? answer.event.checks.find((check) => check.name === name)?.status : undefined;
}

describe("a candidate's faces", () => {
  test('count from the next frame on where they are enrolled, and no more where they are deleted', async () => {
    expect(statusOf(await sendFrame(here, 'mira'), 'PERSON_RECOGNITION')).toBe('UNKNOWN');
    const faceId = await enrol('mira');
    expect(statusOf(await sendFrame(here, 'mira'), 'PERSON_RECOGNITION')).toBe('PASS');
    await here.deleteFace(paula, faceId);
    expect(statusOf(await sendFrame(here, 'mira'), 'PERSON_RECOGNITION')).toBe('UNKNOWN');
  });

  test('count no more a minute after another node deleted them', async () => {
    const faceId = await enrol('noor');
    expect(statusOf(await sendFrame(elsewhere, 'noor'), 'PERSON_RECOGNITION')).toBe('PASS');
    await here.deleteFace(paula, faceId);
    time += 59_000;
    expect(statusOf(await sendFrame(elsewhere, 'noor'), 'PERSON_RECOGNITION')).toBe('UNKNOWN');
  });

  test('count ten seconds after another node enrolled them, where the candidate was not recognised meanwhile', async () => {
    for (let second = 0; second < 10; second++) {
      expect(statusOf(await sendFrame(elsewhere, 'olga'), 'PERSON_RECOGNITION')).toBe('UNKNOWN');
      if (second === 0) await enrol('olga');
    }
    // That frame found out that what is remembered is too old; the next one asks.
    expect(statusOf(await sendFrame(elsewhere, 'olga'), 'PERSON_RECOGNITION')).toBe('UNKNOWN');
    expect(statusOf(await sendFrame(elsewhere, 'olga'), 'PERSON_RECOGNITION')).toBe('PASS');
  });

  test('cost a frame nothing while they are remembered', async () => {
    let reads = 0;
    const faces = {
      ...world.store.faces,
      ofCandidate: (candidateId: string) => {
        reads += 1;
        return world.store.faces.ofCandidate(candidateId);
      },
    };
    const proctor = world.with({ engine, store: { ...world.store, faces } });
    await enrol('otto');
    for (let second = 0; second < 60; second++) await sendFrame(proctor, 'otto');
    expect(reads).toBe(1);
  });
});

describe('a policy', () => {
  test('counts from the next frame on where it is changed, and a second later at other nodes', async () => {
    for (const proctor of [here, elsewhere]) {
      expect(await sendFrame(proctor, 'pia')).toMatchObject({ nextFrameInMs: 2_000 });
    }
    await here.updatePolicy(admin, 'demo', { frameIntervalMs: 5_000 });
    const next = { examId: 'demo', candidateId: 'pia', frameId: 'at once', capturedAt: new Date(time).toISOString() };
    expect(await here.processFrame(paula, { ...next, image })).toMatchObject({ nextFrameInMs: 5_000 });
    expect(await sendFrame(elsewhere, 'pia')).toMatchObject({ nextFrameInMs: 5_000 });
  });
});

describe('a session', () => {
  test('that was paused at another node is paused for the very next frame', async () => {
    await sendFrame(here, 'quin');
    await elsewhere.pauseSession(paula, { examId: 'demo', candidateId: 'quin' });
    expect((await sendFrame(here, 'quin')).status).toBe('PAUSED');
  });

  test('that ended at another node takes no further frame, though the last one came here', async () => {
    await sendFrame(here, 'tess');
    await elsewhere.endSession(paula, { examId: 'demo', candidateId: 'tess' });
    await expect(sendFrame(here, 'tess')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect((await world.store.sessions.get('demo', 'tess'))?.framesProcessed).toBe(1);
  });

  test('goes on for the very next frame when it was resumed at another node', async () => {
    await sendFrame(here, 'ugo');
    await here.pauseSession(paula, { examId: 'demo', candidateId: 'ugo' });
    await elsewhere.resumeSession(paula, { examId: 'demo', candidateId: 'ugo' });
    expect((await sendFrame(here, 'ugo')).status).toBe('PROCESSED');
  });

  test('counts each frame once that nodes take in turns, however often each is sent again', async () => {
    const answers: ProcessedFrame[] = [];
    for (const [first, again] of [
      [here, elsewhere],
      [elsewhere, here],
      [here, here],
    ] as const) {
      time += 1_000;
      frames += 1;
      const capturedAt = new Date(time).toISOString();
      const frame = { examId: 'demo', candidateId: 'vito', frameId: `${frames}`, capturedAt, image };
      const answer = await first.processFrame(paula, frame);
      expect(await again.processFrame(paula, frame)).toEqual(answer);
      answers.push(answer);
    }
    expect((await world.store.sessions.get('demo', 'vito'))?.framesProcessed).toBe(3);
    const ids = answers.map((answer) => (answer.status === 'PROCESSED' ? answer.event.id : undefined));
    expect(new Set(ids).size).toBe(3);
  });

  test('is read again once a frame may have gone elsewhere', async () => {
    let reads = 0;
    const sessions = {
      ...world.store.sessions,
      get: (examId: string, candidateId: string) => {
        reads += 1;
        return world.store.sessions.get(examId, candidateId);
      },
    };
    const proctor = world.with({ store: { ...world.store, sessions } });
    await sendFrame(proctor, 'wren');
    reads = 0;
    time += 8_000;
    await sendFrame(proctor, 'wren');
    expect(reads).toBe(1);
  });

  test('that is paused while a frame is looked at takes no more of it', async () => {
    await sendFrame(here, 'rosa');
    const engine = createScriptedEngine();
    engine.observeWith = async () => {
      await elsewhere.pauseSession(paula, { examId: 'demo', candidateId: 'rosa' });
      return somebody;
    };
    expect((await sendFrame(world.with({ engine }), 'rosa')).status).toBe('PAUSED');
    expect((await world.store.sessions.get('demo', 'rosa'))?.framesProcessed).toBe(1);
  });

  test('is not read for a frame that follows another one at the same node, and what was appended is not appended again', async () => {
    const asked: string[] = [];
    const sessions = {
      ...world.store.sessions,
      get: (examId: string, candidateId: string) => {
        asked.push('session');
        return world.store.sessions.get(examId, candidateId);
      },
    };
    const log = {
      ...world.log,
      append: (...[examId, events]: Parameters<typeof world.log.append>) => {
        asked.push(`append ${events.length}`);
        return world.log.append(examId, events);
      },
    };
    const proctor = world.with({ store: { ...world.store, sessions }, log });
    await sendFrame(proctor, 'sven');
    asked.length = 0;
    await sendFrame(proctor, 'sven');
    expect(asked).toEqual(['append 1']);
  });
});
