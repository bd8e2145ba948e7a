import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createRedisConnection } from '../../src/events/redis/connection.js';
import { startRollCall } from '../../src/events/redis/roll.js';
import { startRedisProxy } from '../support/redisProxy.js';
import { describeWithRedis, sharedRedis } from '../support/sharedRedis.js';

const SILENT_MS = 2_000;
const CALL_EVERY_MS = 50;

interface Node {
  /** How often it was told that another may be gone. */
  told(): number;
  /** Resolves when it has been told. */
  untilTold(): Promise<void>;
  /** Resolves when it has called so many times more. */
  calls(count: number): Promise<void>;
  die(): Promise<void>;
}

describeWithRedis('On the roll of the nodes', () => {
  const redis = sharedRedis();
  let key: string;
  let opened: Node[];

  beforeEach(() => {
    key = randomUUID();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((node) => node.die()));
  });

  /** Resolves when the node is on the roll. */
  async function openNode(url = redis.url): Promise<Node> {
    const connection = createRedisConnection(url, () => {});
    const called: (() => void)[] = [];
    const heard: (() => void)[] = [];
    let told = 0;
    const roll = startRollCall(
      {
        async callRoll(...parameters) {
          const answer = await connection.callRoll(...parameters);
          setImmediate(() => {
            for (const resolve of called.splice(0)) resolve();
          });
          return answer;
        },
      },
      { key, node: randomUUID(), silentMs: SILENT_MS, callEveryMs: CALL_EVERY_MS },
    );
    roll.onOtherGone(() => {
      told += 1;
      for (const resolve of heard.splice(0)) resolve();
    });
    const node: Node = {
      told: () => told,
      untilTold: () => new Promise((resolve) => (told > 0 ? resolve() : heard.push(resolve))),
      async calls(count) {
        for (let calls = 0; calls < count; calls++) await new Promise<void>((resolve) => called.push(resolve));
      },
      async die() {
        roll[Symbol.dispose]();
        await connection[Symbol.asyncDispose]();
      },
    };
    opened.push(node);
    await node.calls(1);
    return node;
  }

  it('a node that comes is greeted by nobody', async () => {
    const one = await openNode();
    const other = await openNode();
    await Promise.all([one.calls(3), other.calls(3)]);
    expect([one.told(), other.told()]).toEqual([0, 0]);
  });

  it('one that goes silent is struck off, which one of the others is told, once', async () => {
    const [one, other, dying] = [await openNode(), await openNode(), await openNode()];
    await dying.die();
    await Promise.race([one.untilTold(), other.untilTold()]);
    await Promise.all([one.calls(3), other.calls(3)]);
    expect(one.told() + other.told()).toBe(1);
    expect(await redis.command('ZCARD', key)).toBe(2);
  });

  it('one that comes back after it was struck off looks itself what it has missed', async () => {
    const proxy = await startRedisProxy(redis.port);
    const [one, silent] = [await openNode(), await openNode(proxy.url)];
    proxy.cut();
    await one.untilTold();
    expect(silent.told()).toBe(0);
    proxy.mend();
    await silent.untilTold();
    await Promise.all([one.calls(3), silent.calls(3)]);
    expect([one.told(), silent.told()]).toEqual([1, 1]);
    await silent.die();
    await proxy[Symbol.asyncDispose]();
  });

  it('all look when Redis has lost the roll', async () => {
    const [one, other] = [await openNode(), await openNode()];
    await redis.command('DEL', key);
    await Promise.all([one.untilTold(), other.untilTold()]);
    expect([one.told(), other.told()]).toEqual([1, 1]);
  });
});
