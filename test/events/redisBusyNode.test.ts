/** A node whose event loop stands still for a while, as it does when thousands read at once. */
import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { EventLog } from '../../src/events/eventLog.js';
import { newEvents } from '../support/newEvents.js';
import { sharedRedisNodes } from '../support/redisNodes.js';
import { describeWithRedis } from '../support/sharedRedis.js';

/** Longer than a node waits for a connection, or for an answer. */
const STANDSTILL_MS = 2_500;

describeWithRedis('A node that was too busy to listen to Redis', () => {
  const { redis, problems, openNode } = sharedRedisNodes();
  let node: EventLog;

  beforeEach(() => {
    node = openNode();
  });

  it('while its connection was being made uses it none the less', async () => {
    const examId = randomUUID();
    const appending = node.append(examId, newEvents(examId, 3));
    await currentTurn();
    standStill();
    expect(await appending).toHaveLength(3);
    expect(problems).toEqual([]);
  });

  it('asks for another turn when the one that it was given is over', async () => {
    const examId = randomUUID();
    await node.append(examId, newEvents(examId, 1));
    redis.freeze();
    const appending = node.append(examId, newEvents(examId, 3));
    await currentTurn();
    redis.thaw();
    standStill();
    expect(await appending).toHaveLength(3);
    expect(await node.read(examId, { limit: 10 })).toEqual(await appending);
  });

  it('finds the answer that has come meanwhile', async () => {
    const examId = randomUUID();
    await node.append(examId, newEvents(examId, 1));
    redis.freeze();
    const checking = node.check?.();
    await currentTurn();
    redis.thaw();
    standStill();
    await checking;
    expect(problems).toEqual([]);
  });
});

/** What was begun has been sent. */
function currentTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function standStill(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STANDSTILL_MS);
}
