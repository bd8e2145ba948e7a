/** What it costs the server, and the others, when one subscriber who asks for a lot reads nothing. */
import { seatGreedy } from './audience.js';
import { openHall } from './hall.js';

const EVENTS = 900;

interface Outcome {
  /** The most that was resident while events were published. */
  readonly rssBytes: number;
  /** Milliseconds from publishing an event until everybody who listens has it. */
  readonly median: number;
  readonly p99: number;
  /** What the greedy one was sent, where it listens. */
  readonly greedyBytes: number;
}

export async function compareMemory(subscribers: number): Promise<{ healthy: Outcome; stalled: Outcome }> {
  return { healthy: await play(subscribers, true), stalled: await play(subscribers, false) };
}

async function play(subscribers: number, listens: boolean): Promise<Outcome> {
  const hall = await openHall('product', subscribers - 1);
  const greedy = await seatGreedy(hall.url, { listens });
  let greedyBytes = 0;
  greedy.on('message', (data: Buffer) => {
    greedyBytes += data.length;
  });
  await hall.publish(20);
  await hall.measure();
  const times = (await hall.publish(EVENTS)).toSorted((a, b) => a - b);
  const { mostRssBytes } = await hall.measure();
  greedy.terminate();
  hall.close();
  const at = (share: number) => times[Math.floor(share * times.length)] ?? Number.NaN;
  return { rssBytes: mostRssBytes, median: at(0.5), p99: at(0.99), greedyBytes };
}
