/** The other end of a WebSocket, speaking graphql-transport-ws word by word so that it can misspeak. */
import { once } from 'node:events';
import { type RawData, WebSocket } from 'ws';
import type { Answer, Question } from './exampleServer.js';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface Peer {
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** The status and body of the answer to an upgrade that was refused. */
  readonly refused: Promise<{ readonly status: number | undefined; readonly body: string }>;
  send(message: unknown): void;
  /** The next message that the peer was not given yet. */
  next(): Promise<Message>;
  init(payload?: object): Promise<void>;
  /** Runs one operation and gives its first answer. */
  ask(question: Question, id?: string): Promise<Answer>;
}

export function openPeer(url: string, headers: Record<string, string>): Peer {
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
  const messages: Message[] = [];
  let wake = () => {};
  socket.on('message', (data: RawData) => {
    messages.push(JSON.parse(String(data)));
    wake();
  });
  // Every failure shows in `closed` or `refused`, too.
  socket.on('error', () => {});

  const opened = once(socket, 'open').then(() => undefined);
  opened.catch(() => {});
  const send = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  const next = async () => {
    for (;;) {
      const message = messages.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  return {
    socket,
    opened,
    closed: new Promise((resolve) => socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }))),
    refused: new Promise((resolve) =>
      socket.once('unexpected-response', async (_request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() });
      }),
    ),
    send,
    next,
    async init(payload) {
      await opened;
      send({ type: 'connection_init', payload });
      const { type } = await next();
      if (type !== 'connection_ack') throw new Error(`Acknowledged with ${type}`);
    },
    async ask(question, id = '1') {
      send({ type: 'subscribe', id, payload: question });
      const { type, payload } = await next();
      // The payload of an `error` is the errors alone.
      return (type === 'error' ? { errors: payload } : payload) as Answer;
    },
  };
}
