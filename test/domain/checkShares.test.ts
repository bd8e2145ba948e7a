import { describe, expect, test } from '@jest/globals';
import { sharesOf } from '../../src/domain/checkShares.js';
import { CHECK_NAMES, type Check } from '../../src/domain/checks.js';

const pass: Check = { name: 'FACE_DETECTION', status: 'PASS', details: '1' };
const fail: Check = { ...pass, status: 'FAIL', details: '2' };
const failed: Check = { ...pass, status: 'UNKNOWN', details: 'Server error', unknownReason: 'ENGINE_FAILED' };
const notAsked: Check = { ...pass, status: 'UNKNOWN', details: 'Not asked', unknownReason: 'NOT_ASKED' };

describe('the shares of the checks', () => {
  test('say how each came out, and why it was unknown', () => {
    const frames = [pass, pass, fail, failed, notAsked, notAsked].map((check) => ({ checks: [check] }));
    expect(sharesOf(frames)[CHECK_NAMES.indexOf('FACE_DETECTION')]).toEqual({
      name: 'FACE_DETECTION',
      PASS: 2,
      FAIL: 1,
      UNKNOWN: 3,
      unknownReasons: { ENGINE_FAILED: 1, NOT_ASKED: 2 },
    });
  });

  test('are of all five checks, also where there was no frame', () => {
    expect(sharesOf([]).map(({ name, PASS, FAIL, UNKNOWN }) => [name, PASS, FAIL, UNKNOWN])).toEqual(
      CHECK_NAMES.map((name) => [name, 0, 0, 0]),
    );
  });
});
