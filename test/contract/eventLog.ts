/** What every event log promises. Run it over an adapter: `eventLogContract('one process', setUp)`. */

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Concerned, ExamEvent } from '../../src/domain/events.js';
import type { EventLog } from '../../src/events/eventLog.js';
import { playScenario, scenarios } from '../support/eventLogScenario.js';
import { messageToAll, newEvent, newEvents } from '../support/newEvents.js';

export interface EventLogSetUp extends AsyncDisposable {
  /** A log that knows what earlier ones wrote, as after a restart. */
  open(): Promise<EventLog>;
  /**
   * Does what retention does: the exam's oldest events are gone, this many of them. Those that were appended together are
   * kept for the same time, so they are to go together.
   */
  dropOldest(examId: string, count: number): Promise<void>;
  /** So many milliseconds pass. */
  passTime(ms: number): void;
  /** So much time passes that everything has expired that was appended so far; it is gone, or not yet. */
  outliveAll(options: { readonly isDeleted: boolean }): Promise<void>;
}

export function eventLogContract(adapter: string, setUp: () => Promise<EventLogSetUp>): void {
  describe(`An event log in ${adapter}`, () => {
    let parts: EventLogSetUp;
    let log: EventLog;
    let examId: string;
    beforeAll(async () => {
      parts = await setUp();
    });
    beforeEach(async () => {
      log = await parts.open();
      examId = `exam-${randomUUID()}`;
    });
    afterEach(async () => {
      await log[Symbol.asyncDispose]();
    });
    afterAll(async () => {
      await parts[Symbol.asyncDispose]();
    });

    describe('appends:', () => {
      it('events get ids that grow, also as text, in the order in which they were given', async () => {
        const first = await log.append(examId, newEvents(examId, 12));
        const second = await log.append(examId, newEvents(examId, 1, 13));
        const ids = [...first, ...second].map((event) => event.id);
        expect([...ids].sort()).toEqual(ids);
        expect(new Set(ids).size).toBe(13);
        expect(first.map((event) => event.key)).toEqual(newEvents(examId, 12).map((event) => event.key));
      });

      it('nothing gives nothing', async () => {
        expect(await log.append(examId, [])).toEqual([]);
      });

      it('events come back as they were, and with their ids', async () => {
        const event = newEvent(examId, 'key');
        const [appended] = await log.append(examId, [event]);
        expect(appended).toEqual({ ...event, id: expect.any(String) });
        expect(await all()).toEqual([appended]);
      });

      it('an event that is there already is given back, not appended again', async () => {
        const [first, second] = await log.append(examId, newEvents(examId, 2));
        const again = await log.append(examId, [newEvent(examId, 'key-2'), newEvent(examId, 'key-3')]);
        expect(again[0]).toEqual(second);
        expect(await all()).toEqual([first, second, again[1]]);
      });

      it('an event given twice at once is appended once', async () => {
        const event = newEvent(examId, 'key');
        const [[first], [second, third]] = await Promise.all([
          log.append(examId, [event]),
          log.append(examId, [event, event]),
        ]);
        expect([second, third]).toEqual([first, first]);
        expect(await all()).toEqual([first]);
      });

      it('an event that a log before the restart appended is recognised', async () => {
        const [first] = await log.append(examId, newEvents(examId, 1));
        await log.append(examId, newEvents(examId, 200, 2));
        await reopen();
        expect(await log.append(examId, newEvents(examId, 1))).toEqual([first]);
        expect(await all()).toHaveLength(201);
      });

      it('many at the same time all get places of their own', async () => {
        const appends = newEvents(examId, 150).map((event) => log.append(examId, [event]));
        const appended = (await Promise.all(appends)).flat();
        expect((await all()).map(({ id, key }) => `${id} ${key}`)).toEqual(
          appended.map(({ id, key }) => `${id} ${key}`).sort(),
        );
      });

      it('the same key in another exam is another event', async () => {
        const other = `${examId}-other`;
        await log.append(examId, [newEvent(examId, 'key')]);
        const [event] = await log.append(other, [newEvent(other, 'key')]);
        expect(event?.examId).toBe(other);
        expect(await log.read(other, { limit: 10 })).toEqual([event]);
      });
    });

    describe('finds events by their key:', () => {
      it('one that was appended, now or before a restart', async () => {
        const appended = await log.append(examId, newEvents(examId, 100));
        expect(await log.find(examId, 'key-1')).toEqual(appended[0]);
        await reopen();
        expect(await log.find(examId, 'key-1')).toEqual(appended[0]);
        expect(await log.find(examId, 'key-100')).toEqual(appended[99]);
      });

      it('none that was not, and then one that was', async () => {
        expect(await log.find(examId, 'key-1')).toBeUndefined();
        const [event] = await log.append(examId, newEvents(examId, 1));
        expect(await log.find(examId, 'key-1')).toEqual(event);
        expect(await log.find(`${examId}-other`, 'key-1')).toBeUndefined();
      });
    });

    describe('reads history:', () => {
      it('after a cursor, or from the beginning, up to the limit', async () => {
        const events = await log.append(examId, newEvents(examId, 10));
        expect(await log.read(examId, { limit: 3 })).toEqual(events.slice(0, 3));
        expect(await log.read(examId, { after: idOf(events[1]), limit: 3 })).toEqual(events.slice(2, 5));
        expect(await log.read(examId, { after: idOf(events[7]), limit: 100 })).toEqual(events.slice(8));
        expect(await log.read(examId, { after: idOf(events[9]), limit: 100 })).toEqual([]);
      });

      it('the newest, oldest first', async () => {
        const events = await log.append(examId, newEvents(examId, 100));
        for (const limit of [1, 5, 90, 100, 200]) expect(await log.recent(examId, limit)).toEqual(events.slice(-limit));
        await reopen();
        for (const limit of [1, 5, 90, 100, 200]) expect(await log.recent(examId, limit)).toEqual(events.slice(-limit));
      });

      it('of an exam without events there is none, and the latest cursor stands before the first', async () => {
        expect(await log.read(examId, { limit: 10 })).toEqual([]);
        expect(await log.recent(examId, 10)).toEqual([]);
        const cursor = await log.latest(examId);
        expect(await log.read(examId, { after: cursor, limit: 10 })).toEqual([]);
        const events = await log.append(examId, newEvents(examId, 2));
        expect(await log.read(examId, { after: cursor, limit: 10 })).toEqual(events);
        expect(await log.latest(examId)).toBe(idOf(events[1]));
      });

      it('ids go on after a restart, and cursors from before it are good', async () => {
        const before = await log.append(examId, newEvents(examId, 3));
        await reopen();
        expect(await log.latest(examId)).toBe(idOf(before[2]));
        const after = await log.append(examId, newEvents(examId, 2, 4));
        expect(await log.read(examId, { after: idOf(before[1]), limit: 10 })).toEqual([before[2], ...after]);
      });
    });

    describe('reads what concerns some candidates, or everybody:', () => {
      it('exactly what is there of it, from any cursor on and by pages of any size, up to the end', async () => {
        const begin = await log.latest(examId);
        await appendMixed(0, 120);
        parts.passTime(60_000);
        await appendMixed(120, 30);
        const history = await all();
        expect(history).toHaveLength(150);
        for (const isReopened of [false, true]) {
          if (isReopened) await reopen();
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
        parts.passTime(60_000);
        for (const from of [60, 90]) {
          const appending = appendMixed(from, 30);
          await allAbout(['candidate-3'], undefined, 20);
          await appending;
          const history = await all();
          const asked = history.filter(({ candidateId }) => candidateId === 'candidate-3');
          expect(await allAbout(['candidate-3'], undefined, 20)).toEqual(asked);
        }
      });

      it('nothing in an exam without events, and what comes then from the cursor on', async () => {
        const { events, upTo, isEnd } = await log.readAbout(examId, ['candidate-1', undefined], { limit: 5 });
        expect([events, upTo, isEnd]).toEqual([[], await log.latest(examId), true]);
        const [event] = await log.append(examId, newEvents(examId, 2));
        const next = await log.readAbout(examId, ['candidate-1'], { after: upTo, limit: 5 });
        expect(next).toMatchObject({ events: [event], upTo: await log.latest(examId), isEnd: true });
      });

      it('as it was rewritten', async () => {
        await log.append(examId, newEvents(examId, 60));
        await log.rewrite(examId, (event) => (event.candidateId === 'candidate-3' ? rewritten(event) : undefined));
        parts.passTime(60_000);
        await log.append(examId, newEvents(examId, 10, 61));
        const after = (await all()).filter(({ candidateId }) => candidateId === 'nobody');
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
          await log.append(examId, [messageToAll(examId, `message-${start}`), ...newEvents(examId, 29, start + 1)]);
        }
      }

      async function allAbout(
        concerned: readonly Concerned[],
        cursor: string | undefined,
        limit: number,
      ): Promise<readonly ExamEvent[]> {
        const found: ExamEvent[] = [];
        for (let after = cursor; ; ) {
          const page = await log.readAbout(examId, concerned, { limit, ...(after !== undefined && { after }) });
          expect(page.events.length).toBeLessThanOrEqual(limit);
          expect(page.upTo >= (page.events.at(-1)?.id ?? after ?? '')).toBe(true);
          found.push(...page.events);
          if (page.isEnd) return found;
          expect(page.upTo > (after ?? '')).toBe(true);
          after = page.upTo;
        }
      }
    });

    describe('refuses a cursor', () => {
      const refusals: readonly [string, (events: readonly ExamEvent[]) => string][] = [
        ['that is not one', () => 'nonsense'],
        ['that is empty', () => ''],
        ['with something after it', (events) => `${idOf(events[0])}0`],
        ['with another number in it', (events) => idOf(events[0]).replace(/\d+$/, '-1')],
        ['of another exam', (events) => `other${idOf(events[0])}`],
        ['from the future', (events) => nextId(idOf(events.at(-1)))],
      ];

      it.each(refusals)('%s, as invalid', async (_, cursorFrom) => {
        const cursor = cursorFrom(await log.append(examId, newEvents(examId, 3)));
        const refusal = { name: 'CursorError', problem: 'invalid' };
        await expect(log.read(examId, { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
        await expect(log.readAbout(examId, [], { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
        const events = log.follow(examId, cursor);
        await expect(events.next()).rejects.toMatchObject(refusal);
        expect(await events.next()).toEqual({ done: true, value: undefined });
      });

      it('after which something is no longer kept, as expired', async () => {
        const beginning = await log.latest(examId);
        const events = await appendInTwoWrites();
        await parts.dropOldest(examId, 5);
        await reopen();
        const refusal = { name: 'CursorError', problem: 'expired' };
        for (const cursor of [beginning, idOf(events[0]), idOf(events[3])]) {
          await expect(log.read(examId, { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
          await expect(log.readAbout(examId, [], { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
          await expect(log.follow(examId, cursor).next()).rejects.toMatchObject(refusal);
        }
      });

      it('but not the one right before the oldest that is kept', async () => {
        const events = await appendInTwoWrites();
        await parts.dropOldest(examId, 5);
        await reopen();
        expect(await log.read(examId, { after: idOf(events[4]), limit: 2 })).toEqual(events.slice(5, 7));
        expect(await log.read(examId, { limit: 2 })).toEqual(events.slice(5, 7));
        const followed = log.follow(examId, idOf(events[4]));
        expect((await followed.next()).value).toEqual(events[5]);
        await followed.return?.();
      });
    });

    describe('outlives what it holds:', () => {
      it.each([
        ['is deleted', { isDeleted: true }],
        ['is still there', { isDeleted: false }],
      ])('what has expired and %s is shown to nobody', async (_, expiry) => {
        const beginning = await log.latest(examId);
        const events = await log.append(examId, newEvents(examId, 100));
        await parts.outliveAll(expiry);
        for (const isReopened of [false, true]) {
          if (isReopened) await reopen();
          expect(await log.read(examId, { limit: 10 })).toEqual([]);
          expect(await log.recent(examId, 10)).toEqual([]);
          expect(await log.find(examId, 'key-1')).toBeUndefined();
          for (const cursor of [beginning, idOf(events[0]), idOf(events[98])]) {
            const refusal = { name: 'CursorError', problem: 'expired' };
            await expect(log.read(examId, { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
            await expect(log.follow(examId, cursor).next()).rejects.toMatchObject(refusal);
          }
        }
      });

      it('ids go on above all that were ever given, and the latest cursor stands before what comes next', async () => {
        const given = [...(await log.append(examId, newEvents(examId, 3)))];
        for (const isReopened of [false, true, true]) {
          await parts.outliveAll({ isDeleted: true });
          if (isReopened) await reopen();
          const latest = await log.latest(examId);
          expect(latest >= idOf(given.at(-1))).toBe(true);
          expect(await log.read(examId, { after: latest, limit: 10 })).toEqual([]);
          const next = await log.append(examId, newEvents(examId, 2, given.length + 1));
          expect(await log.read(examId, { after: latest, limit: 10 })).toEqual(next);
          given.push(...next);
        }
        const ids = given.map((event) => event.id);
        expect(ids).toEqual([...new Set(ids)].sort());
      });

      it('a follower that has seen everything goes on with what comes next', async () => {
        const [first] = await log.append(examId, newEvents(examId, 1));
        const events = log.follow(examId, idOf(first));
        const waiting = events.next();
        await parts.outliveAll({ isDeleted: true });
        const [next] = await log.append(examId, newEvents(examId, 1, 2));
        expect((await waiting).value).toEqual(next);
        await events.return?.();
      });
    });

    describe('is rewritten:', () => {
      it('events become others in their places, for those who read them from then on, also after a restart', async () => {
        const events = await log.append(examId, newEvents(examId, 100));
        const waiting = log.follow(examId, idOf(events[0]));
        expect((await waiting.next()).value).toEqual(events[1]);
        const { changed, upTo } = await log.rewrite(examId, (event) =>
          event.candidateId === 'candidate-3' ? rewritten(event) : undefined,
        );
        expect([changed, upTo]).toEqual([10, idOf(events[99])]);

        const expected = events.map((event) => (event.candidateId === 'candidate-3' ? rewritten(event) : event));
        expect(await take(waiting, 98)).toEqual(expected.slice(2));
        await waiting.return?.();
        for (const isReopened of [false, true]) {
          if (isReopened) await reopen();
          expect(await all()).toEqual(expected);
          expect(await log.recent(examId, 100)).toEqual(expected);
          expect(await log.find(examId, 'key-3')).toBeUndefined();
          expect(await log.find(examId, 'new-key-3')).toEqual(expected[2]);
          const followed = log.follow(examId, idOf(events[0]));
          expect(await take(followed, 99)).toEqual(expected.slice(1));
          await followed.return?.();
        }
      });

      it('after a cursor only', async () => {
        const events = await log.append(examId, newEvents(examId, 10));
        const { changed } = await log.rewrite(examId, rewritten, idOf(events[6]));
        expect(changed).toBe(3);
        expect(await all()).toEqual([...events.slice(0, 7), ...events.slice(7).map(rewritten)]);
      });

      it('while it grows', async () => {
        await log.append(examId, newEvents(examId, 100));
        const rewriting = log.rewrite(examId, rewritten);
        const appended = await log.append(examId, newEvents(examId, 50, 101));
        const { changed, upTo } = await rewriting;
        await log.rewrite(examId, rewritten, upTo);
        expect(changed).toBeGreaterThanOrEqual(100);
        const keys = (await all()).map((event) => event.key);
        expect(keys.slice(0, 100)).toEqual(newEvents(examId, 100).map(({ key }) => `new-${key}`));
        expect((await all()).slice(100).map((event) => event.id)).toEqual(appended.map((event) => event.id));
        expect(keys.slice(100).every((key) => key.startsWith('new-key'))).toBe(true);
      });
    });

    describe('is followed:', () => {
      it('history after the cursor first, then what happens', async () => {
        const history = await log.append(examId, newEvents(examId, 5));
        const events = log.follow(examId, idOf(history[2]));
        expect(await take(events, 2)).toEqual(history.slice(3));
        const waiting = take(events, 2);
        const happened = await log.append(examId, newEvents(examId, 2, 6));
        expect(await waiting).toEqual(happened);
        await events.return?.();
      });

      it('without a cursor only what happens from the moment of the call', async () => {
        await log.append(examId, newEvents(examId, 3));
        const events = log.follow(examId);
        const happened = await log.append(examId, newEvents(examId, 2, 4));
        expect(await take(events, 2)).toEqual(happened);
        await events.return?.();
      });

      it('right after a restart, too, without a cursor', async () => {
        await log.append(examId, newEvents(examId, 3));
        await reopen();
        const events = log.follow(examId);
        const happened = await log.append(examId, newEvents(examId, 1, 4));
        expect(await take(events, 1)).toEqual(happened);
        await events.return?.();
      });

      it('from before the first event', async () => {
        const events = log.follow(examId, await log.latest(examId));
        const happened = await log.append(examId, newEvents(examId, 2));
        expect(await take(events, 2)).toEqual(happened);
        await events.return?.();
      });

      it('without gap or duplicate through a history that grows meanwhile', async () => {
        const cursor = await log.latest(examId);
        await log.append(examId, newEvents(examId, 300));
        const events = log.follow(examId, cursor);
        const appending = (async () => {
          for (let from = 301; from < 400; from += 3) await log.append(examId, newEvents(examId, 3, from));
        })();
        const keys = (await take(events, 399)).map((event) => event.key);
        expect(keys).toEqual(newEvents(examId, 399).map((event) => event.key));
        await appending;
        await events.return?.();
      });

      it('by several requests for the next event at once, which are answered in their order', async () => {
        const events = log.follow(examId);
        const waiting = [events.next(), events.next(), events.next()];
        const happened = await log.append(examId, newEvents(examId, 3));
        expect((await Promise.all(waiting)).map((result) => result.value)).toEqual(happened);
        await events.return?.();
      });

      it('by thousands, who all see the same', async () => {
        const followers = Array.from({ length: 2_000 }, () => log.follow(examId));
        const received = followers.map((follower) => take(follower, 5));
        const happened = await log.append(examId, newEvents(examId, 5));
        for (const events of await Promise.all(received)) expect(events).toEqual(happened);
        await Promise.all(followers.map((follower) => follower.return?.()));
      });

      it('by one who stops, also while waiting', async () => {
        const events = log.follow(examId);
        const waiting = events.next();
        expect(await events.return?.()).toEqual({ done: true, value: undefined });
        expect(await waiting).toEqual({ done: true, value: undefined });
        await log.append(examId, newEvents(examId, 1));
        expect(await events.next()).toEqual({ done: true, value: undefined });
      });

      it('by one who leaves a loop', async () => {
        const [first] = await log.append(examId, newEvents(examId, 2));
        const events = log.follow(examId, idOf(first));
        for await (const event of events) {
          expect(event.key).toBe('key-2');
          break;
        }
        expect(await events.next()).toEqual({ done: true, value: undefined });
      });

      it('until the log is closed', async () => {
        const waiting = [log.follow(examId), log.follow(examId), log.follow(`${examId}-other`)].map((events) =>
          events.next(),
        );
        await reopen();
        for (const result of await Promise.all(waiting)) expect(result).toEqual({ done: true, value: undefined });
      });
    });

    it('takes no more once it is closed, but finishes what it has begun', async () => {
      const begun = log.append(examId, newEvents(examId, 3));
      await log[Symbol.asyncDispose]();
      await expect(log.append(examId, newEvents(examId, 1, 4))).rejects.toThrow();
      log = await parts.open();
      expect(await all()).toEqual(await begun);
    });

    it('shows every follower exactly what follows its cursor, whatever happens meanwhile', async () => {
      await fc.assert(
        fc.asyncProperty(scenarios(), async (scenario) => {
          await playScenario(scenario, { open: () => parts.open() });
        }),
        { numRuns: 25 },
      );
    });

    async function appendInTwoWrites(): Promise<readonly ExamEvent[]> {
      const first = await log.append(examId, newEvents(examId, 5));
      return [...first, ...(await log.append(examId, newEvents(examId, 5, 6)))];
    }

    async function reopen(): Promise<void> {
      await log[Symbol.asyncDispose]();
      log = await parts.open();
    }

    function all(): Promise<readonly ExamEvent[]> {
      return log.read(examId, { limit: 10_000 });
    }
  });
}

function rewritten(event: ExamEvent): ExamEvent {
  return { ...event, key: `new-${event.key}`, candidateId: 'nobody' };
}

function idOf(event: ExamEvent | undefined): string {
  if (!event) throw new Error('There is no such event.');
  return event.id;
}

function nextId(id: string): string {
  return id.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, '0'));
}

async function take(events: AsyncIterator<ExamEvent>, count: number): Promise<readonly ExamEvent[]> {
  const taken: ExamEvent[] = [];
  while (taken.length < count) {
    const result = await events.next();
    if (result.done) break;
    taken.push(result.value);
  }
  return taken;
}
