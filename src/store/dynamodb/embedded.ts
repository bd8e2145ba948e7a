/**
 * A DynamoDB of our own: dynalite, within this process, with its files in a directory.
 *
 * What it has acknowledged is with the operating system: it survives the end of this process, however it comes
 * (`kill -9` included), but may be lost when the machine itself loses power.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ConnectionOptions } from './client.js';
import type { EmbeddedServerData, EmbeddedServerMessage } from './embeddedServer.js';

export interface EmbeddedDynamoDb extends AsyncDisposable {
  /** On the loopback interface, at a port that was free. */
  readonly endpoint: string;
  /** New at every start; without them the endpoint serves nobody. */
  readonly credentials: NonNullable<ConnectionOptions['credentials']>;
}

/** Another process has its data in the directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
}

export interface EmbeddedDynamoDbOptions {
  /** Gets a folder `dynamodb`; both are created when they are missing. */
  readonly dataDir: string;
  /** Told once when it fails while it runs, as with a full disk; from then on the store is unavailable. */
  readonly onFailure?: (error: Error) => void;
}

/** @throws DataDirectoryInUse */
export async function startEmbeddedDynamoDb(options: EmbeddedDynamoDbOptions): Promise<EmbeddedDynamoDb> {
  const directory = join(options.dataDir, 'dynamodb');
  const accessKeyId = randomBytes(16).toString('hex');
  const workerData: EmbeddedServerData = { directory, accessKeyId };
  const worker = new Worker(new URL('./embeddedServer.js', import.meta.url), { workerData });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  const [message] = (await once(worker, 'message')) as [EmbeddedServerMessage]; // all that it posts
  if (message.state === 'failed') {
    await worker.terminate();
    throw message.code === 'LEVEL_LOCKED'
      ? new DataDirectoryInUse(`The data in ${directory} is in use by another process.`)
      : new Error(`The data in ${directory} can't be opened: ${message.message}`);
  }
  worker.on('error', (error: Error) => options.onFailure?.(error));
  return {
    endpoint: `http://127.0.0.1:${message.port}`,
    credentials: { accessKeyId, secretAccessKey: accessKeyId },
    async [Symbol.asyncDispose]() {
      worker.postMessage('close');
      await exited;
    },
  };
}
