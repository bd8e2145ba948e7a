/** A feed on which nothing happens says so; what happens comes all the same, once and in order. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { withSignsOfLife } from '../../src/proctor/signsOfLife.js';

/** A source that yields, fails and ends when it is told to. */
function createSource() {
  let settle: { resolve: (result: IteratorResult<{ id: string }>) => void; reject: (error: Error) => void } | undefined;
  const source: AsyncIterableIterator<{ id: string }> = {
    next: () => new Promise((resolve, reject) => (settle = { resolve, reject })),
    async return() {
      settle?.resolve({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => source,
  };
  return {
    source,
    push: (id: string) => settle?.resolve({ done: false, value: { id } }),
    fail: (error: Error) => settle?.reject(error),
  };
}

describe('a feed with signs of life', () => {
  const start = Date.parse('2026-05-04T09:00:00.000Z');
  let cursor = '7';
  const options = { examId: 'demo', cursor: () => cursor, now: () => Date.now(), everyMs: 5_000 };

  beforeEach(() => {
    cursor = '7';
    jest.useFakeTimers({ now: start });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('gives one after each silence, with the time and the cursor of that moment', async () => {
    const feed = withSignsOfLife(createSource().source, options);
    for (const second of [5, 10, 15]) {
      cursor = String(second);
      const next = feed.next();
      await jest.advanceTimersByTimeAsync(5_000);
      expect(await next).toEqual({
        done: false,
        value: {
          type: 'SignOfLife',
          isTransient: true,
          id: String(second),
          examId: 'demo',
          occurredAt: new Date(start + second * 1_000).toISOString(),
        },
      });
    }
  });

  test('gives none while events come', async () => {
    const { source, push } = createSource();
    const feed = withSignsOfLife(source, options);
    for (const id of ['1', '2', '3']) {
      const next = feed.next();
      await jest.advanceTimersByTimeAsync(4_000);
      push(id);
      expect((await next).value).toEqual({ id });
    }
  });

  test('keeps an event that comes while its reader is busy with a sign of life', async () => {
    const { source, push } = createSource();
    const feed = withSignsOfLife(source, options);
    const sign = feed.next();
    await jest.advanceTimersByTimeAsync(5_000);
    expect((await sign).value).toMatchObject({ type: 'SignOfLife' });
    push('8');
    await jest.advanceTimersByTimeAsync(60_000);
    expect((await feed.next()).value).toEqual({ id: '8' });
  });

  test('fails as its source fails', async () => {
    const { source, fail } = createSource();
    const next = withSignsOfLife(source, options).next();
    fail(new Error('The store does not answer.'));
    await expect(next).rejects.toThrow('The store does not answer.');
  });

  test('ends while its reader waits', async () => {
    const feed = withSignsOfLife(createSource().source, options);
    const next = feed.next();
    await feed.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
