/**
 * The vision benchmark: what a frame costs the embedded engine, beside the bare calls of its networks and beside what a
 * Node project would use otherwise; how it grows with threads; what it takes of memory and of the event loop.
 * Processes of their own keep the one's memory and compiled code out of the other's figures.
 */
import { execFile } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './vision/pictures.js';

const run = promisify(execFile);

interface Comparison {
  readonly rounds: number;
  readonly rivalName: string;
  readonly engine: number;
  readonly floor: number;
  readonly rival: number;
  readonly calls: number;
}

interface Throughput {
  readonly threads: number;
  readonly framesPerSecond: number;
  readonly rssMiB: number;
  readonly loopDelayP99Ms: number;
}

console.log(
  `\nVision: six photos of two to five people, on ${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}`,
);

const comparison = await part<Comparison>('compare', 7);
const { engine, floor, rival } = comparison;
console.log(`
One frame after the other, on one thread each; ${comparison.rounds} interleaved rounds, medians:

  this engine, decoding included       ${engine.toFixed(1).padStart(7)} ms per frame
  its networks' bare calls (${comparison.calls.toFixed(1)})       ${floor.toFixed(1).padStart(7)} ms    engine / floor: ${(engine / floor).toFixed(2)}  (wanted: ≤ 1.25)
  the rival, decoding included         ${rival.toFixed(1).padStart(7)} ms    rival / engine: ${(rival / engine).toFixed(2)}  (wanted: ≥ 4)

  rival: ${comparison.rivalName};
  the same tasks: face detector, mesh, eyes and description of every face, objects, moderation`);

const throughputs: Throughput[] = [];
for (let round = 0; round < 3; round++) {
  for (const threads of [1, 2]) throughputs.push(await part<Throughput>('throughput', threads, 6));
}
const of = (threads: number) => throughputs.filter((one) => one.threads === threads);
const speed = (threads: number) => median(of(threads).map(({ framesPerSecond }) => framesPerSecond));
console.log(`
All threads busy; 3 interleaved rounds of 6 s, medians (memory and delay: the worst):

  threads  frames/s  RSS MiB  event loop p99 ms`);
for (const threads of [1, 2]) {
  const memory = Math.max(...of(threads).map(({ rssMiB }) => rssMiB));
  const delay = Math.max(...of(threads).map(({ loopDelayP99Ms }) => loopDelayP99Ms));
  console.log(
    `  ${String(threads).padStart(7)}  ${speed(threads).toFixed(1).padStart(8)}  ${memory.toFixed(0).padStart(7)}  ${delay.toFixed(1).padStart(17)}`,
  );
}
console.log(`\n  two threads / one: ${(speed(2) / speed(1)).toFixed(2)}  (wanted: ≥ 1.5)\n`);

/** Runs a part in a process of its own; its last line is its result. */
async function part<Result>(name: string, ...args: number[]): Promise<Result> {
  const script = fileURLToPath(new URL(`./vision/${name}.ts`, import.meta.url));
  const { stdout } = await run(process.execPath, [...process.execArgv, script, ...args.map(String)]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? ''); // The parts are ours: they print what is typed here.
}
