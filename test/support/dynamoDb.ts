/** A DynamoDB to test against: the embedded one, with its files in a temporary folder, and stores in it. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDynamoStore, type DynamoStoreOptions } from '../../src/store/dynamodb/dynamoStore.js';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../src/store/dynamodb/embedded.js';
import type { Store } from '../../src/store/store.js';

export interface TestDynamoDb extends AsyncDisposable {
  readonly dataDir: string;
  readonly connection: Pick<EmbeddedDynamoDb, 'endpoint' | 'credentials'>;
  /** A store with tables of its own, or with those of an earlier one. */
  openStore(options?: Partial<Omit<DynamoStoreOptions, 'facesTableName'>>): Promise<Store>;
}

export function newTablePrefix(): string {
  return `${randomUUID()}-`;
}

/** With a data folder given, it takes up what is there. */
export async function startDynamoDb(options: { readonly dataDir?: string } = {}): Promise<TestDynamoDb> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'virtual-proctor-')));
  const dynamoDb = await startEmbeddedDynamoDb({ dataDir });
  const { endpoint, credentials, scrub } = dynamoDb;
  return {
    dataDir,
    connection: { endpoint, credentials },
    openStore({ tablePrefix = newTablePrefix(), ...connection } = {}) {
      return createDynamoStore({
        endpoint,
        credentials,
        scrub,
        ...connection,
        tablePrefix,
        facesTableName: `${tablePrefix}faces`,
      });
    },
    async [Symbol.asyncDispose]() {
      await dynamoDb[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
