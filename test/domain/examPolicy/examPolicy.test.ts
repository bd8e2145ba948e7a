import { describe, expect, test } from '@jest/globals';
import { CHECK_NAMES } from '../../../src/domain/checks.js';
import { askedChecks, policyFor } from '../../../src/domain/examPolicy/examPolicy.js';
import { away, hiddenFace, play, policy, times, twoPeople } from '../incidents/scenes.js';

describe('the checks that are asked', () => {
  test('are all, unless the policy says otherwise', () => {
    expect(askedChecks(policy, 0)).toEqual(new Set(CHECK_NAMES));
    expect(askedChecks(policy, 1)).toEqual(new Set(CHECK_NAMES));
  });

  test('are fewer where one is off or asked now and then', () => {
    const checks = {
      ...policy.checks,
      PERSON_RECOGNITION: { isOn: false, everyNthFrame: 1 },
      UNSAFE_CONTENT: { isOn: true, everyNthFrame: 3 },
    };
    const asked = [0, 1, 2, 3].map((number) => [...askedChecks({ ...policy, checks }, number)]);
    const usual = ['OBJECTS_OF_INTEREST', 'PERSON_DETECTION', 'FACE_DETECTION'];
    expect(asked).toEqual([[...usual, 'UNSAFE_CONTENT'], usual, usual, [...usual, 'UNSAFE_CONTENT']]);
  });
});

describe('an accommodation', () => {
  const kind = { ...policy, accommodations: [{ candidateId: 'ana', switchedOff: ['LOOKING_AWAY' as const] }] };

  test('applies to its candidate and to nobody else', () => {
    expect(play(times(10, away), { policy: policyFor(kind, 'ana') }).told).toEqual([]);
    expect(play(times(10, away), { policy: policyFor(kind, 'bo') }).told).toEqual(['3 LOOKING_AWAY opened']);
  });

  test('that lets somebody look away lets them turn until the face is lost', () => {
    const turned = [...times(4, away), ...times(6, hiddenFace)];
    expect(play(turned, { policy: policyFor(kind, 'ana') }).told).toEqual([]);
  });

  test('may move a limit', () => {
    const wide = { ...policy, accommodations: [{ candidateId: 'ana', limits: { maxYaw: 60 } }] };
    expect(play(times(10, away), { policy: policyFor(wide, 'ana') }).told).toEqual([]);
    expect(policyFor(wide, 'ana').limits).toEqual({ ...policy.limits, maxYaw: 60 });
  });

  test('may allow a helper', () => {
    const helped = { ...policy, accommodations: [{ candidateId: 'ana', expectedPersons: 2 }] };
    expect(play(times(10, twoPeople), { policy: policyFor(helped, 'ana') }).told).toEqual([]);
  });

  test('given while an incident is open ends it', () => {
    const open = play(times(4, away));
    const { changes } = play(times(2, away), { watch: open.watch, from: open.at, policy: policyFor(kind, 'ana') });
    expect(changes).toMatchObject([{ type: 'CLOSED', incident: { end: { reason: 'SWITCHED_OFF' } } }]);
  });
});
