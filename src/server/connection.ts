/** One WebSocket: what it may send, how much may wait for it, and how long it is kept. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CloseCode, type WebSocket as GraphqlSocket } from 'graphql-ws';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import type { Viewer } from '../auth/viewer.js';
import type { ServerLimits } from './limits.js';

/** Closes the socket from within any hook of graphql-ws. */
export class SocketRefusal extends Error {
  override readonly name = 'SocketRefusal';
  constructor(
    readonly code: number,
    /** At most 123 bytes (RFC 6455 §5.5). */
    readonly reason: string,
  ) {
    super(reason);
  }
}

export interface Connection {
  readonly id: string;
  /** What graphql-ws speaks to. */
  readonly transport: GraphqlSocket;
  readonly viewer: Viewer | undefined;
  /** Messages that are being worked on: running operations, whether their client still wants them or not, among them. */
  readonly unfinished: number;
  /** The peer has shown its token, or that it has none. From now on it may send pictures. */
  admit(viewer: Viewer | undefined): void;
  /** Ends what has expired, stalled or died. To be called every now and then. */
  check(now: number): void;
  close(code: number, reason: string): void;
  /** Resolves when the socket is no more. */
  readonly closed: Promise<void>;
}

/** RFC 6455 §7.4.1. */
const POLICY_VIOLATION = 1008;
const MESSAGE_TOO_BIG = 1009;

/** How long a peer that says too much may take to read that we hang up. */
const HANG_UP_MS = 500;

export function createConnection(
  socket: WebSocket,
  request: IncomingMessage,
  limits: ServerLimits,
  log: Logger,
): Connection {
  const openedAt = Date.now();
  let viewer: Viewer | undefined;
  let isAdmitted = false;
  let bytesBeforeInit = 0;
  let unfinished = 0;
  let unsent = 0;
  /** When a waiting message was last taken by the peer, or began to wait; undefined while none waits. */
  let waitingSince: number | undefined;
  let heardAt = openedAt;
  let pingedAt = openedAt;

  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const close = (code: number, reason: string) => socket.close(code, reason);

  // ws knows one limit for all messages of a server's whole life. Until a peer is admitted its bytes are counted here.
  request.socket.on('data', (chunk: Buffer) => {
    heardAt = Date.now();
    if (isAdmitted) return;
    bytesBeforeInit += chunk.length;
    if (bytesBeforeInit <= limits.bytesBeforeInit || socket.isPaused) return;
    close(MESSAGE_TOO_BIG, 'Too much was sent before connection_init was acknowledged');
    socket.pause();
    setTimeout(() => socket.terminate(), HANG_UP_MS).unref();
  });
  socket.on('error', (error) => log.debug({ err: error }, 'A WebSocket broke a rule.'));

  /**
   * Resolves once the peer has taken the message, so that whoever sends waits for whoever reads. Of a socket that is closing,
   * once it is closed: a source that always has more would otherwise be asked for it without end.
   */
  const send = (data: string): Promise<void> => {
    if (socket.readyState !== socket.OPEN) return closed;
    if (socket.bufferedAmount > limits.unsentBytesPerSocket) {
      socket.terminate();
      return closed;
    }
    unsent += 1;
    waitingSince ??= Date.now();
    return new Promise((resolve) => {
      // An error is followed by the socket's close, which ends all operations.
      socket.send(data, () => {
        unsent -= 1;
        waitingSince = unsent > 0 ? Date.now() : undefined;
        resolve();
      });
    });
  };

  const onMessage = (handle: (data: string) => Promise<void>) =>
    socket.on('message', async (data: RawData) => {
      if (socket.readyState !== socket.OPEN) return;
      if (unfinished >= limits.unfinishedMessagesPerSocket) {
        return close(POLICY_VIOLATION, 'Too many messages at once');
      }
      unfinished += 1;
      try {
        await handle(String(data));
      } catch (error) {
        const { code, reason } = refusalFor(error, log);
        close(code, reason);
      } finally {
        unfinished -= 1;
      }
    });

  return {
    id: randomUUID(),
    transport: { protocol: socket.protocol, send, close, onMessage },
    get viewer() {
      return viewer;
    },
    get unfinished() {
      return unfinished;
    },
    admit(admitted) {
      viewer = admitted;
      isAdmitted = true;
    },
    check(now) {
      if (socket.readyState !== socket.OPEN) return;
      if (viewer && now >= viewer.expiresAt) return close(CloseCode.Forbidden, 'The token has expired');
      if (!isAdmitted && now - openedAt >= limits.initTimeoutMs) {
        return close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
      }
      if (waitingSince !== undefined && now - waitingSince >= limits.stalledMs) return socket.terminate();
      if (now - Math.max(heardAt, pingedAt) < limits.heartbeatMs) return;
      if (heardAt < pingedAt) return socket.terminate();
      pingedAt = now;
      socket.ping();
    },
    close,
    closed,
  };
}

function refusalFor(error: unknown, log: Logger): { readonly code: number; readonly reason: string } {
  if (error instanceof SocketRefusal) return error;
  // graphql-ws throws for messages that only a server may send, and has no class for it.
  if (String(error).includes('Unexpected message of type')) {
    return { code: CloseCode.BadRequest, reason: 'Invalid message received' };
  }
  log.error({ err: error }, 'A WebSocket message could not be handled.');
  return { code: CloseCode.InternalServerError, reason: 'Internal server error' };
}
