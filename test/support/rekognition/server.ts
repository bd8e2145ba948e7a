/**
 * A server that speaks Rekognition's protocol: an engine of ours is its eyes, its collections live in memory, and it can be
 * told to have a bad day.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { RekognitionOperation } from '../../../src/vision/rekognition/operations.js';
import { collectionOperations } from './collections.js';
import { detectFaces, detectLabels, detectModerationLabels } from './detection.js';
import type { Collections, Eyes, World } from './eyes.js';
import { type Input, RekognitionError, type RekognitionRequest, verifySignature } from './protocol.js';

/** How a call goes wrong. */
export type Fault =
  | { readonly error: string; readonly status?: number; readonly message?: string }
  /** This answer, whatever it is, in place of Rekognition's; where it is lost, what was asked for is done. */
  | {
      readonly body: string;
      readonly status?: number;
      readonly contentType?: string;
      readonly isLost?: boolean;
      /** When to come back, as a proxy on the way may say. */
      readonly retryAfterSeconds?: number;
    }
  /** The connection breaks. */
  | 'reset'
  /** Nothing is ever answered. */
  | 'silence';

export interface RekognitionServer extends AsyncDisposable {
  readonly endpoint: string;
  /** Every attempt, in order of arrival. */
  readonly requests: readonly RekognitionRequest[];
  readonly collections: Collections;
  /** How far its clock is ahead. */
  clockAheadMs: number;
  /** Access keys whose tokens have expired. */
  readonly expiredKeys: Set<string>;
  /** Lets an operation, or all of them, fail: until it is told otherwise, or so many times. */
  fail(operation: RekognitionOperation | 'all', fault: Fault, times?: number): void;
  recover(operation?: RekognitionOperation | 'all'): void;
  /** How often an operation was asked for. */
  countOf(operation: RekognitionOperation): number;
  /** The connections that are open. */
  readonly connections: number;
}

export interface RekognitionServerOptions {
  readonly engine: Eyes;
  /** A free one, unless set. */
  readonly port?: number;
}

const OPERATIONS: Readonly<Record<string, (world: World, input: Input) => Promise<object>>> = {
  ...collectionOperations,
  DetectFaces: detectFaces,
  DetectLabels: detectLabels,
  DetectModerationLabels: detectModerationLabels,
};

export const credentials = { accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' };

export async function startRekognition({ engine, port = 0 }: RekognitionServerOptions): Promise<RekognitionServer> {
  const requests: RekognitionRequest[] = [];
  const collections: Collections = new Map();
  const faults = new Map<string, { readonly fault: Fault; left: number }>();
  const expiredKeys = new Set<string>();
  const clock = { aheadMs: 0 };
  const world: World = { eyes: engine, collections, madeAt: new WeakMap() };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const operation = /^RekognitionService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? '';
    const fault = takeFault(operation);
    if (fault === 'silence') return;
    if (fault === 'reset') return void request.socket.destroy();
    if (fault && 'body' in fault) {
      if (fault.isLost) {
        const input = JSON.parse(body.toString()) as Input; // The protocol's requests are JSON objects.
        requests.push({ operation, input, accessKeyId: verifySignature(request.headers, Date.now() + clock.aheadMs) });
        await perform(request, operation, input);
      }
      response.writeHead(fault.status ?? 200, {
        'content-type': fault.contentType ?? 'application/x-amz-json-1.1',
        ...(fault.retryAfterSeconds !== undefined && { 'retry-after': String(fault.retryAfterSeconds) }),
      });
      return void response.end(fault.body);
    }
    try {
      const input: unknown = JSON.parse(body.toString());
      const accessKeyId = verifySignature(request.headers, Date.now() + clock.aheadMs);
      // The protocol's requests are JSON objects.
      requests.push({ operation, input: input as Input, accessKeyId });
      if (fault) throw new RekognitionError(fault.error, fault.message ?? 'It is a bad day', fault.status);
      if (expiredKeys.has(accessKeyId)) {
        throw new RekognitionError('ExpiredTokenException', 'The security token included in the request is expired');
      }
      answer(response, 200, await perform(request, operation, input as Input));
    } catch (error) {
      const { type, status, message } =
        error instanceof RekognitionError ? error : new RekognitionError('InternalServerError', String(error), 500);
      answer(response, status, { __type: type, Message: message });
    }
  }

  async function perform(request: IncomingMessage, operation: string, input: Input): Promise<object> {
    const isJson = request.headers['content-type'] === 'application/x-amz-json-1.1';
    const known = OPERATIONS[operation];
    if (!isJson || !known) throw new RekognitionError('UnknownOperationException', operation, 404);
    return await known(world, input);
  }

  function takeFault(operation: string): Fault | undefined {
    for (const name of [operation, 'all']) {
      const planned = faults.get(name);
      if (!planned || planned.left <= 0) continue;
      planned.left -= 1;
      return planned.fault;
    }
    return undefined;
  }

  function answer(response: ServerResponse, status: number, body: object): void {
    response
      .writeHead(status, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': randomUUID(),
        date: new Date(Date.now() + clock.aheadMs).toUTCString(),
      })
      .end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('close', () => {
      connections -= 1;
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo; // TCP, so not a string

  return {
    endpoint: `http://127.0.0.1:${own}`,
    requests,
    collections,
    expiredKeys,
    get connections() {
      return connections;
    },
    get clockAheadMs() {
      return clock.aheadMs;
    },
    set clockAheadMs(ms) {
      clock.aheadMs = ms;
    },
    fail: (operation, fault, times = Infinity) => void faults.set(operation, { fault, left: times }),
    recover: (operation) => (operation ? void faults.delete(operation) : faults.clear()),
    countOf: (operation) => requests.filter((request) => request.operation === operation).length,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
