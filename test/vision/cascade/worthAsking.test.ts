import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../../src/domain/observation.js';
import { opinionOf } from '../../../src/vision/cascade/opinion.js';
import { suspicionsIn } from '../../../src/vision/cascade/suspicion.js';
import type { Topic } from '../../../src/vision/cascade/topics.js';
import {
  NO_NOTES,
  type Notes,
  noteAnswers,
  noteFrame,
  opinionKey,
  worthAsking,
} from '../../../src/vision/cascade/worthAsking.js';
import { candidateThere, inLight, nobody, request, stranger, unsafe, withPhone, withPoster } from './observations.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A session that Rekognition has looked at: each step is a frame, with what was answered of it. */
function createSession() {
  let notes: Notes = NO_NOTES;
  return {
    /** What is worth asking about the frame. */
    see(observation: Observation, now: number): Readonly<Record<string, string>> {
      notes = noteFrame(notes, observation, suspicionsIn(observation, request));
      const { scene } = observation;
      return Object.fromEntries(worthAsking(suspicionsIn(observation, request), notes, { scene, now }));
    },
    answer(topic: Topic, observation: Observation, answer: Observation, now: number): void {
      const before = notes.opinions[opinionKey(topic, suspicionsIn(observation, request)[topic].subject)];
      const opinion = opinionOf(topic, observation, answer, request, { at: now, before });
      const answers = new Map([[topic, opinion]]);
      notes = noteAnswers(notes, { asked: [topic], answers }, { scene: observation.scene, now });
    },
    noAnswer(topic: Topic, now: number): void {
      notes = noteAnswers(notes, { asked: [topic], answers: new Map() }, { scene: candidateThere.scene, now });
    },
  };
}

/** The first moment, in seconds, in which the frame is worth a question. */
function whenAskedAgain(see: (now: number) => Readonly<Record<string, string>>, topic: Topic, from: number): number {
  for (let now = from + SECOND; now < from + 20 * MINUTE; now += SECOND)
    if (see(now)[topic]) return (now - from) / SECOND;
  return Number.POSITIVE_INFINITY;
}

describe('who it is', () => {
  test('is asked at the start, once somebody is there, and then every five minutes', () => {
    const session = createSession();
    expect(session.see(nobody, 0)).toEqual({});
    expect(session.see(candidateThere, 2 * SECOND)).toEqual({ identity: 'ROUTINE' });
    session.answer('identity', candidateThere, candidateThere, 2 * SECOND);
    expect(whenAskedAgain((now) => session.see(candidateThere, now), 'identity', 2 * SECOND)).toBe(300);
  });

  test('is asked when the face was lost and is back, but not more than twice a minute', () => {
    const session = createSession();
    session.answer('identity', candidateThere, candidateThere, 0);
    session.see(nobody, 10 * SECOND);
    expect(session.see(candidateThere, 40 * SECOND)).toEqual({});
    session.see(nobody, 42 * SECOND);
    session.see(nobody, 44 * SECOND);
    expect(session.see(candidateThere, 46 * SECOND)).toEqual({ identity: 'ROUTINE' });
    session.answer('identity', candidateThere, candidateThere, 46 * SECOND);
    session.see(nobody, 48 * SECOND);
    session.see(nobody, 50 * SECOND);
    expect(session.see(candidateThere, 52 * SECOND)).toEqual({});
    expect(session.see(candidateThere, 76 * SECOND)).toEqual({ identity: 'ROUTINE' });
  });

  test('is asked at once when it seems to be somebody else, and when they are the candidate again', () => {
    const session = createSession();
    session.answer('identity', candidateThere, candidateThere, 0);
    expect(session.see(stranger, 60 * SECOND)).toEqual({ identity: 'URGENT' });
    session.answer('identity', stranger, stranger, 60 * SECOND);
    expect(session.see(stranger, 62 * SECOND)).toEqual({});
    expect(session.see(candidateThere, 100 * SECOND)).toEqual({ identity: 'ROUTINE' });
  });

  test('is asked anew of whoever comes when the one has left whom Rekognition alone recognised', () => {
    const session = createSession();
    session.answer('identity', stranger, candidateThere, 0);
    expect(session.see(stranger, 2 * SECOND)).toEqual({});
    session.see(nobody, 4 * SECOND);
    session.see(nobody, 6 * SECOND);
    expect(session.see(stranger, 8 * SECOND)).toEqual({ identity: 'URGENT' });
  });

  test('is asked twice before Rekognition alone accuses somebody, and then now and then', () => {
    const session = createSession();
    session.answer('identity', candidateThere, stranger, 0);
    expect(session.see(candidateThere, 2 * SECOND)).toEqual({ identity: 'URGENT' });
    session.answer('identity', candidateThere, stranger, 2 * SECOND);
    expect(whenAskedAgain((now) => session.see(candidateThere, now), 'identity', 2 * SECOND)).toBe(20);
  });
});

describe('a phone', () => {
  test('that both see is asked about again after two minutes', () => {
    const session = createSession();
    expect(session.see(withPhone(90), 0)).toMatchObject({ objects: 'URGENT' });
    session.answer('objects', withPhone(90), withPhone(95), 0);
    expect(whenAskedAgain((now) => session.see(withPhone(90), now), 'objects', 0)).toBe(120);
  });

  test('that Rekognition does not see is asked about again and again, each time after twice as long, up to two minutes', () => {
    const session = createSession();
    const waits: number[] = [];
    for (let now = 0, round = 0; round < 6; round++) {
      session.answer('objects', withPhone(90), candidateThere, now);
      const wait = whenAskedAgain((at) => session.see(withPhone(90), at), 'objects', now);
      waits.push(wait);
      now += wait * SECOND;
    }
    expect(waits).toEqual([10, 20, 40, 80, 120, 120]);
  });

  test('that is in doubt is a question of routine, until it is one of accusation', () => {
    const session = createSession();
    expect(session.see(withPhone(80), 0)).toMatchObject({ objects: 'ROUTINE' });
    session.answer('objects', withPhone(80), candidateThere, 0);
    expect(session.see(withPhone(80), 60 * SECOND)).not.toHaveProperty('objects');
    expect(session.see(withPhone(90), 60 * SECOND)).toMatchObject({ objects: 'URGENT' });
  });

  test('beside a second one is asked about anew', () => {
    const session = createSession();
    session.answer('objects', withPhone(90), candidateThere, 0);
    const { labels } = withPhone(90);
    const two: Observation = {
      ...candidateThere,
      labels: { ok: true, value: labels.ok ? [...labels.value, ...labels.value.slice(1)] : [] },
    };
    expect(session.see(two, 2 * SECOND)).toMatchObject({ objects: 'URGENT' });
  });
});

test('company, and what is unsafe, are asked about at once', () => {
  const session = createSession();
  expect(session.see(withPoster, 0)).toEqual({ people: 'URGENT' });
  expect(session.see(unsafe(90), 0)).toMatchObject({ moderation: 'URGENT' });
});

describe('a scene', () => {
  test('that has changed much is looked over, a minute at least after the last time', () => {
    const session = createSession();
    session.answer('identity', candidateThere, candidateThere, 0);
    expect(session.see(inLight(40), 0)).toEqual({});
    expect(session.see(inLight(50), 2 * SECOND)).toEqual({});
    expect(session.see(inLight(56), 4 * SECOND)).toEqual({ objects: 'ROUTINE', moderation: 'ROUTINE' });
    for (const topic of ['objects', 'moderation'] as const)
      session.answer(topic, inLight(56), candidateThere, 4 * SECOND);
    expect(session.see(inLight(57), 6 * SECOND)).toEqual({});
    expect(whenAskedAgain((now) => session.see(inLight(20), now), 'objects', 4 * SECOND)).toBe(60);
  });
});

test('what got no answer is asked again after half a minute', () => {
  const session = createSession();
  expect(session.see(stranger, 0)).toEqual({ identity: 'URGENT' });
  session.noAnswer('identity', 0);
  expect(whenAskedAgain((now) => session.see(stranger, now), 'identity', 0)).toBe(30);
  session.answer('identity', stranger, candidateThere, 30 * SECOND);
  expect(whenAskedAgain((now) => session.see(stranger, now), 'identity', 30 * SECOND)).toBe(10);
});
