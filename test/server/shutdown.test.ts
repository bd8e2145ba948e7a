import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { startExample } from './exampleServer.js';

describe('a server that stops', () => {
  test('says goodbye to every WebSocket with 1001, a few at a time, and ends what they ran', async () => {
    const example = await startExample({ limits: { farewellMs: 300 } });
    const peers = await Promise.all(Array.from({ length: 30 }, () => example.connect()));
    const ended = once(example.world, 'ticks ended');
    const ticking = once(example.world, 'ticking');
    peers[0]?.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { ticks }' } });
    await ticking;

    const closings = peers.map(async ({ closed }) => ({ ...(await closed), at: performance.now() }));
    await example.server.close();
    const closed = await Promise.all(closings);
    for (const { code, reason } of closed) expect([code, reason]).toEqual([1001, 'The server is stopping']);
    const times = closed.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(100);
    await ended;
  });

  test('answers what it was asked before', async () => {
    const example = await startExample();
    const asked = once(example.world, 'slow');
    const answer = example.post({ query: '{ slow }' });
    await asked;
    const closing = example.server.close();
    example.world.release();
    expect(await (await answer).json()).toEqual({ data: { slow: 'done' } });
    await closing;
    await expect(example.fetch('/healthz')).rejects.toThrow('fetch failed');
  });

  test('does not wait for ever for what it was asked before', async () => {
    const example = await startExample({ limits: { drainMs: 100 } });
    const asked = once(example.world, 'slow');
    const answer = example.post({ query: '{ slow }' });
    answer.catch(() => {});
    await asked;
    await example.server.close();
    await expect(answer).rejects.toThrow('fetch failed');
  });

  test('is not ready any more, and opens no WebSocket, while it says its goodbyes', async () => {
    const example = await startExample({ limits: { farewellMs: 3_000 } });
    const peers = await Promise.all(Array.from({ length: 100 }, () => example.connect()));
    const closing = example.server.close();
    await peers[0]?.closed;
    const response = await example.fetch('/readyz');
    expect([response.status, await response.json()]).toEqual([503, { status: 'stopping' }]);
    expect((await example.open().refused).status).toBe(503);
    expect((await example.post({ query: '{ hello }' })).headers.get('connection')).toBe('close');
    await closing;
  });

  test('stops once, however often it is told to', async () => {
    const example = await startExample();
    const closings = [example.server.close(), example.server.close()];
    expect(closings[0]).toBe(closings[1]);
    await Promise.all(closings);
    await expect(example.server.close()).resolves.toBeUndefined();
  });

  test('cuts off a peer that does not answer its goodbye', async () => {
    const example = await startExample();
    const peer = await example.connect();
    peer.socket.pause();
    await expect(example.server.close()).resolves.toBeUndefined();
  });
});

test('a port that is taken is an error of listen', async () => {
  await using example = await startExample();
  const port = Number(new URL(example.url).port);
  await expect(startExample({ port })).rejects.toThrow('EADDRINUSE');
});
