import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { Store } from '../../src/store/store.js';
import { eventLogContract } from '../contract/eventLog.js';
import { newTablePrefix, startDynamoDb, type TestDynamoDb } from '../support/dynamoDb.js';

const tablePrefix = newTablePrefix();
let dynamoDb: TestDynamoDb;
let store: Store;

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
  store = await dynamoDb.openStore({ tablePrefix });
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await dynamoDb[Symbol.asyncDispose]();
});

eventLogContract('one process', async () => ({
  open: async () => createEmbeddedEventLog(store.events),
  dropOldest,
  [Symbol.asyncDispose]: async () => {},
}));

eventLogContract('one process with next to no memory', async () => ({
  open: async () =>
    createEmbeddedEventLog(store.events, { recentEvents: 3, rememberedKeys: 2, pages: 1, idleExams: 0 }),
  dropOldest,
  [Symbol.asyncDispose]: async () => {},
}));

/** As DynamoDB's own expiry does it: item by item, behind our back. */
async function dropOldest(examId: string, count: number): Promise<void> {
  const client = new DynamoDBClient({ ...dynamoDb.connection, region: 'local' });
  const documents = DynamoDBDocumentClient.from(client);
  for (const { seq } of await store.events.read(examId, 0, count)) {
    await documents.send(new DeleteCommand({ TableName: `${tablePrefix}events`, Key: { ExamId: examId, Seq: seq } }));
  }
  client.destroy();
}
