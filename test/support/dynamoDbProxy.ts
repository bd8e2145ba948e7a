/** Stands between a client and a DynamoDB, speaks its protocol, and lets a test change what happens on the way. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface DynamoDbRequest {
  /** Such as `PutItem`. */
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Returns what the client gets; `forward` asks the DynamoDB behind. `'nothing'` breaks the connection. */
export type Interceptor = (
  request: DynamoDbRequest,
  forward: () => Promise<Answer>,
) => Promise<Answer | 'nothing'> | Answer | 'nothing';

export interface DynamoDbProxy extends AsyncDisposable {
  readonly endpoint: string;
  /** Resolves when every connection that was ever made is closed again. */
  disconnected(): Promise<void>;
}

export async function startDynamoDbProxy(target: string, intercept: Interceptor): Promise<DynamoDbProxy> {
  const server = createServer(async (request, response) => {
    const bytes = await buffer(request).catch(() => undefined);
    // The client gave up.
    if (!bytes) return;
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body = JSON.parse(bytes.toString()) as Record<string, unknown>; // the protocol's requests are JSON objects
    const answer = await intercept({ operation, body }, () => forwardTo(target, request, bytes));
    if (answer === 'nothing') request.socket.destroy();
    else
      response
        .writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify(answer.body));
  });
  // Connections are for the client to close.
  server.keepAliveTimeout = 0;
  const connections: Promise<unknown>[] = [];
  // However it comes to be closed: `once` of node:events would reject where it was reset.
  server.on('connection', (socket) => {
    connections.push(new Promise((resolve) => socket.once('close', resolve)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // TCP, so not a string
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async disconnected() {
      await Promise.all(connections);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function forwardTo(target: string, request: IncomingMessage, bytes: Buffer): Promise<Answer> {
  const names = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
  const response = await fetch(target, { method: 'POST', headers, body: new Uint8Array(bytes) });
  return { status: response.status, body: await response.json() };
}
