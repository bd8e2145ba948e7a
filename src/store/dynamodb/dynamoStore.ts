import type { Store } from '../store.js';
import { type Connection, type ConnectionOptions, connect } from './client.js';
import { createEventStore } from './events.js';
import { createEvidenceStore } from './evidence.js';
import { createExamStore } from './exams.js';
import { createFaceStore } from './faces.js';
import { createIncidentStore } from './incidents.js';
import { createSessionStore } from './sessions.js';
import { ensureTables, type TableNames, tableNames } from './tables.js';

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
  const connection = connect(options);
  const names = tableNames(options);
  try {
    await ensureTables(connection.client, names);
  } catch (error) {
    connection[Symbol.dispose]();
    throw error;
  }
  return createStore(connection, names);
}

function createStore(connection: Connection, names: TableNames): Store {
  const { client } = connection;
  const exams = createExamStore(client, names.exams);
  return {
    faces: createFaceStore(client, names.faces),
    exams,
    sessions: createSessionStore(client, names.sessions),
    events: createEventStore(client, names.events),
    incidents: createIncidentStore(client, names.incidents),
    evidence: createEvidenceStore(client, names.evidence),
    async check() {
      // A read, not a description of the tables: Amazon allows only a few of those each second.
      await exams.get('check');
    },
    async [Symbol.asyncDispose]() {
      connection[Symbol.dispose]();
    },
  };
}
