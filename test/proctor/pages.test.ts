import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { collectPage, type Page } from '../../src/proctor/pages.js';

/** The numbers after the cursor, up to the last, as many as are asked for: the wanted are those that `every` divides. */
async function pageOf(first: number, after: string | undefined, options: Numbers): Promise<Page<number>> {
  const { last, every, mostLookedAt, atOnce, isSifted } = options;
  const isDivided = (number: number) => number % every === 0;
  async function* source() {
    for (let start = Number(after ?? 0); start < last; start += atOnce) {
      const length = Math.min(atOnce, last - start);
      const numbers = Array.from({ length }, (_, index) => start + index + 1);
      const entries = isSifted ? numbers.filter(isDivided) : numbers;
      yield { entries, upTo: String(start + length), lookedAt: length };
    }
  }
  return await collectPage({ first, after }, { source: source(), isWanted: isDivided, cursorOf: String, mostLookedAt });
}

interface Numbers {
  readonly last: number;
  readonly every: number;
  readonly mostLookedAt: number;
  /** How many come with one read. */
  readonly atOnce: number;
  /** Only the wanted come. */
  readonly isSifted: boolean;
}

const numbers = fc.record({
  last: fc.integer({ min: 0, max: 60 }),
  every: fc.integer({ min: 1, max: 9 }),
  mostLookedAt: fc.integer({ min: 1, max: 12 }),
  atOnce: fc.integer({ min: 1, max: 5 }),
  isSifted: fc.boolean(),
});

const oneByOne = { atOnce: 1, isSifted: false };

describe('a page', () => {
  test('ends early where enough was looked at, and says so', async () => {
    const page = await pageOf(5, undefined, { last: 100, every: 40, mostLookedAt: 10, ...oneByOne });
    expect(page.edges).toEqual([]);
    expect(page.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: undefined,
      endCursor: '10',
    });
  });

  test('ends with the read that looked at enough, however few of that were given', async () => {
    const sifted = { last: 100, every: 40, mostLookedAt: 10, atOnce: 4, isSifted: true };
    const { edges, pageInfo } = await pageOf(5, undefined, sifted);
    expect([edges, pageInfo.hasNextPage, pageInfo.endCursor]).toEqual([[], true, '12']);
  });

  test('has a next one only if there is something on it, or not all was looked at', async () => {
    const ending = await pageOf(2, undefined, { last: 5, every: 2, mostLookedAt: 100, ...oneByOne });
    expect(ending.pageInfo).toMatchObject({ hasNextPage: false, endCursor: '5' });
    const full = await pageOf(2, undefined, { last: 6, every: 2, mostLookedAt: 100, ...oneByOne });
    expect(full.pageInfo).toMatchObject({ hasNextPage: true, startCursor: '2', endCursor: '5' });
  });

  test('and those that follow it have every wanted entry once, in order, and none is larger than asked for', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, fc.integer({ min: 1, max: 7 }), async (options, first) => {
        const found: number[] = [];
        let after: string | undefined;
        for (let hasNextPage = true; hasNextPage; ) {
          const { edges, pageInfo } = await pageOf(first, after, options);
          expect(edges.length).toBeLessThanOrEqual(first);
          found.push(...edges.map(({ node }) => node));
          ({ hasNextPage, endCursor: after } = pageInfo);
        }
        const wanted = Array.from({ length: options.last }, (_, index) => index + 1);
        expect(found).toEqual(wanted.filter((number) => number % options.every === 0));
      }),
    );
  });
});
