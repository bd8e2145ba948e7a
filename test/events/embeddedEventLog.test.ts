import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { Store } from '../../src/store/store.js';
import { eventLogContract } from '../contract/eventLog.js';
import { newTablePrefix, startDynamoDb, type TestDynamoDb } from '../support/dynamoDb.js';

const DAY_MS = 24 * 60 * 60_000;
const tablePrefix = newTablePrefix();
const clock = { ms: Date.parse('2026-01-15T09:00:00.000Z') };
const now = () => clock.ms;
const expiryOf = async () => ({ expiresAt: new Date(clock.ms + 10 * DAY_MS).toISOString() });
let dynamoDb: TestDynamoDb;
let store: Store;

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
  store = await dynamoDb.openStore({ tablePrefix, now });
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await dynamoDb[Symbol.asyncDispose]();
});

eventLogContract('one process', async () => ({
  open: async () => createEmbeddedEventLog(store.events, { expiryOf, now }),
  dropOldest,
  outliveAll,
  passTime,
  [Symbol.asyncDispose]: async () => {},
}));

eventLogContract('one process with next to no memory', async () => ({
  open: async () =>
    createEmbeddedEventLog(store.events, {
      recentEvents: 3,
      rememberedKeys: 2,
      pages: 1,
      idleExams: 0,
      readAtOnce: 8,
      expiryOf,
      now,
    }),
  dropOldest,
  outliveAll,
  passTime,
  [Symbol.asyncDispose]: async () => {},
}));

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
