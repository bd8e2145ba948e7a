/**
 * The cluster benchmark: how many more deliveries three nodes make than one, all behind one event log in Redis and
 * DynamoDB, with as many subscribers at each node, who ask alike. An event is written by one node and read by all.
 *
 * Where there are enough processors, each node has one of its own, and deliveries a second are counted. In any case the
 * processor time of a delivery is: a node can make as many as fit into a second of it, so that three of them make
 * 3 × (the time of one node alone) / (the time of each of three) as many, what it costs to follow each other included.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDynamoDb } from '../dist/store/dynamodb/embedded.js';
import { startRedis } from '../test/support/redis.js';
import { type Halls, openHalls } from './cluster/halls.js';

const NODES = 3;
const SUBSCRIBERS_PER_NODE = 300;
const EVENTS = 60;
const ROUNDS = 5;
/** One for each node, and one for Redis, DynamoDB and the subscribers, at least. */
const PROCESSORS = NODES + 1;

interface Round {
  readonly microsecondsPerDelivery: number;
  readonly deliveriesPerSecond: number;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const processors = availableParallelism();
const isPinned = processors >= PROCESSORS && hasTaskset();
console.log(
  `\nCluster: ${SUBSCRIBERS_PER_NODE} subscribers at each node, on ${processors} × ${cpus()[0]?.model}, Node ${process.version}`,
);

const dataDir = mkdtempSync(join(tmpdir(), 'virtual-proctor-bench-'));
await using redis = await startRedis();
await using dynamoDb = await startEmbeddedDynamoDb({ dataDir });
const { endpoint, credentials } = dynamoDb;
const cluster = { redisUrl: redis.url, endpoint, credentials };
const options = { subscribersPerNode: SUBSCRIBERS_PER_NODE, isPinned, cluster };
const one = await openHalls({ ...options, nodes: 1 });
const three = await openHalls({ ...options, nodes: NODES });

const [ofOne, ofThree]: [Round[], Round[]] = [[], []];
for (let round = 0; round <= ROUNDS; round++) {
  const [alone, together] = [await play(one), await play(three)];
  // The first round warms up.
  if (round === 0) continue;
  ofOne.push(alone);
  ofThree.push(together);
}
one.close();
three.close();
rmSync(dataDir, { recursive: true, force: true });

async function play(halls: Halls): Promise<Round> {
  const cpuBefore = await halls.cpuMicroseconds();
  const begun = performance.now();
  await halls.publish(EVENTS);
  const seconds = (performance.now() - begun) / 1_000;
  const deliveries = EVENTS * SUBSCRIBERS_PER_NODE * halls.nodes;
  return {
    microsecondsPerDelivery: ((await halls.cpuMicroseconds()) - cpuBefore) / deliveries,
    deliveriesPerSecond: deliveries / seconds,
  };
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const cost = (rounds: readonly Round[]) => median(rounds.map(({ microsecondsPerDelivery }) => microsecondsPerDelivery));
const pace = (rounds: readonly Round[]) => median(rounds.map(({ deliveriesPerSecond }) => deliveriesPerSecond));
/** Of neighbours in time, so that what else the machine does falls out. */
const ratio = (of: (round: Round, other: Round) => number) =>
  median(ofThree.map((round, index) => of(round, ofOne[index] ?? round)));
const capacity = ratio((round, other) => (NODES * other.microsecondsPerDelivery) / round.microsecondsPerDelivery);
const counted = ratio((round, other) => round.deliveriesPerSecond / other.deliveriesPerSecond);
const line = (label: string, rounds: readonly Round[]) =>
  `  ${label.padEnd(14)} ${cost(rounds).toFixed(1).padStart(6)} µs ${(1e6 / cost(rounds)).toFixed(0).padStart(9)} per CPU second`;

console.log(`
CPU time of the nodes per delivery, ${ROUNDS} interleaved rounds of ${EVENTS} events, medians:

${line('one node', ofOne)}
${line('each of three', ofThree)}

  what three can deliver / what one can: ${capacity.toFixed(2)}  (wanted: ≥ 2.5)
${
  isPinned
    ? `
Each node on a processor of its own, deliveries a second:

  one node    ${pace(ofOne).toFixed(0).padStart(9)}
  three nodes ${pace(ofThree).toFixed(0).padStart(9)}

  three nodes / one node: ${counted.toFixed(2)}  (wanted: ≥ 2.5)`
    : `
Deliveries a second are not compared: that takes taskset and ${PROCESSORS} processors, one for each node and one for all else,
and here are ${processors}. Three nodes that share what one had would tell nothing.`
}
`);
