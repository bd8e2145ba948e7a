/** What every store promises of reading histories that are long or have gaps: `eventRangesContract('DynamoDB', open)`. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventRange, Store } from '../../src/store/store.js';
import { newEvent } from '../support/newEvents.js';

const LONG = 600;
const FAR = 1_000_000;
const past = '2020-01-01T00:00:00.000Z';

/** @param open a store that holds nothing yet */
export function eventRangesContract(adapter: string, open: () => Promise<Store>): void {
  describe(`In ${adapter},`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(async () => {
      await store?.[Symbol.asyncDispose]();
    });

    describe('a long history', () => {
      let examId: string;
      const all = numbers(1, LONG);
      beforeAll(async () => {
        examId = await historyOf(all);
      });

      it.each([20, 64, 100, 513, 1_000])('is read to its end, %d events at a time', async (limit) => {
        const read: number[] = [];
        for (let after = 0; ; after = read.at(-1) ?? 0) {
          const places = await placesIn(examId, { after, upTo: FAR, limit });
          if (places.length === 0) break;
          read.push(...places);
        }
        expect(read).toEqual(all);
      });

      it.each([20, 64, 100, 513, 1_000])('is read back to its beginning, %d events at a time', async (limit) => {
        const read: number[] = [];
        for (let upTo = LONG; upTo > 0; upTo = (read[0] ?? 1) - 1)
          read.unshift(...(await lastPlaces(examId, limit, upTo)));
        expect(read).toEqual(all);
        expect(await lastPlaces(examId, limit)).toEqual(all.slice(-limit));
      });

      it.each([
        [0, 1],
        [63, 64],
        [63, 65],
        [64, 128],
        [65, 577],
        [599, 600],
        [600, 700],
        [70, 70],
        [70, 60],
      ])('shows of the places after %d up to %d those, and not more than are wanted', async (after, upTo) => {
        const expected = all.filter((place) => place > after && place <= upTo);
        for (const limit of [1, 64, LONG]) {
          expect(await placesIn(examId, { after, upTo, limit })).toEqual(expected.slice(0, limit));
        }
      });

      it('shows each event as it was put', async () => {
        const [event] = await store.events.read(examId, { after: 512, upTo: LONG, limit: 1 });
        expect(event).toEqual(await store.events.get(examId, 513));
        expect(event?.event.key).toBe('key-513');
      });

      it('keeps each place for one event, and each event for its candidate', async () => {
        const other = [{ seq: 300, event: newEvent(examId, 'other') }];
        await expect(store.events.put(examId, other)).rejects.toMatchObject({ name: 'VersionConflict' });
        const range = { after: 60, upTo: 70, limit: 9 };
        const about = await store.events.readAbout(examId, ['candidate-5'], range);
        expect(about.map(({ seq }) => seq)).toEqual([65]);
      });

      it('is never mixed up with that of an exam of a similar name', async () => {
        for (const similar of [`${examId}.1`, `${examId}-0`, examId.slice(0, -1)]) {
          expect(await placesIn(similar, { after: 0, upTo: FAR, limit: 9 })).toEqual([]);
          expect(await store.events.lastTaken(similar)).toBe(0);
        }
      });
    });

    it('events are found beyond gaps of any size, in both directions', async () => {
      const all = [1, 2, 3, 70, 2_000, 2_001, 2_600, FAR, FAR + 1, FAR + 70];
      await expectHistory(await historyOf(all), all);
    });

    it('events are found though only the far end is kept, and all before it has expired or is deleted', async () => {
      const examId = await historyOf(
        numbers(1, 100).map((step) => 7 * step),
        past,
      );
      const kept = [701, 702, FAR];
      await putAt(examId, kept);
      await expectHistory(examId, kept);
      await store.sweep();
      await expectHistory(examId, kept);
    });

    it('nothing is found where everything has expired, but the last place that was taken, until that is deleted', async () => {
      const examId = await historyOf(numbers(660, 700), past);
      await expectHistory(examId, [], 700);
      await store.sweep();
      await expectHistory(examId, [], 0);
    });

    it('events are found beyond places that were sealed', async () => {
      const examId = await historyOf(numbers(1, 10));
      await store.events.seal(examId, 11, 200);
      await expectHistory(examId, numbers(1, 10), 200);
      await expect(putAt(examId, [150])).rejects.toMatchObject({ name: 'VersionConflict' });
      await putAt(examId, [201, 202]);
      await expectHistory(examId, [...numbers(1, 10), 201, 202]);
    });

    it('any history is read as it was put, whatever is asked of it', async () => {
      const gap = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 1_500 }));
      const history = fc.array(gap, { minLength: 1, maxLength: 30 }).map(placesWithGaps);
      const asked = fc.record({
        after: fc.integer({ min: 0, max: 6_000 }),
        size: fc.integer({ min: 0, max: 6_000 }),
        limit: fc.integer({ min: 1, max: 40 }),
      });
      await fc.assert(
        fc.asyncProperty(history, fc.array(asked, { minLength: 4, maxLength: 4 }), async (all, questions) => {
          const examId = await historyOf(all);
          for (const { after, size, limit } of questions) {
            const upTo = after + size;
            const expected = all.filter((place) => place > after && place <= upTo);
            expect(await placesIn(examId, { after, upTo, limit })).toEqual(expected.slice(0, limit));
            const older = all.filter((place) => place <= upTo);
            expect(await lastPlaces(examId, limit, upTo)).toEqual(older.slice(-limit));
          }
        }),
        { numRuns: 10 },
      );
    });

    async function historyOf(places: readonly number[], expiresAt?: string): Promise<string> {
      const examId = randomUUID();
      await putAt(examId, places, expiresAt);
      return examId;
    }

    async function putAt(examId: string, places: readonly number[], expiresAt?: string): Promise<void> {
      const events = places.map((seq) => ({ seq, event: newEvent(examId, `key-${seq}`, `candidate-${seq % 30}`) }));
      await store.events.put(examId, events, { writtenFrom: places[0] ?? 1, ...(expiresAt && { expiresAt }) });
    }

    async function expectHistory(examId: string, all: readonly number[], last = all.at(-1)): Promise<void> {
      expect(await placesIn(examId, { after: 0, upTo: 2 * FAR, limit: 1_000 })).toEqual(all);
      expect(await lastPlaces(examId, 1_000)).toEqual(all);
      expect(await store.events.lastTaken(examId)).toBe(last);
      for (const limit of [1, 5]) {
        expect(await lastPlaces(examId, limit)).toEqual(all.slice(-limit));
        for (const after of [0, 69, 702, FAR]) {
          const following = all.filter((place) => place > after);
          expect(await placesIn(examId, { after, upTo: 2 * FAR, limit })).toEqual(following.slice(0, limit));
          const before = all.filter((place) => place <= after);
          expect(await lastPlaces(examId, limit, after)).toEqual(before.slice(-limit));
        }
      }
    }

    async function placesIn(examId: string, range: EventRange): Promise<readonly number[]> {
      return (await store.events.read(examId, range)).map(({ seq }) => seq);
    }

    async function lastPlaces(examId: string, limit: number, upTo?: number): Promise<readonly number[]> {
      return (await store.events.readLast(examId, limit, upTo)).map(({ seq }) => seq);
    }
  });
}

/** Both included. */
function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function placesWithGaps(gaps: readonly number[]): readonly number[] {
  let place = 0;
  return gaps.map((gap) => {
    place += gap;
    return place;
  });
}
