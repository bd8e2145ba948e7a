/** Checks that the policy asks for in some frames only, or in none. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHECK_NAMES, type CheckName } from '../../src/domain/checks.js';
import type { CheckRule } from '../../src/domain/examPolicy/examPolicy.js';
import type { ProcessedFrame } from '../../src/proctor/processFrame.js';
import { alongside, createCamera, people } from '../support/camera.js';
import { examOf, policy } from '../support/exam.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { createScriptedEngine, somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;
beforeAll(async () => {
  world = await createProctorWorld();
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** A camera in an exam of its own, whose checks follow these rules, and the requests that the engine got. */
async function cameraUnder(examId: string, rules: Partial<Record<CheckName, CheckRule>>) {
  const exam = examOf(examId);
  await world.store.exams.create({ ...exam, policy: { ...policy, checks: { ...policy.checks, ...rules } } });
  const engine = createScriptedEngine();
  const asked: string[][] = [];
  let facesRead = 0;
  const observing = {
    ...engine,
    async observe(request: Parameters<typeof engine.observe>[0]) {
      asked.push([...(request.asked ?? CHECK_NAMES)].sort());
      return await engine.observe(request);
    },
  };
  const faces = {
    ...world.store.faces,
    ofCandidate: (candidateId: string) => {
      facesRead += 1;
      return world.store.faces.ofCandidate(candidateId);
    },
  };
  const proctor = world.with({ engine: observing, store: { ...world.store, faces } });
  const camera = createCamera({ proctor, engine }, { examId, candidateId: 'carla' });
  return { camera, asked, facesRead: () => facesRead };
}

const everyThird: CheckRule = { isOn: true, everyNthFrame: 3 };
const off: CheckRule = { isOn: false, everyNthFrame: 1 };

function answers(frames: readonly ProcessedFrame[], name: CheckName): readonly string[] {
  return frames.map((frame) => {
    const check = frame.status === 'PROCESSED' && frame.event.checks.find((one) => one.name === name);
    return check ? (check.unknownReason ?? check.status) : frame.status;
  });
}

async function incidentsIn(examId: string): Promise<readonly string[]> {
  const events = await world.log.read(examId, { limit: 1_000 });
  return events.flatMap((event) => ('incident' in event ? [`${event.type} ${event.incident.kind}`] : []));
}

describe('a check that is asked in every third frame', () => {
  test('is asked of the engine then alone, counted over the frames of the session, and unknown in the others', async () => {
    const { camera, asked } = await cameraUnder('third', { UNSAFE_CONTENT: everyThird });
    const frames = await camera.show(...Array(7).fill(somebody));
    const without = [...CHECK_NAMES].sort().filter((name) => name !== 'UNSAFE_CONTENT');
    const all = [...CHECK_NAMES].sort();
    expect(asked).toEqual([all, without, without, all, without, without, all]);
    const [yes, no] = ['PASS', 'NOT_ASKED'];
    expect(answers(frames, 'UNSAFE_CONTENT')).toEqual([yes, no, no, yes, no, no, yes]);
    expect(answers(frames, 'FACE_DETECTION')).toEqual(Array(7).fill('PASS'));
  });

  test('opens an incident by the frames in which it was asked, and the others close nothing', async () => {
    const { camera } = await cameraUnder('phone', { OBJECTS_OF_INTEREST: everyThird });
    const withPhone = alongside(somebody, 'Cell Phone');
    await camera.show(withPhone, withPhone, withPhone);
    expect(await incidentsIn('phone')).toEqual([]);
    await camera.show(withPhone);
    const opened = ['IncidentOpened FORBIDDEN_OBJECT'];
    expect(await incidentsIn('phone')).toEqual(opened);
    await camera.show(...Array(8).fill(somebody));
    expect(await incidentsIn('phone')).toEqual(opened);
    await camera.show(somebody);
    expect(await incidentsIn('phone')).toEqual([...opened, 'IncidentClosed FORBIDDEN_OBJECT']);
  });

  test('is counted by the frames that were looked at, also while one waits for another', async () => {
    const { camera, asked } = await cameraUnder('waiting', { UNSAFE_CONTENT: { isOn: true, everyNthFrame: 2 } });
    await Promise.all([camera.showAs(1, somebody), camera.showAs(2, somebody)]);
    expect(asked.map((names) => names.includes('UNSAFE_CONTENT'))).toEqual([true, false]);
  });
});

describe('a check that is off', () => {
  test('is never asked, and whatever the engine saw opens nothing', async () => {
    const { camera } = await cameraUnder('alone', { PERSON_DETECTION: off });
    const frames = await camera.show(people(3), people(3), people(3));
    expect(answers(frames, 'PERSON_DETECTION')).toEqual(Array(3).fill('NOT_ASKED'));
    expect(await incidentsIn('alone')).toEqual([]);
  });

  test('of identity looks for nobody, in the store as little as in the picture', async () => {
    const { camera, facesRead } = await cameraUnder('nameless', { PERSON_RECOGNITION: off });
    const image = (await portrait('curls')).toString('base64');
    const other = await world.proctor.indexFace(paula, { image, candidateId: 'otto', fullName: 'Otto' });
    if (other.status !== 'indexed') throw new Error('not enrolled');
    const { externalImageId } = other.face;
    const otto = { ...somebody, matches: { ok: true, value: [{ externalImageId, similarity: 99 }] } } as const;
    const frames = await camera.show(otto, otto, otto);
    expect(answers(frames, 'PERSON_RECOGNITION')).toEqual(Array(3).fill('NOT_ASKED'));
    expect(JSON.stringify(frames)).not.toContain('Otto');
    expect(await incidentsIn('nameless')).toEqual([]);
    expect(facesRead()).toBe(0);
  });

  test('does not keep the others from being made when all but one are off', async () => {
    const { camera, asked } = await cameraUnder('single', {
      OBJECTS_OF_INTEREST: off,
      PERSON_DETECTION: off,
      PERSON_RECOGNITION: off,
      UNSAFE_CONTENT: off,
    });
    const frames = await camera.show(somebody);
    expect(asked).toEqual([['FACE_DETECTION']]);
    expect(answers(frames, 'FACE_DETECTION')).toEqual(['PASS']);
  });
});
