/** Nodes that were told nothing, too late, or something that is not true any more. */
import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { ExamEvent } from '../../src/domain/events.js';
import type { Store } from '../../src/store/store.js';
import { createFaultyEventStore } from '../support/faultyEventStore.js';
import { newEvents } from '../support/newEvents.js';
import { sharedRedisNodes } from '../support/redisNodes.js';
import { describeWithRedis } from '../support/sharedRedis.js';

/** A follower looks every second; the rest is for a machine that is busy. */
const BOUND_MS = 10_000;

describeWithRedis('Of several nodes that share a history through Redis,', () => {
  const { redis, store, openNode, openProxy } = sharedRedisNodes();
  let examId: string;

  beforeEach(() => {
    examId = randomUUID();
  });

  it('one that never hears that the history has grown sees it all the same, in time', async () => {
    const proxy = await openProxy();
    const [deaf, other] = [openNode({ url: proxy.url }), openNode()];
    const following = deaf.follow(examId);
    const seen = [following.next(), following.next()];
    const [first] = await other.append(examId, newEvents(examId, 1));
    expect((await seen[0])?.value).toEqual(first);
    proxy.lose('grown');
    const startedAt = Date.now();
    const [second] = await other.append(examId, newEvents(examId, 1, 2));
    expect((await seen[1])?.value).toEqual(second);
    expect(Date.now() - startedAt).toBeLessThan(BOUND_MS);
    await following.return?.();
  });

  it('those that never hear that it is their turn to write get it all the same', async () => {
    const proxy = await openProxy();
    const nodes = [openNode({ url: proxy.url }), openNode({ url: proxy.url })];
    await nodes[0]?.append(examId, newEvents(examId, 1));
    proxy.lose('grown');
    const counts = [2, 12, 22, 32];
    const appended = await Promise.all(
      counts.map(async (from, index) => (await nodes[index % 2]?.append(examId, newEvents(examId, 10, from))) ?? []),
    );
    expect(new Set(appended.flat().map(({ id }) => id)).size).toBe(40);
    expect(await openNode().read(examId, { limit: 100 })).toHaveLength(41);
  });

  it('one that stood still before its write, until others had appended the same, leads nobody to append it again', async () => {
    const proxy = await openProxy();
    const faulty = createFaultyEventStore(store.events);
    const late = openNode({ url: proxy.url, store: faulty.events });
    await late.append(examId, newEvents(examId, 2));
    faulty.failPut('takes long');
    const writing = late.append(examId, newEvents(examId, 4, 3)).catch((error: Error) => error.name);
    await faulty.held();
    proxy.cut();
    const appended = await openNode().append(examId, newEvents(examId, 6));
    faulty.release();
    expect(await writing).toBe('StoreUnavailable');
    const fresh = openNode({ recentEvents: 1, rememberedKeys: 1 });
    expect(await fresh.find(examId, 'key-4')).toEqual(appended[3]);
    expect(await fresh.append(examId, newEvents(examId, 6))).toEqual(appended);
    proxy.mend();
    expect(await persistently(() => late.append(examId, newEvents(examId, 6)))).toEqual(appended);
    expect(await openNode().read(examId, { limit: 100 })).toEqual(appended);
  });

  it('one that is told of an old head shows no less than before, and puts the head right', async () => {
    const node = openNode();
    const events = await node.append(examId, newEvents(examId, 3));
    await tellHead(1);
    expect(await node.read(examId, { after: String(events[0]?.id), limit: 10 })).toEqual(events.slice(1));
    expect(await redis.command('HGET', await stateKey(), 'head')).toBe('3');
    expect(await openNode().latest(examId)).toBe(events[2]?.id);
  });

  it('one that is told of an old head looks into the store before it writes', async () => {
    let puts = 0;
    const counted: Store['events'] = {
      ...store.events,
      put(...parameters) {
        puts += 1;
        return store.events.put(...parameters);
      },
    };
    const [one, misled] = [openNode(), openNode({ store: counted })];
    const first = await misled.append(examId, newEvents(examId, 3));
    const more = await one.append(examId, newEvents(examId, 3, 4));
    await tellHead(3);
    puts = 0;
    expect(await misled.append(examId, newEvents(examId, 1, 5))).toEqual([more[1]]);
    expect(puts).toBe(0);
    expect(await openNode().read(examId, { limit: 10 })).toEqual([...first, ...more]);
  });

  /** As a Redis does that has come back with what it had saved a while ago. */
  async function tellHead(head: number): Promise<void> {
    const state = await stateKey();
    await redis.command('HSET', state, 'head', String(head));
    await redis.command('DEL', state.replace(':state', ':events'));
  }

  async function stateKey(): Promise<string> {
    return String(await redis.command('KEYS', `*{${examId}}:state`));
  }

  async function persistently(append: () => Promise<readonly ExamEvent[]>): Promise<readonly ExamEvent[]> {
    const giveUpAt = Date.now() + BOUND_MS;
    for (;;) {
      try {
        return await append();
      } catch (error) {
        if ((error as Error).name !== 'StoreUnavailable' || Date.now() > giveUpAt) throw error;
      }
    }
  }
});
