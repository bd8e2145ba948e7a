import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../../src/domain/observation.js';
import { suspicionsIn } from '../../../src/vision/cascade/suspicion.js';
import type { Topic } from '../../../src/vision/cascade/topics.js';
import { candidateThere, inLight, nobody, request, stranger, unsafe, withPhone, withPoster } from './observations.js';

const failed = { ok: false, reason: 'failed' } as const;

test.each<[string, Observation, Topic, string]>([
  ['the candidate', candidateThere, 'identity', 'CLEAR'],
  ['a stranger', stranger, 'identity', 'ACCUSATION'],
  ['nobody', nobody, 'identity', 'NOTHING'],
  ['two people, whoever they are', withPoster, 'identity', 'NOTHING'],
  ['somebody who was enrolled elsewhere', { ...candidateThere, matches: failed }, 'identity', 'UNTOLD'],
  ['two faces', withPoster, 'people', 'ACCUSATION'],
  ['one person', candidateThere, 'people', 'NOTHING'],
  ['a phone', withPhone(85), 'objects', 'ACCUSATION'],
  ['what may be a phone', withPhone(80), 'objects', 'DOUBT'],
  ['what is hardly a phone', withPhone(74), 'objects', 'CLEAR'],
  ['something unsafe', unsafe(90), 'moderation', 'ACCUSATION'],
  ['something that may be unsafe', unsafe(76), 'moderation', 'DOUBT'],
  ['a phone, in the dark, with nobody', inLight(1, withPhone(90, nobody)), 'objects', 'ACCUSATION'],
])('%s', (_, observation, topic, grade) => {
  expect(suspicionsIn(observation, request)[topic].grade).toBe(grade);
});

describe('nothing is suspected', () => {
  test('behind a covered camera', () => {
    const covered: Observation = { ...inLight(1, nobody), moderation: unsafe(99).moderation };
    expect(suspicionsIn(covered, request).moderation.grade).toBe('NOTHING');
  });

  test('of what the exam opens no incident for', () => {
    const { incidents } = request.policy;
    const lenient = { ...incidents, FORBIDDEN_OBJECT: { ...incidents.FORBIDDEN_OBJECT, isOn: false } };
    const judged = { ...request, policy: { ...request.policy, incidents: lenient } };
    expect(suspicionsIn(withPhone(99), judged).objects.grade).toBe('CLEAR');
  });

  test('of a face that nobody is compared with', () => {
    expect(suspicionsIn(stranger, { ...request, expected: [] }).identity.grade).toBe('NOTHING');
  });
});

test('who is named is another matter than a stranger', () => {
  const matches = { ok: true, value: [{ externalImageId: 'ben', similarity: 97 }] } as const;
  const named = suspicionsIn({ ...stranger, matches }, request).identity;
  expect(named.grade).toBe('ACCUSATION');
  expect(named.subject).not.toBe(suspicionsIn(stranger, request).identity.subject);
});
