/** A DynamoDB in a process of its own, so that what it costs is not counted as the server's. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDynamoDb } from '../../dist/store/dynamodb/embedded.js';

const dataDir = await mkdtemp(join(tmpdir(), 'virtual-proctor-bench-'));
const { endpoint, credentials, ...database } = await startEmbeddedDynamoDb({ dataDir });

process.on('disconnect', async () => {
  await database[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true });
  process.exit();
});
process.send?.({ endpoint, credentials });
