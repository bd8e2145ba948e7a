import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PARTS, partAt } from '../../src/store/dynamodb/historyParts.js';
import { type Direction, nextTaken, type PartReader, walk } from '../../src/store/dynamodb/historyWalk.js';

const EXAM = 'exam';
const MILLION = 1_000_000;

interface Place {
  readonly seq: number;
  /** False for one that is taken by something that is not to be shown. */
  readonly isShown: boolean;
}

const direction = fc.constantFrom<Direction>('forward', 'backward');
const gap = fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 3_000 }));
const history = fc
  .array(fc.record({ gap, isShown: fc.boolean() }), { maxLength: 200 })
  .map((steps) => steps.map(({ isShown }, index) => ({ isShown, seq: sum(steps.slice(0, index + 1)) })));

describe('A walk through the parts of a history', () => {
  it('finds what is shown, in its order, as if all of it were in one place', async () => {
    const end = fc.integer({ min: 0, max: 9_000 });
    await fc.assert(
      fc.asyncProperty(
        history,
        end,
        end,
        fc.integer({ min: 0, max: 90 }),
        direction,
        async (all, after, upTo, limit, way) => {
          const found = await walk(readerOf(all).reader, EXAM, { after, upTo, limit }, way);
          expect(found).toEqual(
            inOrder(all, way)
              .filter(isIn(after, upTo))
              .filter(({ isShown }) => isShown)
              .slice(0, limit),
          );
        },
      ),
    );
  });

  it('finds the next place that is taken, shown or not', async () => {
    const end = fc.integer({ min: 0, max: 9_000 });
    await fc.assert(
      fc.asyncProperty(history, end, end, direction, async (all, after, upTo, way) => {
        const expected = inOrder(all, way).find(isIn(after, upTo))?.seq;
        expect(await nextTaken(readerOf(all).reader, EXAM, { after, upTo }, way)).toBe(expected);
      }),
    );
  });

  it('asks for nothing but what is wanted where nothing is left out', async () => {
    const { reader, asked } = readerOf(row(1, 5_000));
    await walk(reader, EXAM, { after: 128, upTo: 5_000, limit: 64 }, 'forward');
    await walk(reader, EXAM, { after: 0, upTo: 4_992, limit: 64 }, 'backward');
    expect(asked).toEqual(['read', 'read']);
  });

  it('asks no more where the range ends, though less was found than was wanted', async () => {
    const { reader, asked } = readerOf(row(1, 12));
    await walk(reader, EXAM, { after: 0, upTo: 12, limit: 64 }, 'forward');
    expect(asked).toEqual(['read']);
  });

  it('crosses a gap of a million places in three steps', async () => {
    const { reader, asked } = readerOf([...row(1, 3), ...row(MILLION, MILLION + 3)]);
    for (const way of ['forward', 'backward'] as const) {
      asked.length = 0;
      const found = await walk(reader, EXAM, { after: 0, upTo: MILLION + 3, limit: 7 }, way);
      expect(found).toHaveLength(7);
      expect(asked.length).toBeLessThanOrEqual(1 + PARTS + PARTS);
    }
  });

  it('crosses a long row of what is not shown in strides', async () => {
    const hidden = row(1, 10_000).map(({ seq }) => ({ seq, isShown: false }));
    const { reader, asked } = readerOf([...hidden, ...row(10_001, 10_001)]);
    const found = await walk(reader, EXAM, { after: 0, upTo: 10_001, limit: 1 }, 'forward');
    expect(found.map(({ seq }) => seq)).toEqual([10_001]);
    expect(asked.length).toBeLessThan(10_000 / 25);
  });
});

function readerOf(all: readonly Place[]) {
  const asked: ('read' | 'next')[] = [];
  const inPart = (part: string, way: Direction) => inOrder(all, way).filter(({ seq }) => partAt(EXAM, seq) === part);
  const reader: PartReader<Place> = {
    async read(part, { after, upTo, limit }, way) {
      asked.push('read');
      const found = inPart(part, way).filter(isIn(after, upTo));
      return found.filter(({ isShown }) => isShown).slice(0, limit);
    },
    async nextTaken(part, { after, upTo }, way) {
      asked.push('next');
      return inPart(part, way).find(isIn(after, upTo))?.seq;
    },
  };
  return { reader, asked };
}

function isIn(after: number, upTo: number): (place: Place) => boolean {
  return ({ seq }) => seq > after && seq <= upTo;
}

function inOrder(all: readonly Place[], way: Direction): readonly Place[] {
  return way === 'forward' ? all : all.toReversed();
}

/** Places that follow each other, both ends included. */
function row(from: number, to: number): readonly Place[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ seq: from + index, isShown: true }));
}

function sum(steps: readonly { readonly gap: number }[]): number {
  return steps.reduce((total, step) => total + step.gap, 0);
}
