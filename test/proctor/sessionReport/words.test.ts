import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/domain/incidents/finding.js';
import { clock, day, duration, range } from '../../../src/proctor/sessionReport/moments.js';
import { findingInWords, KINDS, titleOf } from '../../../src/proctor/sessionReport/words.js';

describe('a report', () => {
  test.each<[Finding, string]>([
    [
      { kind: 'FORBIDDEN_OBJECT', names: ['Book', 'Cell Phone'], confidence: 93.6 },
      'Seen: Book, Cell Phone. The engine was at most 94 % sure.',
    ],
    [
      { kind: 'UNSAFE_CONTENT', names: ['Violence'], confidence: 88 },
      'Marked as: Violence. The engine was at most 88 % sure.',
    ],
    [{ kind: 'NOBODY_THERE', count: 0, expected: 1 }, 'Persons counted: 0, where 1 was expected.'],
    [{ kind: 'SEVERAL_PEOPLE', count: 3, expected: 2 }, 'Persons counted: 3, where 2 were expected.'],
    [{ kind: 'FACE_NOT_VISIBLE', count: 0, expected: 1 }, 'Faces counted: 0, where 1 was expected.'],
    [
      { kind: 'SOMEBODY_ELSE', people: [{ fullName: 'Bo Chen' }], similarity: 4.25 },
      'The face matched the enrolled face of Bo Chen. Similarity to the candidate’s own: 4.3 out of 100.',
    ],
    [
      { kind: 'SOMEBODY_ELSE', people: [] },
      'The face matched neither the candidate’s nor anybody else’s who is enrolled.',
    ],
    [
      { kind: 'LOOKING_AWAY', yaw: -34.4, pitch: 5 },
      'At the most, head and eyes pointed 34° to the picture’s left and 5° up.',
    ],
    [{ kind: 'CAMERA_COVERED', brightness: 1.24, detail: 0.2 }, 'Brightness 1.2 and detail 0.2, each out of 100.'],
    [{ kind: 'FROZEN_PICTURE', forMs: 80_000 }, 'For 1 min 20 s, no picture came that had not been seen before.'],
    [{ kind: 'FEED_LOST', silentMs: 45_000 }, 'Nothing was received for 45 s.'],
  ])('says of %j what was found', (finding, expected) => {
    expect(findingInWords(finding).source.replace(/<\/?bdi>/g, '')).toBe(expected);
  });

  test('calls a forbidden object by its name', () => {
    const phone: Finding = { kind: 'FORBIDDEN_OBJECT', names: ['Cell Phone'], confidence: 90 };
    expect(titleOf(phone).source).toBe('<bdi>Cell Phone</bdi> in view');
  });

  test('tells facts and passes no verdict', () => {
    expect(Object.values(KINDS).join(' ')).not.toMatch(/cheat|fraud|impostor|suspic|violat|dishonest|guilt/i);
  });

  test('tells times in UTC, and days where they differ', () => {
    expect(clock('2026-05-04T14:02:10.900+02:00')).toBe('12:02:10');
    expect(day('2026-05-04T23:59:59.999Z')).toBe('4 May 2026');
    expect(range('2026-05-04T14:02:10.000Z', '2026-05-04T14:03:40.000Z')).toBe('14:02:10–14:03:40');
    expect(range('2026-05-04T23:59:10.000Z', '2026-05-05T00:03:40.000Z')).toBe('23:59:10 – 5 May 2026, 00:03:40');
  });

  test.each([
    [0, '0 s'],
    [45_400, '45 s'],
    [60_000, '1 min'],
    [90_000, '1 min 30 s'],
    [7_500_000, '2 h 5 min'],
  ])('tells %i ms as %s', (ms, expected) => {
    expect(duration(ms)).toBe(expected);
  });
});
