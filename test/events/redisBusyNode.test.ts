/** A node whose event loop stands still for a while, as it does when thousands read at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { EventLog } from '../../src/events/eventLog.js';
import { createRedisEventLog } from '../../src/events/redis/eventLog.js';
import type { Store } from '../../src/store/store.js';
import { startDynamoDb, type TestDynamoDb } from '../support/dynamoDb.js';
import { newEvents } from '../support/newEvents.js';
import { describeWithRedis, startRedis, type TestRedis } from '../support/redis.js';

/** Longer than a node waits for a connection, or for an answer. */
const STANDSTILL_MS = 2_500;
const LEASE_MS = 1_000;

describeWithRedis('A node that was too busy to listen to Redis', () => {
  let dynamoDb: TestDynamoDb;
  let store: Store;
  let redis: TestRedis;
  let node: EventLog;
  let problems: string[];

  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    store = await dynamoDb.openStore();
    redis = await startRedis();
  });
  beforeEach(() => {
    problems = [];
    const onProblem = (problem: string) => void problems.push(problem);
    node = createRedisEventLog({ url: redis.url, store: store.events, leaseMs: LEASE_MS, onProblem });
  });
  afterEach(async () => {
    await node[Symbol.asyncDispose]();
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    await dynamoDb[Symbol.asyncDispose]();
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
