/** The cascade over a server that speaks Rekognition's protocol, where each of the two engines sees what it is told to see. */
import '../../support/rekognition/realm.js';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CallBudget, fullBudget, spend } from '../../../src/domain/callBudget.js';
import type { Observation } from '../../../src/domain/observation.js';
import { createCascadeEngine } from '../../../src/vision/cascade/engine.js';
import type { EnrolledFace, ObserveRequest, VisionEngine } from '../../../src/vision/engine.js';
import { policy } from '../../support/exam.js';
import { createRekognitionWorld, type RekognitionWorld } from '../../support/rekognition/world.js';
import { createScriptedEngine, type ScriptedEngine } from '../../support/scriptedEngine.js';
import { candidateThere, nobody, stranger, withPhone, withPoster } from './observations.js';

let world: RekognitionWorld;
let embedded: ScriptedEngine;
let cascade: VisionEngine;
let problems: string[];
let now: number;
let face: EnrolledFace;

/** What the embedded engine sees, and what Rekognition does. */
let ours: Observation;
let theirs: Observation;

beforeEach(async () => {
  world = await createRekognitionWorld();
  embedded = createScriptedEngine();
  problems = [];
  now = 0;
  cascade = open(120);
  const answer = await cascade.enrol({ picture: world.picture, externalImageId: 'own', own: [], namingThreshold: 88 });
  if (answer.status === 'rejected' || !answer.template) throw new Error('It could not be enrolled');
  face = { externalImageId: 'own', template: answer.template };
  [ours, theirs] = [candidateThere, candidateThere];
  embedded.observeWith = async () => ours;
  world.eyes.observeWith = async (request) => asRekognitionSeesIt(theirs, request);
});

afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

function open(callsPerHour: number): VisionEngine {
  const onProblem = (problem: string) => problems.push(problem);
  return createCascadeEngine({ embedded, rekognition: world.engine, callsPerHour, onProblem, now: () => now });
}

/** Vectors have ids of their own there. */
function asRekognitionSeesIt({ matches, ...others }: Observation, { expected }: ObserveRequest): Observation {
  if (!matches.ok) return { ...others, matches };
  const similarity = matches.value.find(({ externalImageId }) => externalImageId === 'own')?.similarity ?? 0;
  const value = expected.map(({ externalImageId }) => ({ externalImageId, similarity }));
  return { ...others, matches: { ok: true, value } };
}

async function see(request: Partial<ObserveRequest> = {}, engine = cascade): Promise<Observation> {
  const { picture } = world;
  const judged = { similarityThreshold: 85, namingThreshold: 88, policy, session: 'anas' };
  const observation = await engine.observe({ picture, expected: [face], ...judged, ...request });
  now += 2_000;
  return observation;
}

/** What Rekognition was asked of pictures that candidates sent, in order; listing faces is free, and so is asking for the collection. */
function calls(): readonly string[] {
  const asked = world.server.requests.map(({ operation }) => operation);
  return asked
    .slice(asked.indexOf('IndexFaces') + 1)
    .filter((operation) => !['ListFaces', 'DescribeCollection'].includes(operation));
}

const phones = ({ labels }: Observation) =>
  labels.ok && labels.value.filter(({ name }) => name === 'Cell Phone').length;
const isCandidate = ({ matches }: Observation) =>
  matches.ok && matches.value.some(({ similarity }) => similarity >= 85);

test('a quiet quarter of an hour costs three searches', async () => {
  const words = [];
  for (let frame = 0; frame < 450; frame++) words.push((await see()).engine);
  expect(calls()).toEqual(['SearchFacesByImage', 'SearchFacesByImage', 'SearchFacesByImage']);
  expect(words.filter((word) => word === 'cascade')).toHaveLength(3);
  expect(words.filter((word) => word === 'embedded')).toHaveLength(447);
});

describe('a phone that the embedded engine sees', () => {
  beforeEach(async () => {
    await see();
    ours = withPhone(90);
  });

  test('is there where Rekognition sees it too, and is not asked about with each frame', async () => {
    theirs = withPhone(97);
    const seen = [await see(), await see(), await see()];
    expect(seen.map(phones)).toEqual([1, 1, 1]);
    expect(calls()).toEqual(['SearchFacesByImage', 'DetectLabels']);
  });

  test('is not there where Rekognition sees none, until it is asked again and sees one', async () => {
    for (let frame = 0; frame < 5; frame++) expect(phones(await see())).toBe(0);
    theirs = withPhone(97);
    expect(phones(await see())).toBe(1);
    expect(calls().filter((operation) => operation === 'DetectLabels')).toHaveLength(2);
  });

  test('is there where Rekognition fails', async () => {
    world.server.fail('DetectLabels', { error: 'InternalServerError', status: 500 });
    const seen = [await see(), await see()];
    expect(seen.map(phones)).toEqual([1, 1]);
    expect(seen.map(({ engine }) => engine)).toEqual(['embedded', 'embedded']);
  });

  test('is not there as long as Rekognition, which denied it, fails', async () => {
    await see();
    world.server.fail('all', { error: 'InternalServerError', status: 500 });
    for (let frame = 0; frame < 30; frame++) expect(phones(await see())).toBe(0);
  });

  test('leaves persons as they were', async () => {
    theirs = { ...candidateThere, labels: { ok: true, value: [] } };
    const { labels } = await see();
    expect(labels.ok && labels.value.map(({ name }) => name)).toEqual(['Person']);
  });
});

describe('what may be a phone', () => {
  test('is one where Rekognition says so twice', async () => {
    await see();
    ours = withPhone(80);
    theirs = withPhone(97);
    const seen = [await see(), await see(), await see(), await see()];
    expect(seen.map(({ labels }) => labels.ok && labels.value.some((label) => label.confidence === 97))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(calls().filter((operation) => operation === 'DetectLabels')).toHaveLength(2);
  });
});

describe('somebody else', () => {
  test('is confirmed once, and seen as long as they stay', async () => {
    await see();
    [ours, theirs] = [stranger, stranger];
    for (let frame = 0; frame < 10; frame++) expect(isCandidate(await see())).toBe(false);
    expect(calls()).toEqual(['SearchFacesByImage', 'SearchFacesByImage']);
  });

  test('is the candidate where Rekognition recognises them', async () => {
    ours = stranger;
    expect(isCandidate(await see())).toBe(true);
    expect(isCandidate(await see())).toBe(true);
    expect(calls()).toEqual(['SearchFacesByImage']);
  });

  test('whom the embedded engine takes for the candidate is found out with two looks', async () => {
    theirs = stranger;
    const seen = [await see(), await see(), await see(), await see()];
    expect(seen.map(isCandidate)).toEqual([false, false, false, false]);
    expect(calls()).toEqual(['SearchFacesByImage', 'SearchFacesByImage']);
  });

  test('is not made of the candidate by one wrong answer', async () => {
    theirs = stranger;
    await see();
    theirs = candidateThere;
    expect(isCandidate(await see())).toBe(true);
    expect(isCandidate(await see())).toBe(true);
  });
});

test('a face on a poster is company to nobody whom Rekognition sees alone, and the candidate is recognised', async () => {
  ours = withPoster;
  const seen = [await see(), await see()];
  expect(seen.map(({ faces }) => faces.ok && faces.value.length)).toEqual([1, 1]);
  expect(calls().toSorted()).toEqual(['DetectFaces', 'DetectLabels', 'SearchFacesByImage']);
});

test('nobody is gone because Rekognition finds nobody to count, or no face to compare', async () => {
  theirs = nobody;
  const alone = [await see(), await see(), await see()];
  expect(alone.map(isCandidate)).toEqual([true, true, true]);
  ours = withPoster;
  const seen = [await see(), await see()];
  expect(seen.map(({ faces }) => faces.ok && faces.value.length)).toEqual([1, 1]);
});

describe('what it may cost', () => {
  test('is kept to, and the embedded engine’s word stands beyond it', async () => {
    const engine = open(6);
    [ours, theirs] = [stranger, stranger];
    for (let frame = 0; frame < 900; frame++) {
      ours = frame % 20 < 10 ? stranger : withPhone(90);
      expect(isCandidate(await see({}, engine)) && phones(ours) === 0).toBe(false);
    }
    expect(calls().length).toBeGreaterThan(2);
    expect(calls().length).toBeLessThanOrEqual(6);
  });

  test('is nothing where nothing is allowed', async () => {
    const engine = open(0);
    ours = stranger;
    expect(isCandidate(await see({}, engine))).toBe(false);
    expect(calls()).toEqual([]);
  });

  test('is each session’s own, and begins anew with a new session', async () => {
    const engine = open(1);
    await see({ session: 'anas' }, engine);
    await see({ session: 'anas', asked: new Set(['PERSON_RECOGNITION']) }, engine);
    await see({ session: 'bens' }, engine);
    expect(calls()).toHaveLength(2);
    engine.forgetSession?.('anas');
    await see({ session: 'anas' }, engine);
    expect(calls()).toHaveLength(3);
  });

  test('is what the session may cost on all nodes together', async () => {
    const nodes = [open(6), open(6), open(6)];
    let budget: CallBudget | undefined;
    for (let frame = 0; frame < 900; frame++) {
      ours = frame % 20 < 10 ? stranger : withPhone(90);
      const seen = await see(budget ? { budget } : {}, nodes[frame % 3]);
      // As the session is written with each frame.
      if (seen.spent) budget = spend(budget ?? fullBudget(6, now), seen.spent, now);
    }
    expect(calls().length).toBeGreaterThan(2);
    expect(calls().length).toBeLessThanOrEqual(6);
  });

  test('is kept to where frames can’t be recorded', async () => {
    const engine = open(6);
    const budget = fullBudget(6, 0);
    for (let frame = 0; frame < 900; frame++) {
      ours = frame % 20 < 10 ? stranger : withPhone(90);
      await see({ budget }, engine);
    }
    expect(calls().length).toBeLessThanOrEqual(6);
  });

  test('is told to whoever asks, call by call', async () => {
    const told: string[] = [];
    ours = withPhone(90);
    await see({ onPaidCall: (operation) => told.push(operation) });
    expect(told.toSorted()).toEqual(['DetectLabels', 'SearchFacesByImage']);
  });
});

test('of a session that is over while Rekognition is asked, nothing is remembered', async () => {
  const engine = open(1);
  world.eyes.observeWith = async (request) => {
    engine.forgetSession?.('anas');
    return asRekognitionSeesIt(theirs, request);
  };
  await see({}, engine);
  await see({}, engine);
  expect(calls()).toHaveLength(2);
});

test('a clock that is put back by an hour keeps nobody from being looked at', async () => {
  now = 3_600_000;
  await see();
  ours = withPhone(90);
  expect(phones(await see())).toBe(0);
  now = 0;
  theirs = withPhone(97);
  expect(phones(await see())).toBe(1);
});

describe('nobody pays', () => {
  test('for a check that is not asked', async () => {
    ours = { ...withPhone(90), matches: stranger.matches };
    await see({ asked: new Set(['FACE_DETECTION']) });
    expect(calls()).toEqual([]);
  });

  test('for a frame of no session', async () => {
    ours = withPhone(90);
    const { picture } = world;
    await cascade.observe({ picture, expected: [face], similarityThreshold: 85, namingThreshold: 88 });
    expect(calls()).toEqual([]);
  });

  test('for a search in a collection that the candidate is not in', async () => {
    const { model, vector } = face.template ?? { model: '', vector: new Uint8Array() };
    await see({ expected: [{ externalImageId: 'own', template: { model, vector } }] });
    expect(calls()).toEqual([]);
  });

  test('for each frame where a vector is missing in the collection', async () => {
    world.server.collections.get('hall')?.clear();
    theirs = stranger;
    const paid: string[] = [];
    const onPaidCall = (operation: string) => paid.push(operation);
    let spent = 0;
    for (let frame = 0; frame < 14; frame++) {
      const seen = await see({ onPaidCall });
      expect(isCandidate(seen)).toBe(true);
      spent += seen.spent?.calls ?? 0;
    }
    // Listing, by which it is found out that it is missing, is free.
    expect(world.server.countOf('ListFaces')).toBeGreaterThan(0);
    expect(paid).toEqual(['SearchFacesByImage']);
    expect(spent).toBe(1);
  });
});

describe('a face', () => {
  test('is known to both, and forgotten by both', async () => {
    expect(await cascade.knows(face)).toBe(true);
    expect(face.template?.also?.model).toMatch(/^rekognition\//);
    await cascade.forget(face.externalImageId, face.template);
    expect(embedded.known.size).toBe(0);
    expect(world.server.collections.get('hall')?.size).toBe(0);
  });

  test('that the AWS sample enrolled is recognised by Rekognition, once a minute', async () => {
    ours = { ...candidateThere, matches: { ok: false, reason: 'enrolled with another engine' } };
    for (let frame = 0; frame < 45; frame++)
      expect(isCandidate(await see({ expected: [{ externalImageId: 'own' }] }))).toBe(true);
    expect(calls()).toEqual(['SearchFacesByImage', 'SearchFacesByImage']);
  });

  test('that is rejected by the embedded engine costs nothing', async () => {
    const before = world.server.requests.length;
    embedded.enrolWith = async () => ({ status: 'rejected', reasons: ['BLURRED'] });
    const request = { picture: world.picture, externalImageId: 'other', own: [], namingThreshold: 88 };
    expect(await cascade.enrol(request)).toEqual({ status: 'rejected', reasons: ['BLURRED'] });
    expect(world.server.requests).toHaveLength(before);
  });

  test('that was enrolled before stays so when Rekognition rejects the photo that is sent again', async () => {
    world.eyes.observeWith = async () => ({ ...candidateThere, faces: { ok: true, value: [] } });
    const own = [{ externalImageId: 'own' }];
    const request = { picture: world.picture, externalImageId: 'own', own, namingThreshold: 88 };
    expect(await cascade.enrol(request)).toMatchObject({ status: 'rejected' });
    expect([...embedded.known]).toEqual(['own']);
  });

  test('that Rekognition rejects is known to nobody', async () => {
    world.eyes.observeWith = async () => ({ ...candidateThere, faces: { ok: true, value: [] } });
    const request = { picture: world.picture, externalImageId: 'other', own: [], namingThreshold: 88 };
    expect(await cascade.enrol(request)).toMatchObject({ status: 'rejected' });
    expect([...embedded.known]).toEqual(['own']);
  });

  test('is enrolled without Rekognition where that fails, which is told, and with it when the photo is sent again', async () => {
    world.server.fail('all', { error: 'InternalServerError', status: 500 });
    const request = { picture: world.picture, externalImageId: 'other', own: [], namingThreshold: 101 };
    const alone = await cascade.enrol(request);
    expect(alone).toMatchObject({ status: 'accepted', template: { model: 'scripted/1' } });
    expect(problems).toEqual([expect.stringContaining('embedded engine alone')]);
    world.server.recover();
    const other = {
      externalImageId: 'other',
      ...(alone.status === 'accepted' && alone.template && { template: alone.template }),
    };
    expect(await cascade.knows(other)).toBe(false);
  });

  test('whose photo is sent again while Rekognition fails can still be forgotten there', async () => {
    world.server.fail('all', { error: 'InternalServerError', status: 500 });
    const request = { picture: world.picture, externalImageId: 'own', own: [face], namingThreshold: 88 };
    const again = await cascade.enrol(request);
    world.server.recover();
    await cascade.forget('own', again.status === 'accepted' ? again.template : undefined);
    expect(world.server.collections.get('hall')?.size).toBe(0);
  });
});
