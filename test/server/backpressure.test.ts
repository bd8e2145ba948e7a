/** Clients that ask for more than they read. */
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { startExample } from './exampleServer.js';

const KiB = 1024;
const flood = (bytes: number) => ({ query: `subscription { flood(bytes: ${bytes}) }` });

describe('a subscriber that reads nothing', () => {
  test('is not sent more than the network takes, and is cut off in the end', async () => {
    await using example = await startExample({ limits: { vigilMs: 20, stalledMs: 1_000 } });
    const peer = await example.connect();
    peer.socket.pause();
    const ended = once(example.world, 'flood ended');
    peer.send({ type: 'subscribe', id: '1', payload: flood(64 * KiB) });
    await ended;
    // An endless supply of which the kernel's buffers, some megabytes, took their fill.
    expect(example.world.pulls * 64 * KiB).toBeLessThan(64 * KiB * KiB);
  });

  test('does not hold up the others', async () => {
    await using example = await startExample({ limits: { vigilMs: 20, stalledMs: 1_000 } });
    const [deaf, attentive] = [await example.connect(), await example.connect()];
    deaf.socket.pause();
    let isCutOff = false;
    example.world.once('flood ended', () => {
      isCutOff = true;
    });
    deaf.send({ type: 'subscribe', id: '1', payload: flood(64 * KiB) });

    const ticking = once(example.world, 'ticking');
    attentive.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { ticks }' } });
    await ticking;
    let ticks = 0;
    while (!isCutOff) {
      ticks += 1;
      example.world.tick(ticks);
      expect(await attentive.next()).toMatchObject({ payload: { data: { ticks } } });
    }
    expect(ticks).toBeGreaterThan(10);
  });

  test('is cut off when many answers pile up in the process', async () => {
    await using example = await startExample({ limits: { unsentBytesPerSocket: 256 * KiB, stalledMs: 60_000 } });
    const peer = await example.connect();
    peer.socket.pause();
    const ended = once(example.world, 'flood ended');
    for (let id = 1; id <= 10; id += 1) {
      peer.send({ type: 'subscribe', id: String(id), payload: flood(128 * KiB) });
    }
    await ended;
  });
});

test('a subscriber that reads slowly gets everything', async () => {
  await using example = await startExample();
  const peer = await example.connect();
  peer.send({ type: 'subscribe', id: '1', payload: flood(512 * KiB) });
  for (let event = 0; event < 40; event += 1) {
    peer.socket.pause();
    const pulled = example.world.pulls;
    expect(pulled).toBeLessThan(event + 60);
    peer.socket.resume();
    expect(await peer.next()).toMatchObject({ type: 'next' });
  }
});
