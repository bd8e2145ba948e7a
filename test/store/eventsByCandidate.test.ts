/** What is made of DynamoDB's index of events by candidate, which is behind. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../src/store/store.js';
import { startDynamoDbProxy } from '../support/dynamoDbProxy.js';
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
