/** GraphQL over WebSockets: who may open one, and the life of all that are open. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Connection, createConnection } from './connection.js';
import { createGraphqlWsOptions } from './graphqlOverWebSocket.js';
import { requestIdOf } from './http.js';
import type { TransportOptions } from './operation.js';
import type { OriginPolicy } from './origin.js';
import { type Refusal, refuseBare } from './refusal.js';

export interface WebSockets {
  /** Takes the socket over, or refuses it with an HTTP response. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket, one after the other, with 1001; resolves when all are gone. New ones are refused from now on. */
  close(): Promise<void>;
}

/** RFC 6455 §7.4.1. */
const GOING_AWAY = 1001;

/** A peer that doesn't answer our farewell in this time is cut off. */
const CLOSE_TIMEOUT_MS = 2_000;

/** Between two farewells, where there are few sockets. */
const FAREWELL_STEP_MS = 20;

export function createWebSockets(options: TransportOptions & { readonly origins: OriginPolicy }): WebSockets {
  const { limits, log, origins, telemetry } = options;
  const graphql = makeServer(createGraphqlWsOptions(options));
  // A constant of its own, because the types of ws don't know `closeTimeout` yet.
  const webSocketOptions = {
    noServer: true,
    handleProtocols,
    maxPayload: limits.messageBytes,
    closeTimeout: CLOSE_TIMEOUT_MS,
    clientTracking: false,
  };
  const server = new WebSocketServer(webSocketOptions);
  const connections = new Set<Connection>();
  const socketsOf = new Map<string, number>();
  let isClosing = false;

  const vigil = setInterval(() => {
    const now = Date.now();
    for (const connection of connections) connection.check(now);
  }, limits.vigilMs).unref();

  const count = (address: string, change: 1 | -1) => {
    const sockets = (socketsOf.get(address) ?? 0) + change;
    if (sockets > 0) socketsOf.set(address, sockets);
    else socketsOf.delete(address);
  };

  const open = (socket: WebSocket, request: IncomingMessage) => {
    const address = addressOf(request);
    const connection = createConnection(socket, request, options);
    connections.add(connection);
    telemetry.meter.socket(1);
    count(address, 1);
    const closed = graphql.opened(connection.transport, { connection });
    socket.once('close', (code, reason) => {
      connections.delete(connection);
      telemetry.meter.socket(-1);
      count(address, -1);
      closed(code, String(reason)).catch((error: unknown) =>
        log.error({ err: error }, 'A closed WebSocket could not be cleaned up.'),
      );
    });
  };

  const refusalOf = (request: IncomingMessage): Refusal | undefined => {
    // Only a Node that can't tell upgrades apart (see http.ts) asks for any other.
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return {
        status: 400,
        code: 'BAD_REQUEST',
        message: 'Ask in plain HTTP/1.1: the only upgrade is to a WebSocket.',
      };
    }
    if (isClosing) return unavailable('The server is stopping.');
    if (connections.size >= limits.sockets) return unavailable('No more WebSockets can be opened now.');
    if ((socketsOf.get(addressOf(request)) ?? 0) >= limits.socketsPerAddress) {
      return { status: 429, code: 'OVERLOADED', message: 'Too many WebSockets are open from this address.' };
    }
    if (request.url?.split('?')[0] !== '/graphql') {
      return { status: 404, code: 'NOT_FOUND', message: 'WebSockets are served at /graphql.' };
    }
    return origins.refuseHost(request.headers) ?? origins.refusePage(request.headers);
  };

  return {
    upgrade(request, socket, head) {
      const refusal = refusalOf(request);
      if (refusal) return refuseBare(socket, refusal, requestIdOf(request));
      server.handleUpgrade(request, socket, head, open);
    },

    async close() {
      isClosing = true;
      const leaving = [...connections];
      const step = Math.min(FAREWELL_STEP_MS, limits.farewellMs / leaving.length);
      const begun = Date.now();
      for (const [index, connection] of leaving.entries()) {
        const wait = begun + index * step - Date.now();
        if (wait >= 1) await delay(wait);
        connection.close(GOING_AWAY, 'The server is stopping');
      }
      await Promise.all(leaving.map(({ closed }) => closed));
      clearInterval(vigil);
    },
  };
}

function unavailable(message: string): Refusal {
  return { status: 503, code: 'OVERLOADED', message };
}

function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? '';
}
