/** One WebSocket: what it may send, and how long it is kept. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CloseCode, type WebSocket as GraphqlSocket } from 'graphql-ws';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import type { Viewer } from '../auth/viewer.js';
import type { TransportOptions } from './operation.js';
import { createOutbox, type Outbox } from './outbox.js';

/** Closes the socket from within any hook of graphql-ws. */
export class SocketRefusal extends Error {
  override readonly name = 'SocketRefusal';
  constructor(
    readonly code: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

export interface Connection {
  readonly id: string;
  /** What graphql-ws speaks to. */
  readonly transport: GraphqlSocket;
  /** Sends a message past graphql-ws, put together from parts in UTF-8. */
  readonly sendParts: Outbox['sendParts'];
  readonly viewer: Viewer | undefined;
  /** Messages that are being worked on: running operations, whether their client still wants them or not, among them. */
  readonly unfinished: number;
  /** In UTF-16 units, of the message that came last: in `onSubscribe`, which is called before another can come, its own. */
  readonly messageLength: number;
  /** The peer has shown its token, or that it has none. */
  admit(viewer: Viewer | undefined): void;
  /** Ends what has expired, stalled or died. To be called every now and then. */
  check(now: number): void;
  close(code: number, reason: string): void;
  /** Resolves when the socket is no more. */
  readonly closed: Promise<void>;
}

/** RFC 6455 §7.4.1, as registered by IANA: clients come back by themselves. */
export const TRY_AGAIN_LATER = 1013;
const POLICY_VIOLATION = 1008;
const MESSAGE_TOO_BIG = 1009;

/** RFC 6455 §5.5: a control frame has 125 bytes, two of them for the code. */
const LONGEST_REASON = 123;

/** How long a peer that says too much may take to read that we hang up. */
const HANG_UP_MS = 500;

type ConnectionOptions = Pick<TransportOptions, 'limits' | 'log' | 'telemetry'>;

export function createConnection(
  socket: WebSocket,
  request: IncomingMessage,
  { limits, telemetry, ...options }: ConnectionOptions,
): Connection {
  const id = randomUUID();
  const log = options.log.child({ connectionId: id });
  const openedAt = Date.now();
  let viewer: Viewer | undefined;
  let isAdmitted = false;
  let unfinished = 0;
  let bytesSinceMessage = 0;
  let messageLength = 0;
  let heardAt = openedAt;
  let pingedAt = openedAt;

  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const close = (code: number, reason: string) => socket.close(code, cut(reason));
  /** Should it read again before ws gives up waiting for its farewell, it learns that it may come back. */
  const closeSlow = () => {
    telemetry.meter.slowSocket();
    close(TRY_AGAIN_LATER, 'Too slow: come back and resume from the last event');
  };
  const outbox = createOutbox(socket, request.socket, closed, limits, closeSlow);

  /** ws knows one limit for all messages of all sockets. Who has shown no token has no picture to send, and gets less. */
  const mostBytes = () => {
    if (viewer) return limits.messageBytes;
    return isAdmitted ? limits.bytesWithoutToken : limits.bytesBeforeInit;
  };
  request.socket.on('data', (chunk: Buffer) => {
    heardAt = Date.now();
    bytesSinceMessage += chunk.length;
    // ws itself sees to messages of those who have a token.
    if (viewer || bytesSinceMessage <= mostBytes() || socket.isPaused) return;
    close(MESSAGE_TOO_BIG, `Without a token a message may have ${mostBytes()} bytes`);
    socket.pause();
    setTimeout(() => socket.terminate(), HANG_UP_MS).unref();
  });
  socket.on('error', (error) => log.debug({ err: error }, 'A WebSocket broke a rule.'));

  const onMessage = (handle: (data: string) => Promise<void>) =>
    socket.on('message', async (data: RawData) => {
      bytesSinceMessage = 0;
      if (socket.readyState !== socket.OPEN) return;
      if (unfinished >= limits.unfinishedMessagesPerSocket) return close(POLICY_VIOLATION, 'Too many messages at once');
      unfinished += 1;
      try {
        const text = String(data);
        messageLength = text.length;
        await handle(text);
      } catch (error) {
        const { code, reason } = refusalFor(error, log);
        close(code, reason);
      } finally {
        unfinished -= 1;
      }
    });

  return {
    id,
    transport: { protocol: socket.protocol, send: outbox.send, close, onMessage },
    sendParts: outbox.sendParts,
    get viewer() {
      return viewer;
    },
    get unfinished() {
      return unfinished;
    },
    get messageLength() {
      return messageLength;
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
      if (outbox.isStalled(now)) return closeSlow();
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

function cut(reason: string): string {
  if (Buffer.byteLength(reason) <= LONGEST_REASON) return reason;
  // Half a character at the end becomes one of three bytes, and so does the ellipsis.
  return `${Buffer.from(reason).subarray(0, LONGEST_REASON - 6)}…`;
}
