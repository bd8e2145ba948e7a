import { setImmediate } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { createRedisConnection } from '../../src/events/redis/connection.js';
import { startRedisProxy } from '../support/redisProxy.js';
import { describeWithRedis, sharedRedis } from '../support/sharedRedis.js';

/** So long a process may take to end before anybody notices. */
const SOON_MS = 500;

describeWithRedis('A connection to Redis that is closed', () => {
  const redis = sharedRedis();

  it.each([
    ['works', false],
    ['is lost', true],
  ])('while it %s keeps no process from ending', async (_, isLost) => {
    const proxy = await startRedisProxy(redis.port);
    const before = timers();
    const connection = createRedisConnection(proxy.url, () => {});
    connection.listen('channel', () => {});
    await connection.publish('channel', 'message');
    if (isLost) {
      proxy.cut();
      await expect(connection.publish('channel', 'message')).rejects.toMatchObject({ name: 'StoreUnavailable' });
    }
    await connection[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
    const soon = performance.now() + SOON_MS;
    while (timers() > before && performance.now() < soon) await setImmediate();
    expect(timers()).toBeLessThanOrEqual(before);
  });
});

/** How many keep the process from ending now. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length;
}
