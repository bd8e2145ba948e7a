/** A server that tells the dashboard of as many candidates as one likes, and of as much as happens to them. It decides nothing. */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type WebSocket, WebSocketServer } from 'ws';

const WEB = fileURLToPath(new URL('../../dist/web/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export interface StubServer extends AsyncDisposable {
  readonly url: string;
  /** To every dashboard that listens. */
  tell(event: Readonly<Record<string, unknown>>): void;
}

/** @param answer the data of the operation of this name */
export async function startStubServer(
  answer: (operation: string, variables: Readonly<Record<string, unknown>>) => unknown,
): Promise<StubServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'GET') return await sendFile(response, pathname);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (pathname === '/auth/token') return sendJson(response, { token: 'nobody-looks-at-it' });
    const { operationName, query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const name = operationName ?? (String(query).includes('identityProvider') ? 'Issuer' : 'Viewer');
    sendJson(response, { data: answer(name, variables ?? {}) });
  });
  const listeners = new Map<WebSocket, string>();
  const sockets = new WebSocketServer({ server, path: '/graphql', handleProtocols: () => 'graphql-transport-ws' });
  sockets.on('connection', (socket) => {
    socket.on('close', () => listeners.delete(socket));
    socket.on('message', (data) => {
      const { type, id } = JSON.parse(data.toString());
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') listeners.set(socket, id);
      if (type === 'complete') listeners.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Of a server that listens on a port there is no other address.
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    tell(event) {
      for (const [socket, id] of listeners) {
        socket.send(JSON.stringify({ id, type: 'next', payload: { data: { examEvents: event } } }));
      }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const file = path === '/dashboard' ? 'dashboard/index.html' : path;
  try {
    const content = await readFile(join(WEB, file));
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
