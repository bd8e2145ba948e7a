/** How the dashboard tells moments. In whichever time zone the tests run. */
import { describe, expect, test } from '@jest/globals';
import { clockTime, exact, exactRange, timeOfDayWithZone } from '../../src/web/dashboard/moments.ts';

/** By the clock of this machine, in May 2026. */
const may = (day: number, hours: number, minutes: number, seconds = 0) =>
  new Date(2026, 4, day, hours, minutes, seconds).getTime();

describe('A moment on the dashboard', () => {
  test('is told by the clock alone on the same day', () => {
    expect(clockTime(may(4, 9, 5), may(4, 23, 59))).toBe('09:05');
  });

  test('names its day when it is past midnight', () => {
    expect(clockTime(may(4, 23, 59), may(5, 0, 1))).toBe('May 4, 23:59');
  });

  test('names its day when the same day of another month has come', () => {
    expect(clockTime(may(4, 23, 59), new Date(2026, 5, 4).getTime())).toBe('May 4, 23:59');
  });

  test('is told with its year, its seconds and its zone where it must be exact', () => {
    expect(exact(may(4, 14, 2, 10))).toMatch(/^May 4, 2026, 14:02:10 [A-Z]/);
    expect(timeOfDayWithZone(may(4, 14, 2))).toMatch(/^14:02 [A-Z]/);
  });
});

describe('A range of moments', () => {
  test('names its day once', () => {
    expect(exactRange(may(4, 14, 2, 10), may(4, 14, 2, 40))).toMatch(/^May 4, 2026, 14:02:10\s–\s14:02:40 [A-Z]/);
  });

  test('names both days when it goes on past midnight', () => {
    expect(exactRange(may(4, 23, 59), may(5, 0, 1))).toMatch(/^May 4, 2026, 23:59:00.*–\sMay 5, 2026, 00:01:00 [A-Z]/);
  });
});
