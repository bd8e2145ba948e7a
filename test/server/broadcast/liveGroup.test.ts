/** Members of a group under every order in which sources, answers and sockets may happen to be ready. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BroadcastEvent } from '../../../src/graphql/broadcast.js';
import { deliver } from '../../../src/server/broadcast/delivery.js';
import { createLiveGroup } from '../../../src/server/broadcast/liveGroup.js';

const idOf = (place: number) => String(place).padStart(4, '0');

/** A history whose sources take their time. */
function createHistory(ready: () => Promise<unknown>) {
  let length = 0;
  let openSources = 0;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const call of waiting) call();
    waiting.clear();
  };
  return {
    length: () => length,
    openSources: () => openSources,
    append() {
      length += 1;
      wake();
    },
    follow(after: number): AsyncIterableIterator<unknown> {
      let place = after;
      let isEnded = false;
      let wasTransient = false;
      openSources += 1;
      return {
        async next() {
          wasTransient = !wasTransient;
          // Between any two events, one that is none of the order; its id is that of the event before.
          if (wasTransient) return { done: false, value: { id: idOf(place), isTransient: true } };
          while (!isEnded && place >= length) await new Promise<void>((resolve) => waiting.add(resolve));
          if (isEnded) return { done: true, value: undefined };
          place += 1;
          const value = { id: idOf(place) };
          // Taken already, and on its way, when somebody returns the source.
          await ready();
          return { done: false, value };
        },
        async return() {
          if (!isEnded) openSources -= 1;
          isEnded = true;
          wake();
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
}

test('every member is sent all events after its cursor, once and in order, and lets go of its own source', async () => {
  const joinsAt = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), joinsAt, fc.integer({ min: 1, max: 8 }), async (scheduler, joins, appends) => {
      const ready = () => scheduler.schedule(Promise.resolve());
      const history = createHistory(ready);
      let isGroupOver = false;
      const answers = {
        async to({ id, isTransient }: BroadcastEvent) {
          await ready();
          return Buffer.from(JSON.stringify(isTransient ? 'transient' : id));
        },
      };
      const group = createLiveGroup(
        answers,
        async () => history.follow(history.length()),
        () => {
          isGroupOver = true;
        },
      );
      const members: {
        from: number;
        sent: string[];
        delivery: AsyncIterableIterator<never>;
        over: Promise<unknown>;
      }[] = [];
      const join = (share: number) => {
        const from = Math.round(share * history.length());
        const sent: string[] = [];
        const send = async (...parts: readonly Buffer[]) => {
          const { payload } = JSON.parse(String(Buffer.concat(parts)));
          if (payload !== 'transient') sent.push(payload);
          await ready();
        };
        const delivery = deliver(history.follow(from), group, { id: 'one', send });
        members.push({ from, sent, delivery, over: delivery.next() });
      };

      for (const share of joins) void ready().then(() => join(share));
      for (let count = 0; count < appends; count += 1) void ready().then(history.append);
      await scheduler.waitIdle();
      for (let count = 0; count < 3; count += 1) {
        history.append();
        await scheduler.waitIdle();
      }

      for (const { from, sent } of members) {
        expect(sent).toEqual(Array.from({ length: history.length() - from }, (_, index) => idOf(from + index + 1)));
      }
      expect(history.openSources()).toBe(1);
      for (const { delivery } of members) await delivery.return?.();
      await Promise.all(members.map(({ over }) => over));
      expect([history.openSources(), isGroupOver]).toEqual([0, true]);
    }),
    { numRuns: 300 },
  );
});

test('what ends the source of all ends it for every member, with its reason', async () => {
  const history = createHistory(async () => {});
  let fail = (_error: Error) => {};
  async function* failing() {
    yield { id: idOf(1) };
    await new Promise((_, reject) => {
      fail = reject;
    });
  }
  const answers = { to: async ({ id }: { readonly id: string }) => Buffer.from(JSON.stringify(id)) };
  const group = createLiveGroup(
    answers,
    async () => failing(),
    () => {},
  );
  const sent: string[] = [];
  const overs = ['a', 'b'].map((id) => {
    const delivery = deliver(history.follow(0), group, {
      id,
      send: (...parts) => void sent.push(String(Buffer.concat(parts))),
    });
    return delivery.next();
  });
  history.append();
  while (history.openSources() > 0) await new Promise(setImmediate);
  fail(new Error('The store does not answer.'));
  for (const over of overs) await expect(over).rejects.toThrow('The store does not answer.');
  expect(sent.filter((message) => message.includes(idOf(1)))).toHaveLength(2);
});
