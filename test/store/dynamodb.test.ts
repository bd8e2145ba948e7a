import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '../../src/domain/session.js';
import { createDynamoStore } from '../../src/store/dynamodb/dynamoStore.js';
import type { Store } from '../../src/store/store.js';
import { storeContract } from '../contract/store.js';
import { newTablePrefix } from '../support/dynamoDb.js';
import { type Answer, type Interceptor, startDynamoDbProxy } from '../support/dynamoDbProxy.js';
import { examOf } from '../support/exam.js';
import { createIndexBuilder } from '../support/indexBuilder.js';
import { sharedDynamoDb } from '../support/sharedDynamoDb.js';
import { createTimeToLive } from '../support/timeToLive.js';

const dynamoDb = sharedDynamoDb();

storeContract('DynamoDB', () => dynamoDb.openStore());

describe('The tables in DynamoDB', () => {
  it('are taken up with what they hold by a second store', async () => {
    const tablePrefix = newTablePrefix();
    await using first = await dynamoDb.openStore({ tablePrefix });
    await first.exams.create(examOf('algebra'));
    await using second = await dynamoDb.openStore({ tablePrefix });
    expect(await second.exams.get('algebra')).toMatchObject({ title: 'Algebra' });
  });

  it('may be created by two processes at once', async () => {
    const tablePrefix = newTablePrefix();
    const stores = await Promise.all([1, 2, 3].map(() => dynamoDb.openStore({ tablePrefix })));
    for (const store of stores) {
      await store.check();
      await store[Symbol.asyncDispose]();
    }
  });

  it('are only looked at when they are all there, so that a role needs no right to create them', async () => {
    const tablePrefix = newTablePrefix();
    await (await dynamoDb.openStore({ tablePrefix }))[Symbol.asyncDispose]();
    const operations = new Set<string>();
    const timeToLive = createTimeToLive();
    await using proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, (request, forward) => {
      operations.add(request.operation);
      return timeToLive.intercept(request, forward);
    });
    for (const openings of [1, 2]) {
      operations.clear();
      await using _store = await dynamoDb.openStore({ tablePrefix, endpoint: proxy.endpoint });
      expect([openings, ...operations]).toEqual([
        openings,
        'DescribeTable',
        'DescribeTimeToLive',
        // The first time it was off.
        ...(openings === 1 ? ['UpdateTimeToLive'] : []),
      ]);
    }
  });

  it('are left without a connection when the store is closed', async () => {
    await using proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, (_, forward) => forward());
    const store = await dynamoDb.openStore({ endpoint: proxy.endpoint });
    await store.check();
    await store[Symbol.asyncDispose]();
    await proxy.disconnected();
  });

  it('are refused when the name given for the faces is that of another table', async () => {
    const tablePrefix = newTablePrefix();
    await using _store = await dynamoDb.openStore({ tablePrefix });
    const opening = createDynamoStore({
      ...dynamoDb.connection,
      tablePrefix,
      facesTableName: `${tablePrefix}events`,
    });
    await expect(opening).rejects.toThrow(/events has another key/);
  });
});

describe("The faces table of an AWS sample's deployment", () => {
  const facesTableName = `${newTablePrefix()}FacesTable`;
  const oldFace = {
    externalImageId: '3f0e8f5e-4d3b-4b8e-9a57-0d6c5a7c8f11',
    candidateId: '3f0e8f5e-4d3b-4b8e-9a57-0d6c5a7c8f11',
    fullName: 'Grace Hopper',
    collectionId: 'VirtualProctor',
    enrolledAt: '1970-01-01T00:00:00.000Z',
  };
  let store: Store;
  let indexes: readonly string[];
  let wasActive: boolean;
  const closing: (() => PromiseLike<void> | void)[] = [];

  beforeAll(async () => {
    await createSampleTable(facesTableName);
    const builder = createIndexBuilder(dynamoDb.connection, 3);
    const proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, builder.intercept);
    store = await createDynamoStore({
      endpoint: proxy.endpoint,
      credentials: dynamoDb.connection.credentials,
      tablePrefix: newTablePrefix(),
      facesTableName,
    });
    indexes = builder.built;
    wasActive = builder.isActive();
    closing.push(
      () => store[Symbol.asyncDispose](),
      () => proxy[Symbol.asyncDispose](),
      () => builder[Symbol.dispose](),
    );
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  it('gets the index that it lacks, and is not used before it is there', () => {
    expect(indexes).toEqual([`${facesTableName}/ByCandidate`]);
    expect(wasActive).toBe(true);
  });

  it('shows its faces, each as its own candidate', async () => {
    expect(await store.faces.get(oldFace.externalImageId)).toEqual(oldFace);
    expect(await store.faces.ofCandidate(oldFace.candidateId)).toEqual([oldFace]);
    const all: unknown[] = [];
    for await (const face of store.faces.all()) all.push(face);
    expect(all).toEqual([oldFace]);
  });

  it('takes new faces beside the old ones', async () => {
    const face = { ...oldFace, externalImageId: 'new', candidateId: 'c-1', enrolledAt: '2026-01-15T09:00:00.000Z' };
    await store.faces.put(face);
    expect(await store.faces.ofCandidate('c-1')).toEqual([face]);
    await store.faces.delete('new');
  });

  async function createSampleTable(TableName: string): Promise<void> {
    const client = new DynamoDBClient({ ...dynamoDb.connection, region: 'local' });
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'ExternalImageId', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'ExternalImageId', KeyType: 'HASH' }],
      }),
    );
    const item = new PutItemCommand({
      TableName,
      Item: {
        CollectionId: { S: oldFace.collectionId },
        ExternalImageId: { S: oldFace.externalImageId },
        FullName: { S: oldFace.fullName },
      },
    });
    // The table answers as soon as it is active.
    while (!(await client.send(item).catch(() => false))) {}
    client.destroy();
  }
});

describe('When DynamoDB fails,', () => {
  it('a store that can’t be reached is unavailable', async () => {
    const closed = await startDynamoDbProxy(dynamoDb.connection.endpoint, (_, forward) => forward());
    await using store = await dynamoDb.openStore({ endpoint: closed.endpoint });
    await closed[Symbol.asyncDispose]();
    await expect(store.check()).rejects.toMatchObject({
      name: 'StoreUnavailable',
      cause: { message: expect.stringContaining('ECONNREFUSED') },
    });
    await expect(dynamoDb.openStore({ endpoint: closed.endpoint })).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('an answer that does not come in time is not waited for', async () => {
    const never = new Promise<Answer>(() => {});
    let isSilent = false;
    const intercept: Interceptor = (_, forward) => (isSilent ? never : forward());
    await using proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, intercept);
    await using store = await dynamoDb.openStore({ endpoint: proxy.endpoint, answerWithinMs: 400 });
    isSilent = true;
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', cause: { name: 'TimeoutError' } });
  });

  it.each([
    ['ProvisionedThroughputExceededException', 400],
    ['ThrottlingException', 400],
    ['ResourceNotFoundException', 400],
    ['ExpiredTokenException', 400],
    ['InternalServerError', 500],
  ])('its %s is unavailability', async (name, status) => {
    const failure = { status, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'No.' } };
    const { store, close } = await openThrough(({ operation }, forward) =>
      operation === 'GetItem' ? failure : forward(),
    );
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable', cause: { name } });
    await close();
  });

  it('a request that can never succeed is not called unavailability', async () => {
    await using store = await dynamoDb.openStore();
    const tooLarge = newSession({ id: 'x'.repeat(500_000) });
    await expect(store.sessions.save(tooLarge)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('a save whose answer was lost, and which the SDK repeats, is no conflict', async () => {
    const { store, close } = await openThrough(loseAnswerOnce('PutItem'));
    await store.sessions.save(newSession());
    expect(await store.sessions.get('exam', 'candidate')).toEqual(newSession());
    await close();
  });

  it('a save that lost its answer and its race is a conflict', async () => {
    const { store, close } = await openThrough(loseAnswerOnce('PutItem', { skip: 1 }));
    await store.sessions.save(newSession({ framesProcessed: 1 }));
    const late = store.sessions.save(newSession({ framesProcessed: 2 }));
    await expect(late).rejects.toMatchObject({ name: 'VersionConflict' });
    await close();
  });

  it('an exam whose creation lost its answer is created', async () => {
    const { store, close } = await openThrough(loseAnswerOnce('PutItem'));
    expect(await store.exams.create(examOf('exam'))).toBe(true);
    await close();
  });

  it('what it left of a batch is sent again', async () => {
    let refused = 0;
    const { store, close } = await openThrough(async ({ operation, body }, forward) => {
      if (operation !== 'BatchWriteItem' || refused === 2) return await forward();
      refused += 1;
      return { status: 200, body: { UnprocessedItems: body['RequestItems'] } };
    });
    const event = { type: 'FaceDeleted', key: 'key', examId: 'exam', occurredAt: '', candidateId: '' } as const;
    await store.events.put('exam', [{ seq: 1, event: { ...event, externalImageId: '' } }]);
    expect(await store.events.findSeq('exam', 'key')).toBe(1);
    await close();
  });

  async function openThrough(intercept: Interceptor) {
    const proxy = await startDynamoDbProxy(dynamoDb.connection.endpoint, intercept);
    const store = await dynamoDb.openStore({ endpoint: proxy.endpoint });
    const close = async () => {
      await store[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
    };
    return { store, close };
  }

  function loseAnswerOnce(operation: string, { skip = 0 } = {}): Interceptor {
    let seen = 0;
    return async (request, forward) => {
      const answer = await forward();
      if (request.operation !== operation) return answer;
      seen += 1;
      return seen === skip + 1 ? 'nothing' : answer;
    };
  }
});

function newSession(session: Partial<Session> = {}): Session {
  return {
    id: 'session',
    examId: 'exam',
    candidateId: 'candidate',
    startedAt: '2026-01-15T09:00:00.000Z',
    state: { status: 'ACTIVE' },
    framesProcessed: 0,
    outbox: [],
    version: 1,
    ...session,
  };
}
