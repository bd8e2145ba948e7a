/**
 * The worker thread in which the embedded DynamoDB lives. Off the main thread it takes half the store's work from the
 * event loop that serves the sockets, and an error that dynalite throws where nobody can catch it (a full disk, say) ends
 * this thread and not the server.
 */

import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';

export interface EmbeddedServerData {
  readonly directory: string;
  /** Only requests signed under this id are served. */
  readonly accessKeyId: string;
}

export type EmbeddedServerMessage =
  | { readonly state: 'listening'; readonly port: number }
  | { readonly state: 'failed'; readonly code: string; readonly message: string };

const { directory, accessKeyId } = workerData as EmbeddedServerData; // given by `startEmbeddedDynamoDb`

try {
  await checkDirectory();
  const port = await listen();
  report({ state: 'listening', port });
} catch (error) {
  const { code = '', message } = rootCause(error);
  report({ state: 'failed', code, message });
}

/**
 * Dynalite opens its database without looking whether that worked, and would fail with the first request. Opened here
 * first, with the very LevelDB that dynalite uses, the directory shows what is wrong with it.
 */
async function checkDirectory(): Promise<void> {
  const requireLikeDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
  const { Level } = requireLikeDynalite('level') as typeof import('level');
  const level = new Level(directory);
  await level.open();
  await level.close();
}

function listen(): Promise<number> {
  const server = dynalite({ path: directory, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  // The SDK keeps its connections; closing one under it would cost a request an attempt.
  server.keepAliveTimeout = 0;
  const [serve] = server.listeners('request') as [(request: IncomingMessage, response: ServerResponse) => void];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isOurs(request)) return void response.writeHead(403).end();
    serve(request, response);
    // Dynalite throws when a client hangs up in the middle of a request.
    request.removeAllListeners('error').on('error', () => {});
  });
  parentPort?.once('message', () => server.close(() => process.exit()));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // TCP, so not a string
  });
}

/**
 * Dynalite takes any signature, from any user of this machine and from any web page that a browser on it shows. The id
 * in the signature is a secret between us and our client, so nobody else gets in; and a browser says where it comes from.
 */
function isOurs(request: IncomingMessage): boolean {
  if (request.headers.origin !== undefined) return false;
  const [, id = ''] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  const [given, ours] = [Buffer.from(id), Buffer.from(accessKeyId)];
  return given.length === ours.length && timingSafeEqual(given, ours);
}

function rootCause(error: unknown): Error & { readonly code?: string } {
  const found = error instanceof Error ? error : new Error(String(error));
  return found.cause === undefined ? found : rootCause(found.cause);
}

function report(message: EmbeddedServerMessage): void {
  parentPort?.postMessage(message);
}
