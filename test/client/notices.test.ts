/** How a client hears its notices, from WebSocket servers that do as the test says. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import WebSocket, { type RawData, WebSocketServer } from 'ws';
import { followNotices, type Notice, type NoticesState } from '../../src/client/notices.js';
import type { TokenSource } from '../../src/client/request.js';
import { createFakeClock } from '../support/fakeClock.js';

const servers: WebSocketServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

interface Heard {
  readonly socket: WebSocket;
  readonly token: string;
  readonly variables: { readonly examId: string; readonly after: string };
  say(notice: Readonly<Record<string, unknown>>): void;
  refuse(code: string): void;
}

/** Speaks graphql-transport-ws, and tells of each subscription. */
async function listen(onSubscribe: (heard: Heard) => void): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  server.on('connection', (socket) => {
    let token = '';
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.on('message', (data: RawData) => {
      const { type, id, payload } = JSON.parse(String(data));
      if (type === 'connection_init') {
        token = payload?.authorization ?? '';
        send({ type: 'connection_ack' });
      }
      if (type !== 'subscribe') return;
      onSubscribe({
        socket,
        token,
        variables: payload.variables,
        say: (notice) => send({ id, type: 'next', payload: { data: { candidateNotices: notice } } }),
        refuse: (code) => send({ id, type: 'error', payload: [{ message: 'No.', extensions: { code } }] }),
      });
    });
  });
  await once(server, 'listening');
  // A server that listens on a port has an address of this shape.
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function follow(url: string, options: { readonly after?: string; readonly token?: TokenSource } = {}) {
  const clock = createFakeClock();
  const told: Notice[] = [];
  const states: NoticesState[] = [];
  const waiters: (() => void)[] = [];
  const changed = () => {
    for (const wake of waiters.splice(0)) wake();
  };
  const notices = followNotices(
    {
      url,
      clock,
      token: options.token ?? (() => 'token'),
      webSocketImpl: WebSocket,
      currentCursor: async () => 'now',
    },
    {
      examId: 'demo',
      after: options.after,
      onNotice: (notice) => told.push(notice),
      onState: (state) => {
        states.push(state);
        changed();
      },
    },
  );
  return {
    clock,
    told,
    states,
    notices,
    async state(kind: NoticesState['kind']): Promise<NoticesState> {
      for (;;) {
        const last = states.at(-1);
        if (last?.kind === kind) return last;
        await new Promise<void>((resolve) => waiters.push(resolve));
      }
    },
  };
}

const message = (id: string) => ({ __typename: 'MessageNotice', id, occurredAt: '', text: id, isToEverybody: false });
const signOfLife = (id: string) => ({ __typename: 'NoticeSignOfLife', id, occurredAt: '' });

describe('notices', () => {
  test('go on after the last one when the connection was lost', async () => {
    const cursors: string[] = [];
    const url = await listen(({ variables, say, socket }) => {
      cursors.push(variables.after);
      say(message(`m${cursors.length}`));
      if (cursors.length === 1) {
        say(signOfLife('s1'));
        socket.close(1012, 'Restart');
      }
    });
    const { clock, told, notices, state } = follow(url, { after: 'kept' });
    await state('retrying');
    clock.advance(15_000);
    await state('live');
    expect(cursors).toEqual(['kept', 's1']);
    expect(told.map(({ id }) => id)).toEqual(['m1', 'm2']);
    notices.stop();
    expect(await notices.stopped).toBe('STOPPED');
  });

  test('begin where the exam stands when nothing was kept', async () => {
    const begun = new Promise<string>(
      (resolve) => void listen(({ variables }) => resolve(variables.after)).then(start),
    );
    let stop = () => {};
    function start(url: string) {
      stop = follow(url).notices.stop;
    }
    expect(await begun).toBe('now');
    stop();
  });

  test('come over a new connection when the one that is open is silent for 12 s', async () => {
    let subscriptions = 0;
    const url = await listen(({ say }) => {
      subscriptions += 1;
      say(signOfLife(`s${subscriptions}`));
    });
    const { clock, states, notices, state } = follow(url);
    await state('live');
    clock.advance(11_999);
    expect(states.at(-1)?.kind).toBe('live');
    clock.advance(1);
    expect(await state('retrying')).toMatchObject({ because: 'SILENT' });
    clock.advance(15_000);
    await state('live');
    expect(subscriptions).toBe(2);
    notices.stop();
  });

  test('are not given up for silence while there are signs of life', async () => {
    let say = (_: Readonly<Record<string, unknown>>) => {};
    const url = await listen((heard) => {
      say = heard.say;
      say(signOfLife('s1'));
    });
    const { clock, states, notices, state } = follow(url);
    await state('live');
    for (let round = 0; round < 4; round++) {
      clock.advance(6_000);
      const before = states.length;
      say(signOfLife('s1'));
      while (states.length === before) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(states.every(({ kind }) => kind !== 'retrying')).toBe(true);
    notices.stop();
  });

  test('ask for another token when theirs is refused, and give up when that one is too', async () => {
    const tokens: string[] = [];
    const url = await listen(({ token, socket }) => {
      tokens.push(token);
      socket.close(4403, 'Forbidden');
    });
    const reasons: string[] = [];
    const { clock, notices, state } = follow(url, {
      token: (reason) => {
        reasons.push(reason);
        return reason;
      },
    });
    await state('retrying');
    clock.advance(15_000);
    expect(await notices.stopped).toBe('UNAUTHENTICATED');
    expect(tokens).toEqual(['Bearer needed', 'Bearer refused']);
  });

  test('start from now where their cursor is no longer kept', async () => {
    const cursors: string[] = [];
    const url = await listen(({ variables, say, refuse }) => {
      cursors.push(variables.after);
      if (variables.after === 'old') refuse('CURSOR_EXPIRED');
      else say(signOfLife('s1'));
    });
    const { clock, notices, state } = follow(url, { after: 'old' });
    await state('retrying');
    clock.advance(15_000);
    await state('live');
    expect(cursors).toEqual(['old', 'now']);
    notices.stop();
  });

  test('end where the candidate may not listen', async () => {
    const url = await listen(({ refuse }) => refuse('FORBIDDEN'));
    const { notices } = follow(url);
    expect(await notices.stopped).toBe('FORBIDDEN');
  });
});
