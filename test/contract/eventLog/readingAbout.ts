import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Concerned, ExamEvent } from '../../../src/domain/events.js';
import { messageToAll, newEvents } from '../../support/newEvents.js';
import { rewritten } from './events.js';
import type { EventLogWorld } from './world.js';

export function readsAbout(world: EventLogWorld): void {
  describe('reads what concerns some candidates, or everybody:', () => {
    it('exactly what is there of it, from any cursor on and by pages of any size, up to the end', async () => {
      const begin = await world.log.latest(world.examId);
      await appendMixed(0, 120);
      world.parts.passTime(60_000);
      await appendMixed(120, 30);
      const history = await world.all();
      expect(history).toHaveLength(150);
      for (const isReopened of [false, true]) {
        if (isReopened) await world.reopen();
        await fc.assert(
          fc.asyncProperty(questions, async ({ concerned, after, limit }) => {
            const cursor = after === undefined ? undefined : (history[after]?.id ?? begin);
            const found = await allAbout(concerned, cursor, limit);
            const asked = history.filter(
              ({ id, candidateId }) => id > (cursor ?? '') && concerned.includes(candidateId),
            );
            expect(found.map(({ id }) => id)).toEqual(asked.map(({ id }) => id));
            expect(found).toEqual(asked);
          }),
          { numRuns: 20, examples: [[{ concerned: ['candidate-3', undefined], after: undefined, limit: 500 }]] },
        );
      }
    });

    it('also while it is written, and right after it was', async () => {
      await appendMixed(0, 60);
      world.parts.passTime(60_000);
      for (const from of [60, 90]) {
        const appending = appendMixed(from, 30);
        await allAbout(['candidate-3'], undefined, 20);
        await appending;
        const history = await world.all();
        const asked = history.filter(({ candidateId }) => candidateId === 'candidate-3');
        expect(await allAbout(['candidate-3'], undefined, 20)).toEqual(asked);
      }
    });

    it('nothing in an exam without events, and what comes then from the cursor on', async () => {
      const { events, upTo, isEnd } = await world.log.readAbout(world.examId, ['candidate-1', undefined], { limit: 5 });
      expect([events, upTo, isEnd]).toEqual([[], await world.log.latest(world.examId), true]);
      const [event] = await world.log.append(world.examId, newEvents(world.examId, 2));
      const next = await world.log.readAbout(world.examId, ['candidate-1'], { after: upTo, limit: 5 });
      expect(next).toMatchObject({ events: [event], upTo: await world.log.latest(world.examId), isEnd: true });
    });

    it('as it was rewritten', async () => {
      await world.log.append(world.examId, newEvents(world.examId, 60));
      await world.log.rewrite(world.examId, (event) =>
        event.candidateId === 'candidate-3' ? rewritten(event) : undefined,
      );
      world.parts.passTime(60_000);
      await world.log.append(world.examId, newEvents(world.examId, 10, 61));
      const after = (await world.all()).filter(({ candidateId }) => candidateId === 'nobody');
      expect(after).toHaveLength(6);
      expect(await allAbout(['nobody'], undefined, 100)).toEqual(after);
      expect((await allAbout(['candidate-3'], undefined, 100)).map(({ key }) => key)).toEqual(['key-63']);
    });

    const questions = fc.record({
      concerned: fc.subarray<Concerned>(['candidate-1', 'candidate-3', 'candidate-7', 'nobody', undefined]),
      // Also from before the first.
      after: fc.option(fc.integer({ min: -1, max: 149 }), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 20 }),
    });

    /** Some of them together, and a message to everybody now and then. */
    async function appendMixed(from: number, count: number): Promise<void> {
      for (let start = from; start < from + count; start += 30) {
        await world.log.append(world.examId, [
          messageToAll(world.examId, `message-${start}`),
          ...newEvents(world.examId, 29, start + 1),
        ]);
      }
    }

    async function allAbout(
      concerned: readonly Concerned[],
      cursor: string | undefined,
      limit: number,
    ): Promise<readonly ExamEvent[]> {
      const found: ExamEvent[] = [];
      for (let after = cursor; ; ) {
        const page = await world.log.readAbout(world.examId, concerned, {
          limit,
          ...(after !== undefined && { after }),
        });
        expect(page.events.length).toBeLessThanOrEqual(limit);
        expect(page.upTo >= (page.events.at(-1)?.id ?? after ?? '')).toBe(true);
        found.push(...page.events);
        if (page.isEnd) return found;
        expect(page.upTo > (after ?? '')).toBe(true);
        after = page.upTo;
      }
    }
  });
}
