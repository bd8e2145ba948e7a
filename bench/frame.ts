/**
 * The frame benchmark: what a frame costs the server beside looking at it: HTTP, GraphQL, the token, admission, the store
 * and the log. The engine is one that looks at nothing, and the database is another process.
 */
import { availableParallelism, cpus } from 'node:os';
import { openHall, run, saidBy } from './frame/hall.js';
import type { Usage } from './frame/server.js';
import type { ContenderOptions } from './frame/servers/contender.js';
import { makePictures } from './frame/session.js';

const SESSIONS = 80;
const FRAMES_EACH = 4;
/** As a new exam wants it. */
const INTERVAL_MS = 2_000;
const ROUNDS = 5;
/** Frames of each session before anything is counted: the server has been running for a while. */
const WARM_UP_FRAMES = 8;

const pictures = await makePictures(8);
const kB = pictures.reduce((sum, { length }) => sum + (length * 3) / 4, 0) / pictures.length / 1_000;
const database = run('database');
const options = { sessions: SESSIONS, database: await saidBy<ContenderOptions['database']>(database) };
const halls = {
  product: await openHall('product', pictures, options),
  floor: await openHall('floor', pictures, options),
};

interface Round {
  readonly cpuMs: number;
  readonly times: readonly number[];
  readonly calls: ReadonlyMap<string, number>;
}

type Name = keyof typeof halls;

/** As in the middle of an exam: nobody's first frame after a break is counted. */
async function round(name: Name, framesEach: number): Promise<Round> {
  await halls[name].send(1, INTERVAL_MS);
  const before = await halls[name].measure();
  const times = await halls[name].send(framesEach, INTERVAL_MS);
  const after = await halls[name].measure();
  const cpuMs = (after.cpuMicroseconds - before.cpuMicroseconds) / 1_000 / times.length;
  return { cpuMs, times, calls: callsPerFrame(before, after, times.length) };
}

function callsPerFrame(before: Usage, after: Usage, frames: number): ReadonlyMap<string, number> {
  const calls = Object.entries(after.storeCalls).map(
    ([operation, count]) => [operation, (count - (before.storeCalls[operation] ?? 0)) / frames] as const,
  );
  return new Map(calls.filter(([, count]) => count > 0));
}

console.log(
  `\nA frame's way beside the engine's: ${SESSIONS} sessions, a frame of ${kB.toFixed(0)} kB each ${INTERVAL_MS / 1_000} s,
on ${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}`,
);

const rounds: Record<Name, Round[]> = { product: [], floor: [] };
const names: readonly Name[] = ['product', 'floor'];
for (const name of names) await round(name, WARM_UP_FRAMES);
for (let count = 0; count < ROUNDS; count++) {
  for (const name of names) rounds[name].push(await round(name, FRAMES_EACH));
}
for (const hall of Object.values(halls)) hall.close();
database.disconnect();

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
const cpuMs = (name: Name) =>
  quantile(
    rounds[name].map((one) => one.cpuMs),
    0.5,
  );
const line = (label: string, name: Name) => {
  const times = rounds[name].flatMap((one) => one.times);
  const [median, late] = [0.5, 0.99].map((share) => quantile(times, share).toFixed(1));
  return `  ${label.padEnd(46)} ${cpuMs(name).toFixed(2).padStart(6)} ms CPU   answered in ${median} ms, p99 ${late} ms`;
};
const operations = new Set(rounds.product.flatMap(({ calls }) => [...calls.keys()]));
const meanOf = (operation: string) =>
  rounds.product.reduce((sum, { calls }) => sum + (calls.get(operation) ?? 0), 0) / ROUNDS;
const calls = new Map([...operations].map((operation) => [operation, meanOf(operation)]));
const total = [...calls.values()].reduce((sum, count) => sum + count, 0);

console.log(`
Per frame; ${ROUNDS} interleaved rounds of ${SESSIONS * FRAMES_EACH} frames, medians; CPU time of the server alone:

${line('this server', 'product')}
${line('floor: JSON, Base64, JPEG header, answer', 'floor')}

  this server: ${cpuMs('product').toFixed(2)} ms (wanted: ≤ 10), ${(cpuMs('product') / cpuMs('floor')).toFixed(1)} times the floor
  calls of the store: ${total.toFixed(2)} (${[...calls].map(([name, count]) => `${name} ${count.toFixed(2)}`).join(', ')})
`);
