import { describe, expect, test } from '@jest/globals';
import type { IncidentKind } from '../../../src/domain/incidents/kinds.js';
import { openIncidents } from '../../../src/domain/incidents/watch.js';
import {
  away,
  bo,
  calm,
  covered,
  faceTurned,
  hiddenFace,
  nobody,
  phone,
  play,
  policy,
  type Scene,
  scene,
  stranger,
  times,
  twoPeople,
  unsafe,
} from './scenes.js';

/** Two frames a second, and the sample's one frame every two seconds. */
describe.each([500, 2_000])('with a frame every %i ms', (intervalMs) => {
  const causes: readonly (readonly [string, () => Scene, IncidentKind])[] = [
    ['the candidate leaves', nobody, 'NOBODY_THERE'],
    ['a second person enters', twoPeople, 'SEVERAL_PEOPLE'],
    ['a phone appears', phone, 'FORBIDDEN_OBJECT'],
    ['somebody else who is enrolled sits down', bo, 'SOMEBODY_ELSE'],
    ['a stranger sits down', stranger, 'SOMEBODY_ELSE'],
    ['the camera is covered', covered, 'CAMERA_COVERED'],
    ['the candidate looks away', away, 'LOOKING_AWAY'],
    ['the face is hidden', hiddenFace, 'FACE_NOT_VISIBLE'],
    ['the content is unsafe', unsafe, 'UNSAFE_CONTENT'],
  ];

  test.each(causes)('when %s, one incident opens within 3 frames and closes within 4', (_, cause, kind) => {
    const { advances } = play([...times(6, calm), ...times(8, cause), ...times(8, calm)], { intervalMs });
    const openings = advances.flatMap(({ changes }, index) => (changes.some(isOpening) ? [index - 6 + 1] : []));
    const closings = advances.flatMap(({ changes }, index) => (changes.some(isClosing) ? [index - 14 + 1] : []));
    const kinds = advances.flatMap(({ changes }) => changes.map(({ incident }) => incident.kind));
    expect(new Set(kinds)).toEqual(new Set([kind]));
    expect(openings).toHaveLength(1);
    expect(openings[0]).toBeLessThanOrEqual(3);
    expect(closings).toHaveLength(1);
    expect(closings[0]).toBeGreaterThanOrEqual(1);
    expect(closings[0]).toBeLessThanOrEqual(4);
  });

  test.each(causes)('when %s for one frame now and then, nothing opens', (_, cause) => {
    const flicker = [...times(3, calm), cause(), ...times(3, calm), cause(), ...times(4, calm)];
    expect(play(flicker, { intervalMs }).told).toEqual([]);
  });

  test.each(causes)('when %s, one frame that fails to show it does not close it', (_, cause) => {
    const scenes = [...times(4, calm), ...times(5, cause), calm(), ...times(5, cause)];
    const { watch, changes } = play(scenes, { intervalMs });
    expect(changes.filter(({ type }) => type !== 'UPDATED')).toHaveLength(1);
    expect(openIncidents(watch)).toHaveLength(1);
  });
});

test('a calm hour leaves nothing to tell, and a session no larger than its first minute did', () => {
  const minute = play(times(120, calm));
  const hour = play(times(7_200, calm));
  expect(hour.told).toEqual([]);
  expect(JSON.stringify(hour.watch).length).toBeLessThanOrEqual(JSON.stringify(minute.watch).length + 100);
});

test('a phone that is seen in 2 of 3 frames opens with the third, and stays open while it flickers', () => {
  const flicker = Array.from({ length: 12 }, (_, index) => (index % 3 === 1 ? calm() : phone()));
  const { told, watch } = play([...times(3, calm), ...flicker]);
  expect(told).toEqual(['6 FORBIDDEN_OBJECT opened']);
  expect(openIncidents(watch)[0]).toMatchObject({ framesSeen: 8, finding: { names: ['Cell Phone'] } });
});

test('who leaves and comes back within the cooldown continues one incident, told of under one id', () => {
  const { changes } = play([...times(4, nobody), ...times(10, calm), ...times(4, nobody), ...times(4, calm)]);
  expect(changes.map(({ type, incident }) => [type, incident.id, incident.revision, incident.returns])).toEqual([
    ['OPENED', 'session-1', 1, 0],
    ['CLOSED', 'session-1', 2, 0],
    ['UPDATED', 'session-1', 3, 1],
    ['CLOSED', 'session-1', 4, 1],
  ]);
  expect(changes[2]?.incident.end).toBeUndefined();
});

test('who comes back after the cooldown opens another incident', () => {
  const calmly = policy.incidents.NOBODY_THERE.cooldownMs / 500 + 3;
  const { changes } = play([...times(4, nobody), ...times(calmly, calm), ...times(4, nobody)]);
  expect(changes.map(({ type, incident }) => [type, incident.id])).toEqual([
    ['OPENED', 'session-1'],
    ['CLOSED', 'session-1'],
    ['OPENED', 'session-2'],
  ]);
});

test('severity rises the longer nobody is there, and is told at once', () => {
  const { changes } = play([...times(80, nobody), ...times(3, calm)]);
  expect(changes.map(({ type, incident }) => [type, incident.severity, incident.presentMs])).toEqual([
    ['OPENED', 'MEDIUM', 500],
    ['UPDATED', 'HIGH', 30_000],
    ['CLOSED', 'HIGH', 39_500],
  ]);
});

test('what goes on is told of once a minute', () => {
  const { told } = play(times(310, phone));
  expect(told).toEqual(['2 FORBIDDEN_OBJECT opened', '122 FORBIDDEN_OBJECT updated', '242 FORBIDDEN_OBJECT updated']);
});

test('a third person is told of, but not with each frame that counts another number', () => {
  const three = () => scene({ persons: 3 });
  const { changes } = play([...times(20, twoPeople), three(), twoPeople(), three(), ...times(20, twoPeople)]);
  expect(changes.map(({ type, incident }) => [type, incident.finding])).toEqual([
    ['OPENED', { kind: 'SEVERAL_PEOPLE', count: 2, expected: 1 }],
    ['UPDATED', { kind: 'SEVERAL_PEOPLE', count: 3, expected: 1 }],
  ]);
});

test('more objects come together under one incident', () => {
  const both = () => scene({ objects: ['Mobile Phone', 'Cell Phone'] });
  const { changes, told } = play([...times(2, phone), ...times(12, both), ...times(20, phone)]);
  expect(changes.map(({ type, incident }) => [type, incident.finding])).toEqual([
    ['OPENED', { kind: 'FORBIDDEN_OBJECT', names: ['Cell Phone'], confidence: 95 }],
    ['UPDATED', { kind: 'FORBIDDEN_OBJECT', names: ['Cell Phone', 'Mobile Phone'], confidence: 95 }],
  ]);
  // The second object is there from frame 3 on, and told of when 5 seconds have passed since the opening.
  expect(told).toEqual(['2 FORBIDDEN_OBJECT opened', '12 FORBIDDEN_OBJECT updated']);
});

test('a head that turns until its face is lost still looks away, and hides nothing', () => {
  const turning = [10, 15, 30, 40].map((yaw) => scene({ faces: [faceTurned(yaw)] }));
  const { told } = play([...times(3, calm), ...turning, ...times(6, hiddenFace), ...times(4, calm)]);
  expect(told).toEqual(['8 LOOKING_AWAY opened', '16 LOOKING_AWAY closed']);
});

test('who looked away and then left is not looking away any more', () => {
  const { told } = play([...times(4, away), ...times(6, nobody)]);
  expect(told).toEqual(['3 LOOKING_AWAY opened', '6 NOBODY_THERE opened', '7 LOOKING_AWAY closed']);
});

test('who looked away, left, and came back with a hidden face is not taken to look away still', () => {
  const { told } = play([...times(2, away), ...times(2, nobody), ...times(4, hiddenFace)]);
  expect(told).toEqual(['4 NOBODY_THERE opened', '7 NOBODY_THERE closed', '7 FACE_NOT_VISIBLE opened']);
});

test('a crowd of others who are known is named as far as ten', () => {
  const crowd = Array.from({ length: 30 }, (_, index) =>
    scene({ identity: { isEnrolled: true, impostor: { fullName: `Other ${index}`, candidateId: `other-${index}` } } }),
  );
  const { finding } = openIncidents(play(crowd).watch)[0] ?? {};
  expect(finding?.kind === 'SOMEBODY_ELSE' && finding.people.map(({ candidateId }) => candidateId)).toHaveLength(10);
});

test('what was open when the camera was covered stays open until it can be told', () => {
  const { told } = play([...times(4, phone), ...times(20, covered), ...times(4, calm)]);
  expect(told).toEqual([
    '2 FORBIDDEN_OBJECT opened',
    '6 CAMERA_COVERED opened',
    '27 CAMERA_COVERED closed',
    '27 FORBIDDEN_OBJECT closed',
  ]);
});

describe('a picture that is not live', () => {
  const still = () => scene({ fingerprint: 'still' });

  test('is noticed when it stands still for as long as no camera does', () => {
    const { told } = play([...times(4, calm), ...times(30, still), ...times(4, calm)]);
    // The still came with frame 5, stood for 10 seconds with frame 25, and twice so with frame 26.
    expect(told).toEqual(['26 FROZEN_PICTURE opened', '37 FROZEN_PICTURE closed']);
  });

  test('is noticed when a recording repeats', () => {
    const loop = Array.from({ length: 60 }, (_, index) => scene({ fingerprint: `loop ${index % 8}` }));
    // The last new picture is frame 8; 10 seconds later comes frame 28.
    expect(play(loop).told).toEqual(['29 FROZEN_PICTURE opened']);
  });

  test('is not seen in somebody who sits still, nor in a stutter of a few seconds', () => {
    expect(play([...times(40, calm), ...times(15, still), ...times(40, calm)]).told).toEqual([]);
  });

  test('says nothing of what goes on behind it', () => {
    const stillPhone = () => scene({ fingerprint: 'still', objects: ['Cell Phone'] });
    const { watch } = play([...times(4, phone), ...times(240, stillPhone)]);
    const incidents = openIncidents(watch).map(({ kind, presentMs }) => [kind, presentMs]);
    expect(incidents).toEqual([
      ['FROZEN_PICTURE', 109_500],
      ['FORBIDDEN_OBJECT', 11_500],
    ]);
  });
});

test('the frames worth keeping are those that opened an incident, showed it worst and showed it last', () => {
  const turn = (yaw: number) => scene({ faces: [faceTurned(yaw)] });
  const { advances, watch } = play([turn(30), turn(31), turn(32), turn(60), turn(33), calm(), turn(29), calm()]);
  expect(advances.map(({ evidence }) => evidence.map(({ role }) => role))).toEqual([
    [],
    [],
    ['OPENING', 'WORST', 'LAST'],
    ['WORST', 'LAST'],
    ['LAST'],
    [],
    ['LAST'],
    [],
  ]);
  const frames = openIncidents(watch)[0]?.frames;
  expect([frames?.opening, frames?.worst, frames?.last].map((frame) => frame?.frameId.split('/')[1])).toEqual([
    '3',
    '4',
    '7',
  ]);
});

function isOpening({ type }: { readonly type: string }): boolean {
  return type === 'OPENED';
}

function isClosing({ type }: { readonly type: string }): boolean {
  return type === 'CLOSED';
}
