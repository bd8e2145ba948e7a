/**
 * The fan-out benchmark: what it costs a server to deliver an exam's events to many subscribers who ask alike, beside what
 * a Node project would use otherwise and beside the least that can be done; and what one who reads nothing costs.
 * Every server is a process of its own; the subscribers are all here.
 */
import { availableParallelism, cpus } from 'node:os';
import { type Hall, openHall } from './fanout/hall.js';
import { compareMemory } from './fanout/memory.js';

const SUBSCRIBERS = 500;
const EVENTS = 60;
const ROUNDS = 5;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

console.log(
  `\nFan-out: ${SUBSCRIBERS} subscribers, on ${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}`,
);

const product = await openHall('product', SUBSCRIBERS);
await product.publish(1);
const message = product.lastMessage;
const halls: Readonly<Record<string, Hall>> = {
  product,
  graphqlWs: await openHall('graphqlWs', SUBSCRIBERS),
  mercurius: await openHall('mercurius', SUBSCRIBERS),
  floor: await openHall('floor', SUBSCRIBERS, message),
};

const costs = new Map(Object.keys(halls).map((name) => [name, [] as number[]]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, hall] of Object.entries(halls)) {
    const before = await hall.measure();
    await hall.publish(EVENTS);
    const after = await hall.measure();
    // The first round warms up.
    if (round > 0) {
      costs.get(name)?.push((after.cpuMicroseconds - before.cpuMicroseconds) / (EVENTS * SUBSCRIBERS));
    }
  }
}
for (const hall of Object.values(halls)) hall.close();

const cost = (name: string) => median(costs.get(name) ?? []);
/** Of neighbours in time, so that what else the machine does falls out. */
const ratio = (name: string, other: string) =>
  median((costs.get(name) ?? []).map((value, round) => value / (costs.get(other)?.[round] ?? Number.NaN)));
const line = (label: string, name: string) =>
  `  ${label.padEnd(42)} ${cost(name).toFixed(1).padStart(6)} µs ${(1e6 / cost(name)).toFixed(0).padStart(9)} per CPU second`;
console.log(`
One event after the other, ${message.length} bytes each; CPU time of the server per delivery;
${ROUNDS} interleaved rounds of ${EVENTS} events, medians:

${line('this server', 'product')}
${line('graphql-ws + graphql-subscriptions PubSub', 'graphqlWs')}
${line('mercurius', 'mercurius')}
${line('floor: a prepared string, sent with ws', 'floor')}

  this server / graphql-ws: ${ratio('graphqlWs', 'product').toFixed(2)}  (wanted: ≥ 4)
  this server / mercurius:  ${ratio('mercurius', 'product').toFixed(2)}
  this server / floor:      ${ratio('floor', 'product').toFixed(2)}  (wanted: ≥ 0.75)`);

const { healthy, stalled } = await compareMemory(SUBSCRIBERS);
const MiB = 1024 * 1024;
console.log(`
One of ${SUBSCRIBERS} has 20 subscriptions of large messages, ${(healthy.greedyBytes / MiB).toFixed(0)} MiB in all; memory of the server at most, and the
time from publishing an event until the ${SUBSCRIBERS - 1} others have it:

  where it reads        ${(healthy.rssBytes / MiB).toFixed(0).padStart(5)} MiB   median ${healthy.median.toFixed(1)} ms, p99 ${healthy.p99.toFixed(1)} ms
  where it does not     ${(stalled.rssBytes / MiB).toFixed(0).padStart(5)} MiB   median ${stalled.median.toFixed(1)} ms, p99 ${stalled.p99.toFixed(1)} ms

  more memory: ${((stalled.rssBytes - healthy.rssBytes) / MiB).toFixed(0)} MiB  (wanted: ≤ 64)
`);
