/** Subscribers that do nothing but count what they are sent. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type RawData, WebSocket } from 'ws';
import { EXAM_ID, GREEDY_QUERY, QUERY } from './feed.js';

/** What whoever is quiet for some seconds is sent. */
const SIGN_OF_LIFE = '"SignOfLife"';

export interface Audience {
  /** One subscriber's last message. */
  readonly lastMessage: string;
  /** Resolves when so many messages in all have come since the audience was there. */
  received(messages: number): Promise<void>;
  leave(): void;
}

export async function seatAudience(url: string, size: number, query = QUERY): Promise<Audience> {
  let count = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let wake = () => {};
  let last: RawData = Buffer.alloc(0);
  const sockets = await Promise.all(Array.from({ length: size }, () => subscribe(url, query, 1)));
  for (const socket of sockets) {
    socket.on('message', (data: Buffer) => {
      if (data.includes(SIGN_OF_LIFE)) return;
      count += 1;
      last = data;
      if (count >= wanted) wake();
    });
  }
  return {
    get lastMessage() {
      return String(last);
    },
    async received(messages) {
      if (count >= messages) return;
      wanted = messages;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
    leave: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}

/** Somebody who asks for a lot; who does not listen reads none of it. */
export async function seatGreedy(url: string, { listens }: { readonly listens: boolean }): Promise<WebSocket> {
  const socket = await subscribe(url, GREEDY_QUERY, 20);
  if (!listens) socket.pause();
  return socket;
}

/** Resolves when the server has dealt with what it was sent: messages of one socket are begun in their order. */
async function subscribe(url: string, query: string, times: number): Promise<WebSocket> {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: 'Bearer proctor' } }));
  await once(socket, 'message');
  for (let time = 0; time < times; time++) {
    // The ids are as long as those of the client of graphql-ws.
    const payload = { query, variables: { examId: EXAM_ID } };
    socket.send(JSON.stringify({ type: 'subscribe', id: randomUUID(), payload }));
  }
  return socket;
}
