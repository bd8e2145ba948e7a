import { describe, expect, test } from '@jest/globals';
import type { ExamPolicy } from '../../../src/domain/examPolicy/examPolicy.js';
import { FRAME_INCIDENT_KINDS } from '../../../src/domain/incidents/kinds.js';
import { signalsOf, type View } from '../../../src/domain/incidents/signals.js';
import {
  ana,
  away,
  blind,
  bo,
  calm,
  covered,
  everyCheck,
  faceTurned,
  failed,
  hiddenFace,
  nobody,
  phone,
  policy,
  type Scene,
  scene,
  stranger,
  twoPeople,
} from './scenes.js';

/** What one frame says, by status; absent kinds are left out, for they are the many. */
function saidBy(one: Scene, rest: Partial<View> = {}, rules: ExamPolicy = policy) {
  const signals = signalsOf({ ...one, asked: everyCheck, staleMs: 0, ...rest }, rules);
  const kindsThat = (status: string) => FRAME_INCIDENT_KINDS.filter((kind) => signals[kind]?.status === status);
  return { present: kindsThat('PRESENT'), unknown: kindsThat('UNKNOWN') };
}

const everythingElse = (...kinds: string[]) => FRAME_INCIDENT_KINDS.filter((kind) => !kinds.includes(kind));

describe('one cause is one problem', () => {
  test.each([
    ['nobody there', nobody(), ['NOBODY_THERE'], []],
    ['a second person', twoPeople(), ['SEVERAL_PEOPLE'], ['LOOKING_AWAY']],
    ['a hidden face', hiddenFace(), ['FACE_NOT_VISIBLE'], ['SOMEBODY_ELSE', 'LOOKING_AWAY']],
    ['a stranger', stranger(), ['SOMEBODY_ELSE'], []],
    ['somebody else who is enrolled', bo(), ['SOMEBODY_ELSE'], []],
    ['a covered camera', covered(), ['CAMERA_COVERED'], everythingElse('CAMERA_COVERED')],
    ['a phone', phone(), ['FORBIDDEN_OBJECT'], []],
    ['an averted head', away(), ['LOOKING_AWAY'], []],
    ['nothing of note', calm(), [], []],
  ])('%s', (_, one, present, unknown) => {
    expect(saidBy(one)).toEqual({ present, unknown });
  });

  test('somebody beside the candidate whom the frame does not show from the front: who was compared is not known', () => {
    const besides = scene({ persons: 2, faces: [faceTurned(0)], identity: { isEnrolled: true, similarity: 10 } });
    expect(saidBy(besides)).toEqual({ present: ['SEVERAL_PEOPLE'], unknown: ['SOMEBODY_ELSE', 'LOOKING_AWAY'] });
  });

  test('a face seen from the side that resembles nobody accuses nobody', () => {
    const profile = scene({ faces: [faceTurned(50)], identity: { isEnrolled: true, similarity: 40 } });
    expect(saidBy(profile)).toEqual({ present: ['LOOKING_AWAY'], unknown: ['SOMEBODY_ELSE'] });
  });

  test('what is not looked for hides nothing: a picture that may stand still, or be dark', () => {
    const without = (kind: 'FROZEN_PICTURE' | 'CAMERA_COVERED'): ExamPolicy => ({
      ...policy,
      incidents: { ...policy.incidents, [kind]: { ...policy.incidents[kind], isOn: false } },
    });
    const still = { staleMs: 60_000 };
    expect(saidBy(twoPeople(), still).unknown).toContain('SEVERAL_PEOPLE');
    expect(saidBy(twoPeople(), still, without('FROZEN_PICTURE')).present).toContain('SEVERAL_PEOPLE');
    expect(saidBy(covered(), {}, without('CAMERA_COVERED')).present).toContain('NOBODY_THERE');
  });

  test('a phone on the desk of somebody who left is two causes', () => {
    const left = scene({ persons: 0, faces: [], objects: ['Cell Phone'] });
    expect(saidBy(left).present).toEqual(['NOBODY_THERE', 'FORBIDDEN_OBJECT']);
  });
});

describe('what can not be told accuses nobody', () => {
  test('an engine that sees nothing says nothing', () => {
    const { staleMs: _, ...view } = { ...blind(), asked: everyCheck, staleMs: 0 };
    const statuses = Object.values(signalsOf(view, policy)).map((signal) => signal.status);
    expect(new Set(statuses)).toEqual(new Set(['UNKNOWN']));
  });

  test('without labels a missing face may be a missing person', () => {
    const { observation, identity } = hiddenFace();
    const said = saidBy({ observation: { ...observation, labels: failed }, identity });
    expect(said.present).toEqual([]);
    expect(said.unknown).toEqual(expect.arrayContaining(['NOBODY_THERE', 'FACE_NOT_VISIBLE', 'FORBIDDEN_OBJECT']));
  });

  test('without labels, faces alone show that there are too many people', () => {
    const { observation, identity } = twoPeople();
    expect(saidBy({ observation: { ...observation, labels: failed }, identity }).present).toEqual(['SEVERAL_PEOPLE']);
  });

  test('without an enrolled face nobody is somebody else', () => {
    expect(saidBy(scene({ identity: { isEnrolled: false } }))).toEqual({ present: [], unknown: ['SOMEBODY_ELSE'] });
  });

  test('a dark room in which somebody can be made out is no covered camera', () => {
    expect(saidBy(scene({ brightness: 2, detail: 0.2 })).present).toEqual([]);
  });

  test('a dark picture in which nobody was looked for may show somebody', () => {
    const { observation, identity } = covered();
    const dark = { observation: { ...observation, faces: failed, labels: failed }, identity };
    expect(saidBy(dark)).toMatchObject({ present: [], unknown: expect.arrayContaining(['CAMERA_COVERED']) });
  });

  test('an engine without an eye for the scene leaves the camera alone, and counts people all the same', () => {
    const { observation, identity } = covered();
    const said = saidBy({ observation: { ...observation, scene: failed }, identity });
    expect(said).toEqual({ present: ['NOBODY_THERE'], unknown: ['CAMERA_COVERED'] });
  });

  test('a face whose pose is not known looks nowhere', () => {
    const { pose: _, ...face } = faceTurned(0);
    expect(saidBy(scene({ faces: [face] })).unknown).toEqual(['LOOKING_AWAY']);
  });
});

describe('looking away', () => {
  const looking = (head: number, eyes: number) =>
    saidBy(scene({ faces: [{ ...faceTurned(head), gaze: { yaw: eyes, pitch: 0 } }] })).present;

  test('is a matter of head and eyes together', () => {
    expect(looking(0, 30)).toEqual(['LOOKING_AWAY']);
    expect(looking(20, 20)).toEqual(['LOOKING_AWAY']);
    expect(looking(35, -25)).toEqual([]);
    expect(looking(0, 0)).toEqual([]);
  });

  test('is allowed further down than up, where the keyboard is', () => {
    const nodding = (pitch: number) => saidBy(scene({ faces: [faceTurned(0, pitch)] })).present;
    expect([nodding(-33), nodding(-36), nodding(29), nodding(31)]).toEqual([
      [],
      ['LOOKING_AWAY'],
      [],
      ['LOOKING_AWAY'],
    ]);
  });
});

describe('where two people are expected', () => {
  const pair: ExamPolicy = { ...policy, expectedPersons: 2 };

  test('two are in order, three are too many, one is too few', () => {
    expect(saidBy(twoPeople(), {}, pair).present).toEqual([]);
    expect(saidBy(scene({ persons: 3 }), {}, pair).present).toEqual(['SEVERAL_PEOPLE']);
    expect(saidBy(calm(), {}, pair).present).toEqual(['NOBODY_THERE']);
  });

  test('the one who is there can still be somebody else, or look away', () => {
    const alone = scene({ faces: [faceTurned(40)], identity: { isEnrolled: true, impostor: { fullName: 'Bo Chen' } } });
    expect(saidBy(alone, {}, pair).present).toEqual(['NOBODY_THERE', 'SOMEBODY_ELSE', 'LOOKING_AWAY']);
  });

  test('a face too few is hidden only where both are there', () => {
    const oneHidden = scene({ persons: 2, faces: [faceTurned(0)], identity: ana });
    expect(saidBy(oneHidden, {}, pair).present).toEqual(['FACE_NOT_VISIBLE']);
  });
});

test('a check that was not asked says nothing of its kinds, not even that they are unknown', () => {
  const signals = signalsOf({ ...twoPeople(), asked: new Set(['UNSAFE_CONTENT']), staleMs: 0 }, policy);
  expect(Object.keys(signals)).toEqual(['CAMERA_COVERED', 'FROZEN_PICTURE', 'UNSAFE_CONTENT']);
});

test('somebody else is named with whose name it is, and a stranger with nothing but how little they resemble', () => {
  const finding = (one: Scene) => signalsOf({ ...one, asked: everyCheck }, policy).SOMEBODY_ELSE;
  expect(finding(bo())).toMatchObject({ finding: { people: [{ fullName: 'Bo Chen', candidateId: 'bo' }] } });
  expect(finding(stranger())).toMatchObject({ finding: { people: [], similarity: 12 } });
});
