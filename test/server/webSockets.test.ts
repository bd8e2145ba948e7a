import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { type Example, startExample } from './exampleServer.js';
import type { Peer } from './peer.js';

const MiB = 1024 * 1024;
const subscribe = (id: string, query: string) => ({ type: 'subscribe', id, payload: { query } });

describe('a WebSocket', () => {
  let example: Example;
  beforeAll(async () => {
    example = await startExample({ limits: { vigilMs: 20 } });
  });
  afterAll(() => example.close());

  /** What becomes of one that says this. */
  const closedAfter = async (say: (peer: Peer) => void, peer = example.open()) => {
    await peer.opened;
    say(peer);
    return peer.closed;
  };
  const acknowledged = async (say: (peer: Peer) => void) => closedAfter(say, await example.connect('proctor'));

  test('is closed with 4408 when it says nothing', async () => {
    await using impatient = await startExample({ limits: { vigilMs: 20, initTimeoutMs: 200 } });
    expect(await impatient.open().closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  test.each([
    ['words', 'hello'],
    ['bytes', Buffer.from([0, 255, 1, 254])],
    ['a list', '[]'],
    ['null', 'null'],
    ['an unknown type', '{"type":"resolve"}'],
    ['a type that only servers say', '{"type":"next","id":"1","payload":{}}'],
    ['a subscription to nothing', '{"type":"subscribe","id":"1"}'],
    ['an id that is no text', '{"type":"subscribe","id":1,"payload":{"query":"{ hello }"}}'],
    ['an id of a kilobyte', JSON.stringify(subscribe('i'.repeat(1024), '{ hello }'))],
  ])('is closed with 4400 for %s', async (_, garbage) => {
    expect(await acknowledged(({ socket }) => socket.send(garbage))).toMatchObject({ code: 4400 });
  });

  test('is closed for a frame that breaks the protocol', async () => {
    const socket = connect(Number(new URL(example.url).port), '127.0.0.1');
    const lines = ['GET /graphql HTTP/1.1', 'Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket'];
    const key = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
    socket.write([...lines, ...key, 'Sec-WebSocket-Protocol: graphql-transport-ws', '', ''].join('\r\n'));
    await once(socket, 'data');
    // An unmasked text frame (RFC 6455 §5.1).
    socket.write(Buffer.from([0x81, 0x02, 0x68, 0x69]));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.readUInt16BE(2)).toBe(1002);
    socket.destroy();
  });

  test('is closed with 4401 when it asks before it is acknowledged', async () => {
    expect(await closedAfter(({ send }) => send(subscribe('1', '{ hello }')))).toMatchObject({ code: 4401 });
  });

  test('is closed with 4429 when it introduces itself twice', async () => {
    expect(await acknowledged(({ send }) => send({ type: 'connection_init' }))).toMatchObject({ code: 4429 });
  });

  test('is closed with 4409 when it uses an id twice', async () => {
    const twice = subscribe('1', 'subscription { ticks }');
    const closed = await acknowledged(({ send }) => [twice, twice].forEach(send));
    expect(closed).toMatchObject({ code: 4409 });
  });

  test('is closed with 4406 when it speaks another protocol', async () => {
    const socket = new WebSocket(`${example.url.replace('http', 'ws')}/graphql`);
    const [code] = await once(socket, 'close');
    expect(code).toBe(4406);
  });

  test('is closed with 1009 for a message of 64 MiB', async () => {
    const image = 'A'.repeat(64 * MiB);
    expect(await acknowledged(({ send }) => send(subscribe('1', image)))).toMatchObject({ code: 1009 });
  });

  test('is closed with 1009 when it sends more than a token before it is acknowledged', async () => {
    const payload = { authorization: 'A'.repeat(20 * 1024) };
    expect(await closedAfter(({ send }) => send({ type: 'connection_init', payload }))).toEqual({
      code: 1009,
      reason: 'Without a token a message may have 16384 bytes',
    });
  });

  test('is closed with 1009 for a picture where it has shown no token', async () => {
    const say = ({ send }: Peer) => send(subscribe('1', 'A'.repeat(MiB)));
    expect(await closedAfter(say, await example.connect())).toMatchObject({ code: 1009 });
  });

  test('may send one message after the other without a token', async () => {
    const peer = await example.connect();
    for (let id = 0; id < 200; id += 1) {
      expect(await peer.ask({ query: `{ hello } #${' '.repeat(8_000)}` }, String(id))).toEqual({
        data: { hello: 'world' },
      });
      expect(await peer.next()).toMatchObject({ type: 'complete' });
    }
  });

  test('is closed with 1008 when it sends faster than it can be answered', async () => {
    const closed = await acknowledged(({ send }) => {
      for (let id = 0; id < 2_000; id += 1) send(subscribe(String(id), '{ slow }'));
    });
    expect(closed).toEqual({ code: 1008, reason: 'Too many messages at once' });
  });

  test('has 20 of 100 subscriptions running, and the others refused one by one', async () => {
    const peer = await example.connect();
    for (let id = 1; id <= 100; id += 1) peer.send(subscribe(String(id), 'subscription { ticks }'));
    const refused = new Set<string | undefined>();
    while (refused.size < 80) {
      const message = await peer.next();
      expect(message).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'OVERLOADED' } }] });
      refused.add(message.id);
    }
    example.world.tick(7);
    for (let id = 1; id <= 20; id += 1) {
      expect(await peer.next()).toEqual({ type: 'next', id: String(id), payload: { data: { ticks: 7 } } });
    }
  });

  test('has no subscription whose message is too large to be kept as long, variables that nobody asked for included', async () => {
    const peer = await example.connect('ana');
    const query = 'subscription { ticks }';
    expect(await peer.ask({ query, variables: { unasked: 'x'.repeat(MiB) } }, 'large')).toMatchObject({
      errors: [{ message: expect.stringMatching(/131072/), extensions: { code: 'BAD_REQUEST' } }],
    });
    peer.send(subscribe('small', query));
    await once(example.world, 'ticking');
    const upload = {
      query: 'mutation($image: String!) { upload(image: $image) }',
      variables: { image: 'x'.repeat(MiB) },
    };
    expect(await peer.ask(upload, 'picture')).toEqual({ data: { upload: MiB } });
  });

  test('may subscribe anew once it completed', async () => {
    const peer = await example.connect();
    for (let round = 0; round < 50; round += 1) {
      const ticking = once(example.world, 'ticking');
      peer.send(subscribe(String(round), 'subscription { ticks }'));
      await ticking;
      example.world.tick(round);
      expect(await peer.next()).toMatchObject({ payload: { data: { ticks: round } } });
      peer.send({ type: 'complete', id: String(round) });
    }
  });

  test('does not escape its limit by completing what still runs', async () => {
    const peer = await example.connect();
    for (let id = 1; id <= 25; id += 1) {
      peer.send(subscribe(String(id), '{ slow }'));
      peer.send({ type: 'complete', id: String(id) });
    }
    peer.send(subscribe('last', '{ hello }'));
    expect(await peer.next()).toMatchObject({ type: 'error', id: 'last' });
    example.world.release();
  });

  test('is told of a subscription that fails, in masked words', async () => {
    const peer = await example.connect();
    const { errors } = await peer.ask({ query: 'subscription { fails }' });
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/our side/), extensions: { code: 'INTERNAL' } });
  });

  test('is served at /graphql only', async () => {
    const socket = new WebSocket(example.url.replace('http', 'ws'), 'graphql-transport-ws');
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(404);
  });
});

test('an offer of HTTP/2 is answered in HTTP/1.1, with what was asked or how to ask', async () => {
  await using example = await startExample();
  const socket = connect(Number(new URL(example.url).port), '127.0.0.1');
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  // Node tells upgrades apart from 24.9 on.
  expect(String(answer)).toMatch(/"status":"ok"|Ask in plain HTTP/);
  socket.destroy();
});

describe('WebSockets in all', () => {
  test('are refused with 503 beyond the limit, and welcome again below it', async () => {
    await using example = await startExample({ limits: { sockets: 2 } });
    const [first] = [await example.connect(), await example.connect()];
    const { status, body } = await example.open().refused;
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    first?.socket.close();
    await first?.closed;
    await example.connect();
  });

  test('are refused with 429 beyond the limit of one address', async () => {
    await using example = await startExample({ limits: { socketsPerAddress: 1 } });
    await example.connect();
    expect((await example.open().refused).status).toBe(429);
  });

  test('of one candidate are few, however many there is room for, and keep nobody else out', async () => {
    await using example = await startExample({ limits: { socketsPerCandidate: 2 } });
    const [first] = [await example.connect('ana'), await example.connect('ana')];
    const third = example.open();
    third.init({ authorization: 'Bearer ana' }).catch(() => {});
    expect(await third.closed).toEqual({ code: 1013, reason: 'Too many WebSockets are open with this token' });
    await example.connect('ben');
    for (let count = 0; count < 3; count += 1) await example.connect('proctor');
    first?.socket.close();
    await first?.closed;
    await example.connect('ana');
  });

  test('without a token are few, and keep out nobody who has one', async () => {
    await using example = await startExample({ limits: { socketsWithoutToken: 1 } });
    await example.connect();
    const second = example.open();
    second.init({}).catch(() => {});
    expect(await second.closed).toEqual({ code: 1013, reason: 'Too many WebSockets are open without a token' });
    await example.connect('ana');
  });

  test('are pinged, and cut off when nothing comes back', async () => {
    await using example = await startExample({ limits: { vigilMs: 20, heartbeatMs: 500 } });
    const [lively, dead] = [await example.connect(), await example.connect()];
    dead.socket.pause();
    // Paused, it does not see that it was cut off; the server does, and frees its place.
    const gone = once(example.world, 'ticks ended');
    dead.send(subscribe('1', 'subscription { ticks }'));
    await once(lively.socket, 'ping');
    await gone;
    expect(await lively.ask({ query: '{ hello }' })).toEqual({ data: { hello: 'world' } });
  });
});
