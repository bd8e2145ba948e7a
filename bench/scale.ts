/**
 * The scale simulation: whole exams against the real server, as a process, with a database in another one and an engine
 * that only takes its time. Candidates send as the server asks them to (`nextFrameInMs`), and dashboards follow the exam.
 *
 * `--sessions 200,1000` how many candidates; `--interval` seconds from a frame of each to its next; `--engine MSxN` how long
 * the engine takes and how many frames at once; `--seconds` how long it is measured, once warm; `--dashboards` how many follow.
 */
import { Agent } from 'node:http';
import { availableParallelism, cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { run, saidBy } from './frame/hall.js';
import type { Address, Usage } from './frame/server.js';
import type { ContenderOptions } from './frame/servers/contender.js';
import { makePictures } from './frame/session.js';
import { type Sent, sit } from './scale/candidate.js';
import { openDashboards } from './scale/dashboards.js';
import { itemSizes } from './scale/items.js';

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '50,200,400' },
    interval: { type: 'string', default: '2' },
    engine: { type: 'string', default: '120x64' },
    seconds: { type: 'string', default: '20' },
    dashboards: { type: 'string', default: '20' },
  },
});
const [looksForMs = 0, concurrency = 4] = values.engine.split('x').map(Number);
const intervalMs = 1_000 * Number(values.interval);
/** Each has sent a few frames then. */
const warmUpMs = 4 * intervalMs;
const dashboards = Number(values.dashboards);
const pictures = await makePictures(8);
const kB = pictures.reduce((sum, { length }) => sum + (length * 3) / 4, 0) / pictures.length / 1_000;

console.log(`
Exams of candidates with a frame of ${kB.toFixed(0)} kB each ${values.interval} s, ${dashboards} dashboards, an engine of ${looksForMs} ms and ${concurrency} at
once, everything on ${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}

  candidates  frames/s  wanted  superseded  refused   median    p99   CPU/frame  one core is   resident  calls/frame  events/s delivered`);
for (const sessions of values.sessions.split(',').map(Number)) await simulate(sessions);

async function simulate(sessions: number): Promise<void> {
  const database = run('database');
  const where = await saidBy<ContenderOptions['database']>(database);
  const engine = { looksForMs, concurrency };
  const options: ContenderOptions = { sessions, database: where, engine, frameIntervalMs: intervalMs };
  const server = run('server', ['product', JSON.stringify(options)]);
  const { url, tokens, proctorToken = '' } = await saidBy<Address>(server);
  const measure = async () => {
    server.send('measure');
    return await saidBy<Usage>(server);
  };

  const audience = openDashboards(url, proctorToken, dashboards);
  const agent = new Agent({ keepAlive: true });
  const sent: Sent[] = [];
  let isOver = false;
  const candidate = { agent, url, pictures, intervalMs, isOver: () => isOver };
  const sittings = tokens.map((token) => sit({ ...candidate, token, onSent: (one) => sent.push(one) }));

  await pause(warmUpMs);
  const begun = performance.now();
  const [before, heard] = [await measure(), audience.events()];
  await pause(Number(values.seconds) * 1_000);
  const seconds = (performance.now() - begun) / 1_000;
  const [after, heardNow] = [await measure(), audience.events()];
  isOver = true;
  report(sessions, seconds, {
    sent: sent.filter(({ at }) => at >= begun && at <= begun + seconds * 1_000),
    cpuMs: (after.cpuMicroseconds - before.cpuMicroseconds) / 1_000,
    rssBytes: after.rssBytes,
    calls: total(after.storeCalls) - total(before.storeCalls),
    delivered: heardNow - heard,
  });

  await Promise.all(sittings);
  await audience.close();
  agent.destroy();
  const frames = sent.filter(({ outcome }) => outcome === 'PROCESSED').length;
  const calls = Object.entries((await measure()).storeCalls).map(([name, n]) => `${name} ${(n / frames).toFixed(2)}`);
  const sizes = Object.entries(await itemSizes(where)).map(([name, bytes]) => `${name} ${bytes.toFixed(0)}`);
  console.log(`${' '.repeat(14)}calls from the start on: ${calls.join(', ')}; bytes of an ${sizes.join(', ')}`);
  server.disconnect();
  database.disconnect();
}

interface Measured {
  readonly sent: readonly Sent[];
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly calls: number;
  readonly delivered: number;
}

function report(sessions: number, seconds: number, { sent, cpuMs, rssBytes, calls, delivered }: Measured): void {
  const of = (outcome: string) => sent.filter((one) => one.outcome === outcome);
  const frames = of('PROCESSED').length;
  const times = of('PROCESSED')
    .map(({ ms }) => ms)
    .toSorted((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  const columns = [
    String(sessions).padStart(12),
    (frames / seconds).toFixed(1).padStart(10),
    ((sessions * 1_000) / intervalMs).toFixed(0).padStart(8),
    String(of('SUPERSEDED').length).padStart(12),
    String(sent.length - frames - of('SUPERSEDED').length).padStart(9),
    `${at(0.5).toFixed(0)} ms`.padStart(9),
    `${at(0.99).toFixed(0)} ms`.padStart(8),
    `${(cpuMs / frames).toFixed(1)} ms`.padStart(11),
    `${(cpuMs / seconds / 10).toFixed(0)}% busy`.padStart(13),
    `${(rssBytes / 2 ** 20).toFixed(0)} MiB`.padStart(11),
    (calls / frames).toFixed(2).padStart(13),
    (delivered / seconds).toFixed(0).padStart(20),
  ];
  console.log(columns.join(''));
}

function total(calls: Readonly<Record<string, number>>): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}
