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

/**
 * @param options.dataDir gets a folder `dynamodb`; created when it is missing
 * @throws DataDirectoryInUse
 */
export async function startEmbeddedDynamoDb({ dataDir }: { readonly dataDir: string }): Promise<EmbeddedDynamoDb> {
  const directory = join(dataDir, 'dynamodb');
  const accessKeyId = randomBytes(16).toString('hex');
  const workerData: EmbeddedServerData = { directory, accessKeyId };
  const worker = new Worker(new URL('./embeddedServer.js', import.meta.url), { workerData });
  const [message] = (await once(worker, 'message')) as [EmbeddedServerMessage]; // all that it posts
  if (message.state === 'failed') {
    await worker.terminate();
    throw message.code === 'LEVEL_LOCKED'
      ? new DataDirectoryInUse(`The data in ${directory} is in use by another process.`)
      : new Error(`The data in ${directory} can't be opened: ${message.message}`);
  }
  // Whoever asks next finds nobody at the endpoint; that is how a failure is noticed.
  worker.on('error', () => {});
  const exited = once(worker, 'exit');
  return {
    endpoint: `http://127.0.0.1:${message.port}`,
    credentials: { accessKeyId, secretAccessKey: accessKeyId },
    async [Symbol.asyncDispose]() {
      worker.postMessage('close');
      await exited;
    },
  };
}
