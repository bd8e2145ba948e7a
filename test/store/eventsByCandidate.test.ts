/** What is made of DynamoDB's index of events by candidate, which is behind, and which older tables lack. */
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../src/store/store.js';
import { newTablePrefix } from '../support/dynamoDb.js';
import { startDynamoDbProxy } from '../support/dynamoDbProxy.js';
import { createIndexBuilder } from '../support/indexBuilder.js';
import { newEvent } from '../support/newEvents.js';
import { sharedDynamoDb } from '../support/sharedDynamoDb.js';

const dynamoDb = sharedDynamoDb();

describe('The index of events by candidate', () => {
  const range = { after: 0, upTo: 9, limit: 9 };
  let asked: string[];
  let indexed: readonly number[];
  let store: Store;
  const closing: (() => PromiseLike<void>)[] = [];

  beforeAll(async () => {
    const proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, async ({ operation, body }, forward) => {
      if (operation !== 'Query' || body['IndexName'] === undefined) return await forward();
      const about = Object.values(body['ExpressionAttributeValues'] as Record<string, { readonly S?: string }>)[0];
      asked.push(about?.S ?? '');
      const Items = indexed.map((seq) => ({ ExamPart: { S: 'exam~0' }, Seq: { N: String(seq) } }));
      return { status: 200, body: { Items, Count: Items.length } };
    });
    store = await dynamoDb.openStore({ endpoint: proxy.endpoint });
    closing.push(
      () => store[Symbol.asyncDispose](),
      () => proxy[Symbol.asyncDispose](),
    );
    const events = ['candidate-1', 'candidate-2', 'candidate-2'].map((candidateId, index) => ({
      seq: index + 1,
      event: newEvent('exam', `key-${index + 1}`, candidateId),
    }));
    await store.events.put('exam', events);
    await store.events.seal('exam', 4, 4);
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  it('is not believed where it leads to another’s event, to none, or nowhere', async () => {
    indexed = [1, 3, 4, 5];
    const found = await store.events.readAbout('exam', ['candidate-2'], range);
    expect(found.map(({ seq }) => seq)).toEqual([3]);
    expect(asked).toEqual(['exam#candidate-2']);
  });

  it('is not asked for whom it can’t know: the id is longer than a key', async () => {
    indexed = [];
    await store.events.readAbout('exam', ['x'.repeat(2_100), undefined], range);
    expect(asked).toEqual(['exam']);
  });
});

describe('An events table that is older than its index by candidate', () => {
  const event = newEvent('exam', 'old');
  const range = { after: 0, upTo: 9, limit: 9 };

  it('gets it, for all that is written from then on', async () => {
    const tablePrefix = newTablePrefix();
    await createOldTable(tablePrefix);
    using builder = createIndexBuilder(dynamoDb.connection, 1);
    await using proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, builder.intercept);
    await using store = await dynamoDb.openStore({ tablePrefix, endpoint: proxy.endpoint });
    expect(builder.built).toEqual([`${tablePrefix}events/ByCandidate`]);
    await store.events.put('exam', [{ seq: 2, event: newEvent('exam', 'new') }]);
    const events = await store.events.read('exam', range);
    expect(events.map(({ writtenAt }) => writtenAt === undefined)).toEqual([true, false]);
    expect(await store.events.readAbout('exam', ['candidate-1'], range)).toEqual(events.slice(1));
  });

  it('is used without it where the database adds none, and that is told', async () => {
    const tablePrefix = newTablePrefix();
    await createOldTable(tablePrefix);
    const warnings: string[] = [];
    await using store = await dynamoDb.openStore({ tablePrefix, onWarning: (warning) => void warnings.push(warning) });
    expect(warnings).toEqual([expect.stringContaining('index by candidate')]);
    await store.events.put('exam', [{ seq: 2, event: newEvent('exam', 'new') }]);
    const events = await store.events.read('exam', range);
    expect(events.map(({ writtenAt }) => writtenAt)).toEqual([undefined, undefined]);
  });

  async function createOldTable(tablePrefix: string): Promise<void> {
    const item = {
      ExamPart: { S: 'exam~0' },
      Seq: { N: '1' },
      EventKey: { S: event.key },
      Event: { S: JSON.stringify(event) },
      WrittenFrom: { N: '1' },
    };
    const TableName = `${tablePrefix}events`;
    const client = new DynamoDBClient({ ...dynamoDb.connection, region: 'local' });
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'ExamPart', AttributeType: 'S' },
          { AttributeName: 'Seq', AttributeType: 'N' },
        ],
        KeySchema: [
          { AttributeName: 'ExamPart', KeyType: 'HASH' },
          { AttributeName: 'Seq', KeyType: 'RANGE' },
        ],
      }),
    );
    // The table answers as soon as it is active.
    while (!(await client.send(new PutItemCommand({ TableName, Item: item })).catch(() => false))) {}
    client.destroy();
  }
});
