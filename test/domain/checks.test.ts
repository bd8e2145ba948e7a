import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHECK_NAMES, type Check, type CheckName, type Identity, judge, TEST_NAMES } from '../../src/domain/checks.js';
import type { Observation, ObservedLabel, Part } from '../../src/domain/observation.js';
import { defaultPolicy } from '../../src/domain/policy.js';

const policy = defaultPolicy({ minConfidence: 85, objectsOfInterest: ['Mobile Phone', 'Cell Phone'] });
const box = { left: 0, top: 0, width: 1, height: 1 };
const failed = { ok: false, reason: 'the engine stumbled' } as const;

function seen<T>(value: T): Part<T> {
  return { ok: true, value };
}

function label(name: string, confidence = 99): ObservedLabel {
  return { name, confidence, box };
}

/** One candidate, alone, with nothing to be remarked on. */
const calm: Observation = {
  faces: seen([{ box, confidence: 99 }]),
  labels: seen([label('Person')]),
  moderation: seen([]),
  matches: seen([]),
};
const recognised: Part<Identity> = seen({ isEnrolled: true, candidate: { fullName: 'Ana López' } });

function judgeOne(name: CheckName, observation: Partial<Observation>, identity = recognised): Check | undefined {
  return judge({ ...calm, ...observation }, identity, policy).find((check) => check.name === name);
}

describe('the five checks', () => {
  test('come in the order of the sample, under its names', () => {
    const checks = judge(calm, recognised, policy);
    expect(checks.map((check) => TEST_NAMES[check.name])).toEqual([
      'Objects of Interest',
      'Person Detection',
      'Person Recognition',
      'Face Detection',
      'Unsafe Content',
    ]);
  });

  test('pass for the enrolled candidate alone', () => {
    const checks = judge(calm, recognised, policy);
    expect(checks.map(({ status, details }) => [status, details])).toEqual([
      ['PASS', '0'],
      ['PASS', '1'],
      ['PASS', 'Ana López'],
      ['PASS', '1'],
      ['PASS', '0'],
    ]);
  });

  test.each([0, 2, 3])('%i persons fail, and are counted', (count) => {
    const labels = seen(Array.from({ length: count }, () => label('Person')));
    expect(judgeOne('PERSON_DETECTION', { labels })).toMatchObject({ status: 'FAIL', details: String(count) });
  });

  test.each([0, 2])('%i faces fail, and are counted', (count) => {
    const faces = seen(Array.from({ length: count }, () => ({ box, confidence: 99 })));
    expect(judgeOne('FACE_DETECTION', { faces })).toMatchObject({ status: 'FAIL', details: String(count) });
  });

  test('objects of interest are named once each, sorted, whatever their case', () => {
    const labels = seen([label('Mobile Phone'), label('cell phone'), label('cell phone'), label('Book')]);
    expect(judgeOne('OBJECTS_OF_INTEREST', { labels })).toMatchObject({
      status: 'FAIL',
      details: 'Mobile Phone, cell phone',
    });
  });

  test('what is less certain than the policy asks does not count', () => {
    const labels = seen([label('Person'), label('Person', 84.9), label('Cell Phone', 84.9)]);
    expect(judgeOne('PERSON_DETECTION', { labels })?.status).toBe('PASS');
    expect(judgeOne('OBJECTS_OF_INTEREST', { labels })?.status).toBe('PASS');
    const moderation = seen([{ name: 'Suggestive', confidence: 84.9 }]);
    expect(judgeOne('UNSAFE_CONTENT', { moderation })?.status).toBe('PASS');
  });

  test('unsafe content is named', () => {
    const moderation = seen([
      { name: 'Suggestive', confidence: 90 },
      { name: 'Explicit Nudity', confidence: 95 },
    ]);
    expect(judgeOne('UNSAFE_CONTENT', { moderation })).toMatchObject({
      status: 'FAIL',
      details: 'Explicit Nudity, Suggestive',
    });
  });

  test('somebody else is named where enrolled', () => {
    const identity = seen({ isEnrolled: true, impostor: { fullName: 'Bo Chen' } });
    expect(judgeOne('PERSON_RECOGNITION', {}, identity)).toMatchObject({ status: 'FAIL', details: 'Bo Chen' });
  });

  test('a stranger fails without a name', () => {
    const identity = seen({ isEnrolled: true });
    expect(judgeOne('PERSON_RECOGNITION', {}, identity)).toMatchObject({ status: 'FAIL', details: '0' });
  });

  test('nobody is accused of not being a candidate who never enrolled', () => {
    const identity = seen({ isEnrolled: false });
    expect(judgeOne('PERSON_RECOGNITION', {}, identity)).toEqual({
      name: 'PERSON_RECOGNITION',
      status: 'UNKNOWN',
      details: '0',
      unknownReason: 'NOT_ENROLLED',
    });
  });

  test('a part that fails leaves its own checks unknown and the others as they are', () => {
    const parts = fc.record({
      faces: fc.boolean(),
      labels: fc.boolean(),
      moderation: fc.boolean(),
      matches: fc.boolean(),
    });
    fc.assert(
      fc.property(parts, (works) => {
        const observation: Observation = {
          faces: works.faces ? calm.faces : failed,
          labels: works.labels ? calm.labels : failed,
          moderation: works.moderation ? calm.moderation : failed,
          matches: works.matches ? calm.matches : failed,
        };
        const checks = judge(observation, works.matches ? recognised : failed, policy);
        const dependsOn: Record<CheckName, boolean> = {
          OBJECTS_OF_INTEREST: works.labels,
          PERSON_DETECTION: works.labels,
          PERSON_RECOGNITION: works.matches,
          FACE_DETECTION: works.faces,
          UNSAFE_CONTENT: works.moderation,
        };
        expect(checks.map((check) => check.name)).toEqual(CHECK_NAMES);
        for (const check of checks) {
          const expected = dependsOn[check.name]
            ? { status: 'PASS' }
            : { status: 'UNKNOWN', details: 'Server error', unknownReason: 'ENGINE_FAILED' };
          expect(check).toMatchObject(expected);
        }
      }),
    );
  });
});
