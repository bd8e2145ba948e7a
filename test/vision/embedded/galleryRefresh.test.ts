import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { keepRefreshing } from '../../../src/vision/embedded/galleryRefresh.js';

let readings: number;
let readingMs: number;
let failure: Error | undefined;

const gallery = {
  async refresh() {
    readings += 1;
    await new Promise((done) => setTimeout(done, readingMs));
    if (failure) throw failure;
  },
};

async function* nobody() {}

function start(onProblem: (problem: string, cause: unknown) => void = () => undefined): Disposable {
  return keepRefreshing(gallery, { enrolledFaces: nobody, leastPauseMs: 30_000, onProblem });
}

beforeEach(() => {
  jest.useFakeTimers();
  readings = 0;
  readingMs = 100;
  failure = undefined;
});
afterEach(() => {
  jest.useRealTimers();
});

test('a short list is read again and again, with the pause that was asked for', async () => {
  using _ = start();
  await jest.advanceTimersByTimeAsync(10 * 30_100);
  expect(readings).toBe(10);
});

test('a long list is read for a hundredth of the time, and never twice at once', async () => {
  readingMs = 40_000;
  using _ = start();
  await jest.advanceTimersByTimeAsync(30_000 + 40_000 + 3_999_999);
  expect(readings).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(readings).toBe(2);
});

test('a reading that fails is told, and tried again after the shortest pause, however long it took', async () => {
  failure = new Error('no database');
  readingMs = 12_000;
  const problems: unknown[] = [];
  using _ = start((_problem, cause) => problems.push(cause));
  await jest.advanceTimersByTimeAsync(2 * 42_000);
  expect(problems).toEqual([failure, failure]);
});

test('nothing is read after its end, and a reading under way is the last', async () => {
  const refreshing = start();
  await jest.advanceTimersByTimeAsync(30_050);
  refreshing[Symbol.dispose]();
  await jest.advanceTimersByTimeAsync(300_000);
  expect(readings).toBe(1);
  expect(jest.getTimerCount()).toBe(0);
});
