import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ExamEvent } from '../../src/domain/events.js';
import type { EventLog } from '../../src/events/eventLog.js';
import type { RedisEventLogOptions } from '../../src/events/redis/eventLog.js';
import { createAlternatingEventLog } from '../support/alternatingEventLog.js';
import { playScenario, type Stage, scenarios } from '../support/eventLogScenario.js';
import { createFaultyEventStore, type FaultyEventStore, PUT_FAULTS } from '../support/faultyEventStore.js';
import { newEvent, newEvents } from '../support/newEvents.js';
import { startRedis } from '../support/redis.js';
import { sharedRedisNodes } from '../support/redisNodes.js';
import type { RedisProxy } from '../support/redisProxy.js';
import { describeWithRedis } from '../support/sharedRedis.js';

const UNAVAILABLE = { name: 'StoreUnavailable' };

describeWithRedis('Of several nodes that share an exam’s history through Redis,', () => {
  const { redis, store, problems, openNode, openProxy, keep } = sharedRedisNodes();
  let examId: string;

  beforeEach(() => {
    examId = `exam {${randomUUID()}} ü`;
  });

  it.each([
    ['plenty of', {}],
    ['next to no', { recentEvents: 3, rememberedKeys: 2, pages: 1, idleExams: 0, streamEvents: 2 }],
  ])('three with %s memory keep their promises through faults, crashes and restarts', async (_, options) => {
    await fc.assert(
      fc.asyncProperty(scenarios({ withFaults: true }), async (scenario) => {
        await playScenario(scenario, threeNodes(options));
      }),
      { numRuns: 15 },
    );
  });

  /** All of them crash at once, or only the store of one fails. */
  function threeNodes(options: Partial<RedisEventLogOptions>): Stage {
    let stores: readonly FaultyEventStore[] = [];
    let proxy: RedisProxy;
    let turn = 0;
    const next = () => stores[turn++ % stores.length];
    return {
      async open() {
        proxy = await openProxy();
        stores = Array.from({ length: 3 }, () => createFaultyEventStore(store.events));
        const nodes = stores.map(({ events }) => openNode({ ...options, url: proxy.url, store: events }));
        return createAlternatingEventLog(nodes);
      },
      async crash() {
        proxy.cut();
        await Promise.all(stores.map((faulty) => faulty.die()));
      },
      failPut: (fault) => next()?.failPut(fault),
      failRead: () => next()?.failRead(),
      release: () => {
        for (const faulty of stores) faulty.release();
      },
    };
  }

  it('all show their followers the same under load, and each event once', async () => {
    const nodes = [openNode(), openNode(), openNode()];
    const cursor = await openNode().latest(examId);
    const following = nodes.map((node) => seenUntil(node, cursor, 'end'));
    await load(nodes, 150);
    await openNode().append(examId, [newEvent(examId, 'end')]);
    const history = await openNode().read(examId, { limit: 10_000 });
    expect(history).toHaveLength(151);
    for (const seen of await Promise.all(following)) expect(seen).toEqual(history);
    expect(new Set(keysOf(history)).size).toBe(151);
  });

  it('each gets its turn while the others write without a pause', async () => {
    const nodes = [openNode(), openNode(), openNode()];
    await Promise.all(nodes.map((node) => node.latest(examId)));
    const counts = [0, 0, 0];
    let isOver = false;
    await Promise.all(
      nodes.map(async (node, index) => {
        while (!isOver) {
          await node.append(examId, [newEvent(examId, `${index}-${counts[index]}`)]);
          counts[index] = (counts[index] ?? 0) + 1;
          isOver ||= counts.reduce((sum, count) => sum + count, 0) >= 60;
        }
      }),
    );
    expect(Math.min(...counts)).toBeGreaterThan(12);
  });

  it('one that dies between writing and showing is finished by the others, though nobody appends', async () => {
    const proxy = await openProxy();
    const follower = openNode();
    const cursor = await follower.latest(examId);
    const seen = seenUntil(follower, cursor, 'key-3');
    const dying = openNode({
      url: proxy.url,
      store: {
        ...store.events,
        async put(...parameters) {
          await store.events.put(...parameters);
          proxy.cut();
        },
      },
    });
    await expect(dying.append(examId, newEvents(examId, 3))).rejects.toMatchObject(UNAVAILABLE);
    expect(keysOf(await seen)).toEqual(['key-1', 'key-2', 'key-3']);
    expect(await follower.append(examId, newEvents(examId, 3))).toEqual(await seen);
  });

  it('one whose write arrives when its turn is long over changes nothing that others have seen', async () => {
    const proxy = await openProxy();
    const faulty = createFaultyEventStore(store.events);
    const late = openNode({ url: proxy.url, store: faulty.events });
    const other = openNode();
    const cursor = await other.latest(examId);
    await late.append(examId, newEvents(examId, 2));
    faulty.failPut('takes long');
    const writing = late.append(examId, newEvents(examId, 6, 3));
    await faulty.held();
    proxy.cut();
    const seen = seenUntil(other, cursor, 'end');
    await other.append(examId, [newEvent(examId, 'key-8'), newEvent(examId, 'key-9')]);
    faulty.release();
    await expect(writing).rejects.toMatchObject(UNAVAILABLE);
    await other.append(examId, newEvents(examId, 8));
    await other.append(examId, [newEvent(examId, 'end')]);
    const history = await openNode().read(examId, { limit: 100 });
    expect(await seen).toEqual(history);
    expect(keysOf(history).toSorted()).toEqual(['end', ...newEvents(examId, 9).map(({ key }) => key)]);
  });

  it.each(PUT_FAULTS)('another finds what became of an append that "%s"', async (fault) => {
    const faulty = createFaultyEventStore(store.events);
    const [one, other] = [openNode({ store: faulty.events }), openNode()];
    const [first] = await one.append(examId, newEvents(examId, 1));
    faulty.failPut(fault);
    const failing = one.append(examId, newEvents(examId, 2, 2));
    if (fault.startsWith('takes long')) await faulty.held();
    faulty.release();
    if (fault !== 'takes long') await expect(failing).rejects.toMatchObject(UNAVAILABLE);
    const appended = await other.append(examId, newEvents(examId, 2, 2));
    expect(await one.append(examId, newEvents(examId, 2, 2))).toEqual(appended);
    const ids = (await other.read(examId, { limit: 10 })).map(({ id }) => id);
    expect(ids).toEqual([first, ...appended].map((event) => event?.id).sort());
  });

  it('one finds at once what another has appended, also when it looked for it in vain before', async () => {
    const [one, other] = [openNode(), openNode()];
    for (let count = 1; count <= 10; count++) {
      expect(await one.find(examId, `key-${count}`)).toBeUndefined();
      const [event] = await other.append(examId, newEvents(examId, 1, count));
      expect(await one.find(examId, `key-${count}`)).toEqual(event);
      expect(await one.append(examId, newEvents(examId, 1, count))).toEqual([event]);
    }
  });

  it('all have forgotten what one has rewritten, when it has', async () => {
    const nodes = [openNode(), openNode(), openNode()];
    const [one, other, third] = nodes as [EventLog, EventLog, EventLog];
    const appended = await one.append(examId, newEvents(examId, 80));
    const following = third.follow(examId, appended[0]?.id);
    expect((await following.next()).value).toEqual(appended[1]);
    for (const node of nodes) expect(await node.recent(examId, 100)).toHaveLength(80);
    await other.rewrite(examId, (event) => ({ ...event, candidateId: 'nobody' }));
    const isErased = ({ candidateId }: ExamEvent) => candidateId === 'nobody';
    for (const node of [...nodes, openNode()]) {
      expect((await node.recent(examId, 100)).every(isErased)).toBe(true);
      expect((await node.read(examId, { limit: 1_000 })).every(isErased)).toBe(true);
      expect(isErased((await node.find(examId, 'key-5')) as ExamEvent)).toBe(true);
    }
    for (let count = 2; count < 80; count++) expect(isErased((await following.next()).value)).toBe(true);
    await following.return?.();
  });

  it('none loses or repeats anything when Redis is killed and comes back empty', async () => {
    const nodes = [openNode(), openNode(), openNode()];
    const cursor = await openNode().latest(examId);
    const following = nodes.map((node) => seenUntil(node, cursor, 'end'));
    const loading = load(nodes, 100);
    for (let restarts = 0; restarts < 2; restarts++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await redis.kill();
      await redis.start();
    }
    await loading;
    await persistently(() => openNode().append(examId, [newEvent(examId, 'end')]));
    const history = await openNode().read(examId, { limit: 10_000 });
    expect(history).toHaveLength(101);
    expect(new Set(keysOf(history)).size).toBe(101);
    for (const seen of await Promise.all(following)) expect(seen).toEqual(history);
  });

  it('none goes backwards when Redis comes back with an old state', async () => {
    const [one, other] = [openNode(), openNode()];
    const first = await one.append(examId, newEvents(examId, 3));
    const keys = (await redis.command('KEYS', `*${encodeURIComponent(examId)}*`)) as string[];
    const old = await Promise.all(keys.map((key) => redis.command('DUMP', key)));
    expect(old.length).toBeGreaterThan(0);
    const more = await one.append(examId, newEvents(examId, 3, 4));
    const state = keys.find((key) => key.endsWith(':state')) ?? '';
    await redis.command('HSET', state, 'head', '3');
    await redis.command('DEL', state.replace(':state', ':events'));
    const fresh = openNode();
    expect(await fresh.read(examId, { after: String(more[1]?.id), limit: 10 })).toEqual([more[2]]);
    await redis.command('HSET', state, 'head', '3');
    const [next] = await other.append(examId, newEvents(examId, 1, 7));
    expect(String(next?.id) > String(more[2]?.id)).toBe(true);
    expect(await one.read(examId, { limit: 10 })).toEqual([...first, ...more, next]);
  });

  it('all refuse to append within seconds while Redis is silent, and go on by themselves', async () => {
    const [one, other] = [openNode(), openNode()];
    const [first] = await one.append(examId, newEvents(examId, 1));
    const seen = seenUntil(other, String(first?.id), 'key-3');
    redis.freeze();
    const frozenAt = Date.now();
    await Promise.all(
      [one, other].map((node) =>
        expect(node.append(examId, newEvents(examId, 1, 2))).rejects.toMatchObject(UNAVAILABLE),
      ),
    );
    expect(Date.now() - frozenAt).toBeLessThan(5_000);
    expect(await one.read(examId, { limit: 10 })).toEqual([first]);
    redis.thaw();
    for (const count of [2, 3]) await persistently(() => one.append(examId, newEvents(examId, 1, count)));
    expect(keysOf(await seen)).toEqual(['key-2', 'key-3']);
  });

  it.each([
    ['full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0'], /full.*OOM/],
    ['a replica', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE'], /replica.*READONLY/],
  ] as const)(
    'each says once that Redis is %s, still reads, and appends again when it is not',
    async (_, on, off, told) => {
      const node = openNode();
      const [first] = await node.append(examId, newEvents(examId, 1));
      await node.check?.();
      await run(on);
      try {
        for (let attempt = 0; attempt < 5; attempt++) {
          await expect(node.append(examId, newEvents(examId, 1, 2))).rejects.toMatchObject(UNAVAILABLE);
          expect(await node.read(examId, { limit: 10 })).toEqual([first]);
        }
        await expect(node.check?.()).rejects.toMatchObject(UNAVAILABLE);
        expect(problems.filter((problem) => told.test(problem))).toHaveLength(1);
      } finally {
        await run(off);
      }
      const [second] = await persistently(() => node.append(examId, newEvents(examId, 1, 2)));
      expect(await node.read(examId, { limit: 10 })).toEqual([first, second]);
      await node.check?.();
    },
  );

  it('none tells its password to anybody when Redis refuses it', async () => {
    const guarded = keep(await startRedis({ password: 'correct-horse' }));
    const node = openNode({ url: guarded.url.replace('correct-horse', 'wrong-horse') });
    const error = await node.append(examId, newEvents(examId, 1)).catch((reason: unknown) => reason);
    expect(error).toMatchObject(UNAVAILABLE);
    const told = [...problems, JSON.stringify(error), String((error as Error).stack), String((error as Error).cause)];
    expect(problems.join()).toContain('WRONGPASS');
    expect(told.join()).not.toMatch(/horse/);
    await openNode({ url: guarded.url }).append(examId, newEvents(examId, 1));
  });

  async function run([name, ...args]: readonly [string, ...string[]]): Promise<void> {
    await redis.command(name, ...args);
  }

  /** Appends `key-1` and so on, by all nodes at once, some of them twice; what fails is tried again, at the next node. */
  async function load(nodes: readonly EventLog[], count: number): Promise<void> {
    let next = 0;
    const writers = Array.from({ length: 9 }, async (_, writer) => {
      for (let key = ++next; key <= count; key = ++next) {
        let attempt = writer;
        const event = newEvent(examId, `key-${key}`, `candidate-${key % 5}`);
        const append = async () => await nodes[attempt++ % nodes.length]?.append(examId, [event]);
        const appended = await persistently(append);
        if (key % 7 === 0) expect(await persistently(append)).toEqual(appended);
      }
    });
    await Promise.all(writers);
  }

  async function persistently<T>(attempt: () => Promise<T>): Promise<T> {
    for (let attempts = 1; ; attempts++) {
      try {
        return await attempt();
      } catch (error) {
        if ((error as Error).name !== 'StoreUnavailable' || attempts === 100) throw error;
      }
    }
  }

  async function seenUntil(node: EventLog, cursor: string, lastKey: string): Promise<readonly ExamEvent[]> {
    const seen: ExamEvent[] = [];
    while (seen.at(-1)?.key !== lastKey) {
      try {
        for await (const event of node.follow(examId, seen.at(-1)?.id ?? cursor)) {
          seen.push(event);
          if (event.key === lastKey) break;
        }
      } catch (error) {
        if ((error as Error).name !== 'StoreUnavailable') throw error;
      }
    }
    return seen;
  }
});

function keysOf(events: readonly ExamEvent[]): readonly string[] {
  return events.map(({ key }) => key);
}
