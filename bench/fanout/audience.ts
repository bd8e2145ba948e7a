/** Subscribers that do nothing but count what they are sent. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type RawData, WebSocket } from 'ws';
import { EXAM_ID, GREEDY_QUERY, QUERY } from './feed.js';

/** What whoever is quiet for some seconds is sent. */
const SIGN_OF_LIFE = '"SignOfLife"';
const EVENT = '"type":"next"';

export interface Audience {
  /** One subscriber's last message. */
  readonly lastMessage: string;
  /**
   * Resolves when so many events in all have come since the audience was there. Rejects once a subscription has ended, which
   * happens on a machine that is too busy: what was measured means nothing then.
   */
  received(messages: number): Promise<void>;
  leave(): void;
}

export async function seatAudience(url: string, size: number, query = QUERY): Promise<Audience> {
  let count = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let wake = () => {};
  let giveUp: (reason: Error) => void = () => {};
  let ended: Error | undefined;
  let last: RawData = Buffer.alloc(0);
  const end = (why: string) => {
    ended ??= new Error(`A subscription has ended: ${why}`);
    giveUp(ended);
  };
  const sit = async () => {
    const socket = await subscribe(url, query, 1);
    socket.on('close', (code) => end(`closed with ${code}`));
    socket.on('message', (data: Buffer) => {
      if (data.includes(SIGN_OF_LIFE)) return;
      if (!data.includes(EVENT)) return end(String(data));
      count += 1;
      last = data;
      if (count >= wanted) wake();
    });
    return socket;
  };
  const sockets = await Promise.all(Array.from({ length: size }, sit));
  return {
    get lastMessage() {
      return String(last);
    },
    async received(messages) {
      if (ended) throw ended;
      if (count >= messages) return;
      wanted = messages;
      await new Promise<void>((resolve, reject) => {
        wake = resolve;
        giveUp = reject;
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
