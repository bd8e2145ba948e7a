import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../store.js';
import { type ConnectionOptions, createClient } from './client.js';
import { createEventStore } from './events.js';
import { createExamStore } from './exams.js';
import { createFaceStore } from './faces.js';
import { createSessionStore } from './sessions.js';
import { ensureTables, tableNames } from './tables.js';

export interface DynamoStoreOptions extends ConnectionOptions {
  /** May be the table of an existing deployment of the AWS sample. */
  readonly facesTableName: string;
  /** Before the names of all other tables, e.g. `virtual-proctor-`. */
  readonly tablePrefix: string;
}

/**
 * The store in a DynamoDB. Resolves when all tables can be used; those that are missing are created.
 * @throws StoreUnavailable when DynamoDB can't be reached
 */
export async function createDynamoStore(options: DynamoStoreOptions): Promise<Store> {
  const client = createClient(options);
  const names = tableNames(options);
  try {
    await ensureTables(client, names);
  } catch (error) {
    client.destroy();
    throw error;
  }
  return createStore(client, names);
}

function createStore(client: DynamoDBDocumentClient, names: ReturnType<typeof tableNames>): Store {
  const exams = createExamStore(client, names.exams);
  return {
    faces: createFaceStore(client, names.faces),
    exams,
    sessions: createSessionStore(client, names.sessions),
    events: createEventStore(client, names.events),
    async check() {
      // A read, not a description of the tables: Amazon allows only a few of those each second.
      await exams.get('check');
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}
