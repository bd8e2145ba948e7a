/**
 * From pictures to incidents: what a proctor is told when people come and go before a real engine.
 *
 * @jest-environment ./test/support/nativeEnvironment.js
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultExamPolicy } from '../../../src/domain/examPolicy/defaultExamPolicy.js';
import { askedChecks } from '../../../src/domain/examPolicy/examPolicy.js';
import type { Face } from '../../../src/domain/face.js';
import type { FrameIncidentKind } from '../../../src/domain/incidents/kinds.js';
import type { Change } from '../../../src/domain/incidents/track.js';
import { newWatch, type Watch } from '../../../src/domain/incidents/watch.js';
import { watchFrame } from '../../../src/domain/incidents/watchFrame.js';
import { identify } from '../../../src/proctor/identify.js';
import type { Store } from '../../../src/store/store.js';
import { createEmbeddedEngine } from '../../../src/vision/embedded/engine.js';
import type { FaceTemplate, VisionEngine } from '../../../src/vision/engine.js';
import { readPicture } from '../../../src/vision/picture.js';
import { covered, live, type Scene, stillOf, times } from '../../support/liveScenes.js';
import { emptyRoom, otherPicture, type Person, portrait, together, withPhone } from '../../support/pictures.js';

const policy = defaultExamPolicy({
  minConfidence: 85,
  objectsOfInterest: ['Mobile Phone', 'Cell Phone'],
  isConsentRequired: true,
});

type Enrolled = Face & { readonly template: FaceTemplate };

let engine: VisionEngine;
let candidate: Enrolled;
let somebodyElse: Enrolled;

beforeAll(async () => {
  engine = createEmbeddedEngine({
    threads: 1,
    async *enrolledFaces() {
      // Everybody is enrolled below.
    },
  });
  await engine.ready();
  candidate = await enrol('curls');
  somebodyElse = await enrol('brunette');
});

afterAll(async () => engine[Symbol.asyncDispose]());

async function enrol(person: Person): Promise<Enrolled> {
  const picture = await readPicture(await portrait(person));
  const answer = await engine.enrol({ picture, externalImageId: person, own: [], namingThreshold: 88 });
  if (answer.status === 'rejected' || !answer.template) throw new Error(`${person} could not be enrolled`);
  const { template } = answer;
  return {
    enrolledAt: new Date(0).toISOString(),
    externalImageId: person,
    candidateId: person,
    fullName: `The one called ${person}`,
    collectionId: 'all',
    template,
  };
}

const candidateThere = live(() => portrait('curls'));

interface Told {
  /** Counted from 0. */
  readonly frame: number;
  readonly type: Change['type'];
  readonly kind: string;
  readonly people: readonly string[];
}

/** Lets a candidate's session see the scenes, two seconds apart. */
async function play(scenes: readonly Scene[], expected: Enrolled = candidate): Promise<Told[]> {
  const told: Told[] = [];
  let watch: Watch = newWatch('session');
  for (const [frame, scene] of scenes.entries()) {
    const asked = askedChecks(policy, frame);
    const picture = await readPicture(await scene());
    const observation = await engine.observe({
      picture,
      expected: [expected],
      similarityThreshold: policy.similarityThreshold,
      namingThreshold: policy.namingThreshold,
      asked,
    });
    const identity = await identify(observation.matches, {
      own: [expected],
      candidateId: expected.candidateId,
      store: faceStore(),
      policy,
    });
    const at = new Date(Date.UTC(2026, 0, 1) + frame * policy.frameIntervalMs).toISOString();
    const moment = { frameId: String(frame), capturedAt: at, at };
    const advance = watchFrame(watch, { ...moment, observation, identity, asked }, policy);
    watch = advance.watch;
    for (const { type, incident } of advance.changes) {
      const { finding } = incident;
      const people = finding.kind === 'SOMEBODY_ELSE' ? finding.people.map(({ fullName }) => fullName) : [];
      told.push({ frame, type, kind: finding.kind, people });
    }
  }
  return told;
}

/** Of the store, identification needs to know enrolled faces by their ids, and nothing else. */
function faceStore(): Store {
  const faces = { get: async (id: string) => [candidate, somebodyElse].find((face) => face.externalImageId === id) };
  return { faces } as unknown as Store;
}

/** One incident, of this kind alone, opened within three frames of its cause and closed within four of its end. */
function expectOnly(
  told: readonly Told[],
  kind: FrameIncidentKind,
  { from, until }: { from: number; until: number },
): void {
  const lines = told.filter(({ type }) => type !== 'UPDATED');
  expect(lines.map((line) => `${line.kind} ${line.type}`)).toEqual([`${kind} OPENED`, `${kind} CLOSED`]);
  const [opened, closed] = lines;
  expect(opened?.frame).toBeGreaterThanOrEqual(from);
  expect(opened?.frame).toBeLessThan(from + 3);
  expect(closed?.frame).toBeGreaterThanOrEqual(until);
  expect(closed?.frame).toBeLessThan(until + 4);
}

/** Something happens for four frames to a candidate who otherwise sits still. */
async function playDuring(scene: Scene): Promise<Told[]> {
  return play([...times(3, candidateThere), ...times(4, scene), ...times(5, candidateThere)]);
}
const during = { from: 3, until: 7 };

test('nothing is told of people who sit still and look into the camera', async () => {
  expect(await play(times(8, candidateThere))).toEqual([]);
  expect(
    await play(
      times(
        5,
        live(() => otherPicture('brunette')),
      ),
      somebodyElse,
    ),
  ).toEqual([]);
});

test('the candidate leaves, and comes back', async () => {
  expectOnly(await playDuring(live(emptyRoom)), 'NOBODY_THERE', during);
});

test('somebody sits down beside the candidate for a while', async () => {
  expectOnly(await playDuring(live(() => together('curls', 'green'))), 'SEVERAL_PEOPLE', during);
});

test('a phone appears', async () => {
  expectOnly(await playDuring(live(() => withPhone('curls'))), 'FORBIDDEN_OBJECT', during);
});

test('a stranger takes the candidate’s place', async () => {
  const told = await playDuring(live(() => portrait('ponytail')));
  expectOnly(told, 'SOMEBODY_ELSE', during);
  expect(told[0]?.people).toEqual([]);
});

test('somebody else who is enrolled takes the candidate’s place, and is named', async () => {
  const told = await playDuring(live(() => portrait('brunette')));
  expectOnly(told, 'SOMEBODY_ELSE', during);
  expect(told[0]?.people).toEqual([somebodyElse.fullName]);
});

test('a hand covers the camera', async () => {
  expectOnly(await playDuring(covered), 'CAMERA_COVERED', during);
});

test('the picture stands still', async () => {
  const still = await stillOf(candidateThere);
  const frozenFor = 9;
  const told = await play([...times(3, candidateThere), ...times(frozenFor, still), ...times(5, candidateThere)]);
  // What is seen for the first time is fresh; it is known to stand still once it did so for the policy's time.
  const frames = policy.limits.frozenAfterMs / policy.frameIntervalMs;
  expectOnly(told, 'FROZEN_PICTURE', { from: 3 + frames, until: 3 + frozenFor });
});

test('a few pictures come again and again', async () => {
  const loop = await Promise.all(times(3, candidateThere).map(stillOf));
  const frames = policy.limits.frozenAfterMs / policy.frameIntervalMs;
  const told = await play([...loop, ...loop, ...loop, ...loop, ...times(4, candidateThere)]);
  expectOnly(told, 'FROZEN_PICTURE', { from: loop.length - 1 + frames, until: 4 * loop.length });
});
