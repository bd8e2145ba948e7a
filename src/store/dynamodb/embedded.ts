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
import type { EmbeddedServerData, EmbeddedServerRequest, EmbeddedServerStart, ScrubAnswer } from './embeddedServer.js';

export interface EmbeddedDynamoDb extends AsyncDisposable {
  /** On the loopback interface, at a port that was free. */
  readonly endpoint: string;
  /** New at every start; without them the endpoint serves nobody. */
  readonly credentials: NonNullable<ConnectionOptions['credentials']>;
  /** Takes what was deleted or overwritten out of the files, too. */
  scrub(): Promise<void>;
}

/** Another process has its data in the directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
}

/** The directory can't be made, read or written. */
export class DataDirectoryUnusable extends Error {
  override readonly name = 'DataDirectoryUnusable';
}

export interface EmbeddedDynamoDbOptions {
  /** Gets a folder `dynamodb`; both are created when they are missing. */
  readonly dataDir: string;
  /** Told once when it fails while it runs, as with a full disk; from then on the store is unavailable. */
  readonly onFailure?: (error: Error) => void;
}

/** @throws DataDirectoryInUse, DataDirectoryUnusable */
export async function startEmbeddedDynamoDb(options: EmbeddedDynamoDbOptions): Promise<EmbeddedDynamoDb> {
  const directory = join(options.dataDir, 'dynamodb');
  const accessKeyId = randomBytes(16).toString('hex');
  const workerData: EmbeddedServerData = { directory, accessKeyId };
  const worker = new Worker(new URL('./embeddedServer.js', import.meta.url), { workerData });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  const [message] = (await once(worker, 'message')) as [EmbeddedServerStart]; // what it posts first
  if (message.state === 'failed') {
    await worker.terminate();
    throw message.code === 'LEVEL_LOCKED'
      ? new DataDirectoryInUse(`The data in ${directory} is in use by another process.`)
      : new DataDirectoryUnusable(`The data in ${directory} can't be opened: ${message.message}`);
  }
  worker.on('error', (error: Error) => options.onFailure?.(error));
  let scrubbing: Promise<void> | undefined;
  return {
    endpoint: `http://127.0.0.1:${message.port}`,
    credentials: { accessKeyId, secretAccessKey: accessKeyId },
    scrub() {
      // One after the other: who asks while one is under way may have deleted something since it began.
      const previous = scrubbing ?? Promise.resolve();
      scrubbing = previous.catch(() => undefined).then(() => scrubOnce(worker, exited));
      return scrubbing;
    },
    async [Symbol.asyncDispose]() {
      worker.postMessage('close');
      await exited;
    },
  };
}

async function scrubOnce(worker: Worker, exited: Promise<unknown>): Promise<void> {
  const answered = once(worker, 'message') as Promise<[ScrubAnswer]>; // all that it posts once it listens
  worker.postMessage('scrub' satisfies EmbeddedServerRequest);
  const answer = await Promise.race([answered, exited.then(() => undefined)]);
  const state = answer?.[0];
  if (state?.state === 'scrubbed') return;
  throw new Error(
    `The files could not be rewritten: ${state?.state === 'not scrubbed' ? state.message : 'it is gone'}.`,
  );
}
