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

export interface EmbeddedServerData {
  readonly directory: string;
  /** Only requests signed under this id are served. */
  readonly accessKeyId: string;
}

/** What it says first. */
export type EmbeddedServerStart =
  | { readonly state: 'listening'; readonly port: number }
  | { readonly state: 'failed'; readonly code: string; readonly message: string };

/** What it says to each `scrub`, later. */
export type ScrubAnswer = { readonly state: 'scrubbed' } | { readonly state: 'not scrubbed'; readonly message: string };

export type EmbeddedServerRequest = 'close' | 'scrub';

const { directory, accessKeyId } = workerData as EmbeddedServerData; // given by `startEmbeddedDynamoDb`

const require = createRequire(import.meta.url);
const levelOfDynalite: typeof import('level') = createRequire(require.resolve('dynalite'))('level');

/** Dynalite's own, which it keeps to itself: so the class that it makes it of tells us what is made. */
let database: Compactable | undefined;
interface Compactable {
  compactRange(start: string, end: string): Promise<void>;
  del(key: string): Promise<void>;
}

const { Level } = levelOfDynalite;
const watchedLevel = new Proxy(Level, {
  construct(target, parameters: ConstructorParameters<typeof Level>) {
    const made = new target(...parameters);
    const { keys, values } = made;
    made.keys = (...options: unknown[]) => closedByReturn(Reflect.apply(keys, made, options));
    made.values = (...options: unknown[]) => closedByReturn(Reflect.apply(values, made, options));
    database = made as typeof made & Compactable; // on Node it is a ClassicLevel, which `level`'s types don't say
    return made;
  },
});

/**
 * When dynalite has read enough it calls `return`, which LevelDB's iterators don't have, and so it never closes any: each
 * would keep in memory, and in the files, all that was there when it was made.
 */
function closedByReturn<T extends { close(): Promise<void> }>(iterator: T): T {
  return Object.assign(iterator, { return: () => iterator.close() });
}

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
  const level = new Level(directory);
  await level.open();
  await level.close();
}

/** Before and after every key of dynalite's, which begin with words. */
const [FIRST_KEY, LAST_KEY] = ['\0', '\u{10ffff}'];

/**
 * LevelDB leaves what was deleted or overwritten in its files until it happens to rewrite them. What it has in memory is
 * written to a file first, as it is; then everything that lies below something newer is rewritten without what the newer
 * has replaced: so something newer, that nobody ever wrote, is laid over all of it.
 * https://github.com/google/leveldb/blob/main/doc/impl.md
 */
async function scrub(): Promise<void> {
  try {
    await database?.compactRange(FIRST_KEY, LAST_KEY);
    for (const key of [FIRST_KEY, LAST_KEY]) await database?.del(key);
    await database?.compactRange(FIRST_KEY, LAST_KEY);
    report({ state: 'scrubbed' });
  } catch (error) {
    report({ state: 'not scrubbed', message: rootCause(error).message });
  }
}

function listen(): Promise<number> {
  // In this order: dynalite takes the class when it is loaded.
  levelOfDynalite.Level = watchedLevel;
  const dynalite: typeof import('dynalite') = require('dynalite');
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
  parentPort?.on('message', (request: EmbeddedServerRequest) => {
    if (request === 'close') server.close(() => process.exit());
    else void scrub();
  });
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

function report(message: EmbeddedServerStart | ScrubAnswer): void {
  parentPort?.postMessage(message);
}
