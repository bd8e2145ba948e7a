import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, jest } from '@jest/globals';
import type { EventLog } from '../../src/events/eventLog.js';
import { createRedisEventLog, type RedisEventLogOptions } from '../../src/events/redis/eventLog.js';
import type { Store } from '../../src/store/store.js';
import { type EventLogSetUp, eventLogContract } from '../contract/eventLog.js';
import { createAlternatingEventLog } from '../support/alternatingEventLog.js';
import { newTablePrefix, startDynamoDb, type TestDynamoDb } from '../support/dynamoDb.js';
import { describeWithRedis, startRedis, type TestRedis } from '../support/redis.js';

// Whatever outlives its events deletes those of all tests before, one by one: thousands, on a machine that may be busy.
jest.setTimeout(120_000);

const DAY_MS = 24 * 60 * 60_000;
const NEXT_TO_NO_MEMORY = {
  recentEvents: 3,
  rememberedKeys: 2,
  pages: 1,
  idleExams: 0,
  readAtOnce: 8,
  streamEvents: 2,
};

describeWithRedis('With Redis', () => {
  const tablePrefix = newTablePrefix();
  const clock = { ms: Date.parse('2026-01-15T09:00:00.000Z') };
  const now = () => clock.ms;
  const expiryOf = async () => ({ expiresAt: new Date(clock.ms + 10 * DAY_MS).toISOString() });
  let dynamoDb: TestDynamoDb;
  let store: Store;
  let redis: TestRedis;

  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    store = await dynamoDb.openStore({ tablePrefix, now });
    redis = await startRedis();
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    await dynamoDb[Symbol.asyncDispose]();
  });

  eventLogContract(
    'one node of several',
    setUpWith(() => openNode()),
  );
  eventLogContract(
    'one node with next to no memory',
    setUpWith(() => openNode(NEXT_TO_NO_MEMORY)),
  );
  eventLogContract(
    'two nodes that take turns',
    setUpWith(() => createAlternatingEventLog([openNode(), openNode()])),
  );

  function setUpWith(open: () => EventLog): () => Promise<EventLogSetUp> {
    return async () => ({
      open: async () => open(),
      dropOldest,
      outliveAll,
      passTime,
      [Symbol.asyncDispose]: async () => {},
    });
  }

  function openNode(options: Partial<RedisEventLogOptions> = {}): EventLog {
    return createRedisEventLog({
      url: redis.url,
      store: store.events,
      expiryOf,
      now,
      onProblem: (problem, cause) => {
        throw new Error(problem, { cause });
      },
      ...options,
    });
  }

  function passTime(ms: number): void {
    clock.ms += ms;
  }

  async function outliveAll({ isDeleted }: { readonly isDeleted: boolean }): Promise<void> {
    clock.ms += 11 * DAY_MS;
    if (isDeleted) await store.sweep();
  }

  /** As DynamoDB's own expiry does it: item by item, behind our back. */
  async function dropOldest(examId: string, count: number): Promise<void> {
    const client = new DynamoDBClient({ ...dynamoDb.connection, region: 'local' });
    for (const { seq } of await store.events.read(examId, 0, count)) {
      const Key = { ExamId: { S: examId }, Seq: { N: String(seq) } };
      await client.send(new DeleteItemCommand({ TableName: `${tablePrefix}events`, Key }));
    }
    client.destroy();
  }
});
