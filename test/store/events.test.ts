import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventRangesContract } from '../contract/eventRanges.js';
import { eventStoreContract } from '../contract/eventStore.js';
import { newTablePrefix, startDynamoDb, type TestDynamoDb } from '../support/dynamoDb.js';
import { startDynamoDbProxy } from '../support/dynamoDbProxy.js';
import { newEvents } from '../support/newEvents.js';

let dynamoDb: TestDynamoDb;
beforeAll(async () => {
  dynamoDb = await startDynamoDb();
});
afterAll(async () => {
  await dynamoDb[Symbol.asyncDispose]();
});

eventStoreContract('DynamoDB', () => dynamoDb.openStore());
eventRangesContract('DynamoDB', () => dynamoDb.openStore());

describe('The events table in DynamoDB', () => {
  it('is asked once for a page of a history, or for the newest of it up to a place', async () => {
    let queries = 0;
    await using proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, ({ operation }, forward) => {
      if (operation === 'Query') queries += 1;
      return forward();
    });
    await using store = await dynamoDb.openStore({ endpoint: proxy.endpoint });
    const events = newEvents('exam', 100).map((event, index) => ({ seq: index + 1, event }));
    await store.events.put('exam', events);
    const queriesFor = async (ask: () => Promise<unknown>) => {
      queries = 0;
      await ask();
      return queries;
    };
    expect(await queriesFor(() => store.events.read('exam', { after: 0, upTo: 100, limit: 64 }))).toBe(1);
    expect(await queriesFor(() => store.events.read('exam', { after: 64, upTo: 100, limit: 64 }))).toBe(1);
    expect(await queriesFor(() => store.events.read('exam', { after: 30, upTo: 100, limit: 64 }))).toBe(2);
    expect(await queriesFor(() => store.events.readLast('exam', 30, 100))).toBe(1);
  });

  it('is refused where it is that of an older version, which had another key', async () => {
    const tablePrefix = newTablePrefix();
    const client = new DynamoDBClient({ ...dynamoDb.connection, region: 'local' });
    await client.send(
      new CreateTableCommand({
        TableName: `${tablePrefix}events`,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'ExamId', AttributeType: 'S' },
          { AttributeName: 'Seq', AttributeType: 'N' },
        ],
        KeySchema: [
          { AttributeName: 'ExamId', KeyType: 'HASH' },
          { AttributeName: 'Seq', KeyType: 'RANGE' },
        ],
      }),
    );
    client.destroy();
    await expect(dynamoDb.openStore({ tablePrefix })).rejects.toThrow(/another key .* older version .* TABLE_PREFIX/);
  });
});
