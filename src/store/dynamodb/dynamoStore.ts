import type { Store } from '../store.js';
import { type Connection, type ConnectionOptions, connect } from './client.js';
import { createErasureStore } from './erasures.js';
import { createEventStore } from './events.js';
import { createEvidenceStore } from './evidence.js';
import { createExamStore } from './exams.js';
import { type Clock, sweep } from './expiry.js';
import { createFaceStore } from './faces.js';
import { createIncidentStore } from './incidents.js';
import { createSessionStore } from './sessions.js';
import { ensureTables, expiringTables, type TableNames, tableNames } from './tables.js';
import { ensureTimeToLive } from './timeToLive.js';
import { createUsageStore } from './usage.js';

export interface DynamoStoreOptions extends ConnectionOptions {
  /** May be the table of an existing deployment of the AWS sample. */
  readonly facesTableName: string;
  /** Before the names of all other tables, e.g. `virtual-proctor-`. */
  readonly tablePrefix: string;
  /** Milliseconds since 1970: what has expired by then is not shown. */
  readonly now?: Clock;
  /** Of a database of ours: see `EmbeddedDynamoDb`. */
  readonly scrub?: () => Promise<void>;
  /** Told at the start of tables that keep what has expired. */
  readonly onWarning?: (warning: string, cause: unknown) => void;
}

/**
 * The store in a DynamoDB. Resolves when all tables can be used; those that are missing are created.
 * @throws StoreUnavailable when DynamoDB can't be reached
 */
export async function createDynamoStore(options: DynamoStoreOptions): Promise<Store> {
  const connection = connect(options);
  const { onWarning = () => undefined, now = Date.now, scrub = async () => undefined } = options;
  const names = tableNames(options);
  try {
    await ensureTables(connection.client, names);
    const expiring = expiringTables(names).map(({ name }) => name);
    const expiresByItself = await ensureTimeToLive(connection.client, expiring, onWarning);
    return createStore(connection, names, { now, scrub, expiresByItself });
  } catch (error) {
    connection[Symbol.dispose]();
    throw error;
  }
}

interface StoreParts extends Pick<Store, 'scrub' | 'expiresByItself'> {
  readonly now: Clock;
}

function createStore(connection: Connection, names: TableNames, { now, scrub, expiresByItself }: StoreParts): Store {
  const { client } = connection;
  const exams = createExamStore(client, names.exams);
  return {
    faces: createFaceStore(client, names.faces, now),
    exams,
    sessions: createSessionStore(client, names.sessions, now),
    events: createEventStore(client, names.events, now),
    incidents: createIncidentStore(client, names.incidents, now),
    evidence: createEvidenceStore(client, names.evidence, now),
    erasures: createErasureStore(client, names.events),
    usage: createUsageStore(client, names.events),
    expiresByItself,
    scrub,
    sweep: () => sweep(client, expiringTables(names), now),
    async check() {
      // A read, not a description of the tables: Amazon allows only a few of those each second.
      await exams.get('check');
    },
    async [Symbol.asyncDispose]() {
      connection[Symbol.dispose]();
    },
  };
}
