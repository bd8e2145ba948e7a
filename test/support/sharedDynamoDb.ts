/** A DynamoDB, or a store in one, for all tests of the block in which it is asked for. */
import type { Store } from '../../src/store/store.js';
import { startDynamoDb, type TestDynamoDb } from './dynamoDb.js';
import { sharedByTests } from './sharedByTests.js';

type Shared = Pick<TestDynamoDb, 'connection' | 'openStore'>;
type StoreOptions = Parameters<TestDynamoDb['openStore']>[0];

export function sharedDynamoDb(): Shared {
  const dynamoDb = sharedByTests(() => startDynamoDb());
  return {
    get connection() {
      return dynamoDb().connection;
    },
    openStore: (options) => dynamoDb().openStore(options),
  };
}

/** The part of a store that event logs write to. */
export interface SharedEventStore extends Pick<Store, 'events' | 'sweep'>, Pick<TestDynamoDb, 'connection'> {}

export function sharedEventStore(options?: StoreOptions): SharedEventStore {
  const opened = sharedByTests(async () => {
    const dynamoDb = await startDynamoDb();
    const store = await dynamoDb.openStore(options);
    return {
      dynamoDb,
      store,
      async [Symbol.asyncDispose]() {
        await store[Symbol.asyncDispose]();
        await dynamoDb[Symbol.asyncDispose]();
      },
    };
  });
  return {
    get connection() {
      return opened().dynamoDb.connection;
    },
    get events() {
      return opened().store.events;
    },
    sweep: () => opened().store.sweep(),
  };
}
