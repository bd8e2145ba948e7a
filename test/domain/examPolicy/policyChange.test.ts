import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHECK_NAMES } from '../../../src/domain/checks.js';
import { defaultExamPolicy } from '../../../src/domain/examPolicy/defaultExamPolicy.js';
import type { ExamPolicy } from '../../../src/domain/examPolicy/examPolicy.js';
import { changePolicy, type PolicyChange } from '../../../src/domain/examPolicy/policyChange.js';
import { FRAME_INCIDENT_KINDS, INCIDENT_KINDS } from '../../../src/domain/incidents/kinds.js';
import { defaultPolicy } from '../../../src/domain/policy.js';

const settings = { minConfidence: 85, objectsOfInterest: ['Mobile Phone', 'Cell Phone'] };
const policy = defaultExamPolicy({ ...settings, isConsentRequired: true });
const labels = ['Person', 'Cell Phone', 'Laptop', 'Book'];

function changed(change: PolicyChange, current = policy): ExamPolicy {
  const verdict = changePolicy(current, change, labels);
  if (!verdict.ok) throw new Error(JSON.stringify(verdict.mistakes));
  return verdict.policy;
}

/** The paths of the mistakes; changes come from people and files, so the types are not held to here. */
function mistakesOf(change: unknown): readonly string[] {
  const verdict = changePolicy(policy, change as PolicyChange, labels);
  return verdict.ok ? [] : verdict.mistakes.map(({ path }) => path);
}

describe('the default', () => {
  test("carries the sample's values", () => {
    expect(policy).toMatchObject(defaultPolicy(settings));
    expect(policy).toMatchObject({ frameIntervalMs: 2_000, similarityThreshold: 85, version: 1 });
  });

  test('is without a mistake', () => {
    expect(mistakesOf({})).toEqual([]);
  });

  test.each(FRAME_INCIDENT_KINDS)('opens %s with 3 frames at the latest and closes it with 4', (kind) => {
    const { opens, closesAfter } = policy.incidents[kind];
    expect(opens.after).toBeGreaterThanOrEqual(2);
    expect(opens.after).toBeLessThanOrEqual(3);
    expect(closesAfter).toBeLessThanOrEqual(4);
  });
});

describe('a change', () => {
  test('leaves what it does not name as it was, and makes the next version', () => {
    const next = changed({ labelConfidence: 60, incidents: { LOOKING_AWAY: { severity: 'MEDIUM', rises: [] } } });
    expect(next).toEqual({
      ...policy,
      version: 2,
      labelConfidence: 60,
      incidents: {
        ...policy.incidents,
        LOOKING_AWAY: { ...policy.incidents.LOOKING_AWAY, severity: 'MEDIUM', rises: [] },
      },
    });
  });

  test('of every part reaches the part', () => {
    const next = changed({
      objectsOfInterest: ['book'],
      checks: { UNSAFE_CONTENT: { everyNthFrame: 5 } },
      incidents: { FEED_LOST: { cooldownMs: 0 } },
      limits: { maxYaw: 40 },
      risk: { FEED_LOST: { points: 0 } },
      retention: { evidenceDays: 30 },
      consent: { textVersion: '2026-05' },
      accommodations: [{ candidateId: 'ana', switchedOff: ['LOOKING_AWAY'] }],
    });
    expect(next).toMatchObject({
      objectsOfInterest: ['book'],
      checks: { UNSAFE_CONTENT: { isOn: true, everyNthFrame: 5 } },
      incidents: { FEED_LOST: { isOn: true, cooldownMs: 0 } },
      limits: { maxYaw: 40, maxPitchUp: policy.limits.maxPitchUp },
      risk: { FEED_LOST: { points: 0 } },
      retention: { evidenceDays: 30, eventsDays: policy.retention.eventsDays },
      consent: { isRequired: true, textVersion: '2026-05' },
      accommodations: [{ candidateId: 'ana' }],
    });
  });

  test('may keep a label that the operator asked for, though the engine does not know it', () => {
    expect(changed({ objectsOfInterest: ['Mobile Phone', 'Laptop'] }).objectsOfInterest).toEqual([
      'Mobile Phone',
      'Laptop',
    ]);
  });

  test('switches a check off together with what rests on it', () => {
    const off = { checks: { UNSAFE_CONTENT: { isOn: false } }, incidents: { UNSAFE_CONTENT: { isOn: false } } };
    expect(changed(off).incidents.UNSAFE_CONTENT.isOn).toBe(false);
  });
});

describe('a policy is refused', () => {
  test.each<[string, unknown, string]>([
    ['that opens after more frames than it remembers', rule({ opens: { after: 4, outOf: 3 } }), 'opens.after'],
    ['that opens with a single frame', rule({ opens: { after: 1, outOf: 3 } }), 'opens.after'],
    ['that remembers without end', rule({ opens: { after: 2, outOf: 1_000 } }), 'opens.outOf'],
    ['that closes after no frame', rule({ closesAfter: 0 }), 'closesAfter'],
    ['with a negative cooldown', rule({ cooldownMs: -1 }), 'cooldownMs'],
    ['with a severity that does not exist', rule({ severity: 'AWFUL', rises: [] }), 'severity'],
    ['whose severity falls', rule({ severity: 'HIGH', rises: [{ afterMs: 9, to: 'LOW' }] }), 'rises.0.to'],
    [
      'that rises out of order',
      rule({ severity: 'LOW', rises: [rise(9, 'MEDIUM'), rise(5, 'HIGH')] }),
      'rises.1.afterMs',
    ],
  ])('%s', (_, change, path) => {
    expect(mistakesOf(change)).toEqual([`incidents.NOBODY_THERE.${path}`]);
  });

  test.each<[string, unknown, string]>([
    ['with a threshold above 100', { similarityThreshold: 101 }, 'similarityThreshold'],
    ['with a threshold below 0', { labelConfidence: -1 }, 'labelConfidence'],
    ['with a threshold that is no number', { moderationConfidence: Number.NaN }, 'moderationConfidence'],
    [
      'with a label that the engine does not know',
      { objectsOfInterest: ['Book', 'Hoverboard'] },
      'objectsOfInterest.1',
    ],
    ['that names an object twice', { objectsOfInterest: ['Book', 'book'] }, 'objectsOfInterest.1'],
    ['that forbids persons', { objectsOfInterest: ['Person'] }, 'objectsOfInterest.0'],
    ['that expects nobody', { expectedPersons: 0 }, 'expectedPersons'],
    ['that expects half a person', { expectedPersons: 1.5 }, 'expectedPersons'],
    ['that asks for frames without pause', { frameIntervalMs: 0 }, 'frameIntervalMs'],
    [
      'that asks for every zeroth frame',
      { checks: { FACE_DETECTION: { everyNthFrame: 0 } } },
      'checks.FACE_DETECTION.everyNthFrame',
    ],
    ['with a check that does not exist', { checks: { MIND_READING: { isOn: true } } }, 'checks.MIND_READING'],
    ['with a kind that does not exist', { incidents: { DAYDREAMING: { isOn: true } } }, 'incidents.DAYDREAMING'],
    [
      'that counts frames of a lost feed',
      { incidents: { FEED_LOST: { opens: { after: 2, outOf: 3 } } } },
      'incidents.FEED_LOST.opens',
    ],
    [
      'that looks for what no check shows',
      { checks: { UNSAFE_CONTENT: { isOn: false } } },
      'incidents.UNSAFE_CONTENT.isOn',
    ],
    ['with an angle beyond all necks', { limits: { maxYaw: 120 } }, 'limits.maxYaw'],
    ['that loses a feed between two frames', { frameIntervalMs: 10_000 }, 'limits.feedLostAfterMs'],
    [
      'in which one incident outweighs them all',
      { risk: { FEED_LOST: { mostPoints: 1 } } },
      'risk.FEED_LOST.mostPoints',
    ],
    ['that keeps pictures longer than events', { retention: { evidenceDays: 365 } }, 'retention.evidenceDays'],
    ['that keeps nothing for a day', { retention: { evidenceDays: 0 } }, 'retention.evidenceDays'],
    ['without a name for the text agreed to', { consent: { textVersion: ' ' } }, 'consent.textVersion'],
    [
      'that accommodates a candidate twice',
      { accommodations: [{ candidateId: 'a' }, { candidateId: 'a' }] },
      'accommodations.1.candidateId',
    ],
    [
      'that excuses what does not exist',
      { accommodations: [{ candidateId: 'a', switchedOff: ['YAWNING'] }] },
      'accommodations.0.switchedOff.0',
    ],
    [
      'that widens a limit out of its range',
      { accommodations: [{ candidateId: 'a', limits: { maxYaw: 180 } }] },
      'accommodations.0.limits.maxYaw',
    ],
  ])('%s', (_, change, path) => {
    expect(mistakesOf(change)).toEqual([path]);
  });

  test('with all its mistakes named at once, in sentences', () => {
    const verdict = changePolicy(
      policy,
      {
        similarityThreshold: 300,
        objectsOfInterest: ['Hoverboard'],
        incidents: { NOBODY_THERE: { opens: { after: 5, outOf: 3 }, cooldownMs: -5 } },
      },
      labels,
    );
    expect(verdict).toEqual({
      ok: false,
      mistakes: [
        { path: 'similarityThreshold', message: 'Must be from 0 to 100, and is 300.' },
        { path: 'objectsOfInterest.0', message: '"Hoverboard" is no label that the engine knows.' },
        { path: 'incidents.NOBODY_THERE.opens.after', message: 'Asks for 5 frames, and remembers 3.' },
        {
          path: 'incidents.NOBODY_THERE.cooldownMs',
          message: 'Must be a whole number from 0 to 86400000, and is -5.',
        },
      ],
    });
  });
});

test('whatever numbers a change holds, it is either refused or keeps to the ranges', () => {
  const number = fc.oneof(fc.integer({ min: -10, max: 200 }), fc.double());
  const change = fc.record({
    similarityThreshold: number,
    opens: fc.record({ after: number, outOf: number }),
    closesAfter: number,
    kind: fc.constantFrom(...FRAME_INCIDENT_KINDS),
  });
  fc.assert(
    fc.property(change, ({ similarityThreshold, opens, closesAfter, kind }) => {
      const verdict = changePolicy(
        policy,
        { similarityThreshold, incidents: { [kind]: { opens, closesAfter } } },
        labels,
      );
      const isSound =
        similarityThreshold >= 0 &&
        similarityThreshold <= 100 &&
        [opens.after, opens.outOf, closesAfter].every((value) => Number.isInteger(value) && value <= 30) &&
        opens.after >= 2 &&
        opens.after <= opens.outOf &&
        closesAfter >= 1;
      expect(verdict.ok).toBe(isSound);
    }),
  );
});

test('every check and every kind has its rules', () => {
  expect(Object.keys(policy.checks)).toEqual(CHECK_NAMES);
  expect(new Set(Object.keys(policy.incidents))).toEqual(new Set(INCIDENT_KINDS));
  expect(new Set(Object.keys(policy.risk))).toEqual(new Set(INCIDENT_KINDS));
});

function rule(change: object): unknown {
  return { incidents: { NOBODY_THERE: change } };
}

function rise(afterMs: number, to: string) {
  return { afterMs, to };
}
