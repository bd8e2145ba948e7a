import { afterAll, beforeAll } from '@jest/globals';
import { evidenceStoreContract } from '../contract/evidenceStore.js';
import { startDynamoDb, type TestDynamoDb } from '../support/dynamoDb.js';

let dynamoDb: TestDynamoDb;
beforeAll(async () => {
  dynamoDb = await startDynamoDb();
});
afterAll(async () => {
  await dynamoDb?.[Symbol.asyncDispose]();
});

evidenceStoreContract('DynamoDB', () => dynamoDb.openStore());
