/** How many frames a second the engine takes with so many threads, and what that costs; prints one line of JSON. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createEmbeddedEngine } from '../../dist/vision/embedded/engine.js';
import { readSamples } from './pictures.js';

const [threads = 1, seconds = 10] = process.argv.slice(2).map(Number);

async function* nobody() {
  // Nobody needs to be enrolled: faces are described for the one that is expected.
}

const pictures = await readSamples();
const engine = createEmbeddedEngine({ threads, enrolledFaces: nobody });
await engine.ready();
const expected = [{ externalImageId: 'anybody', template: { model: 'none', vector: new Uint8Array(512) } }];

let next = 0;
async function keepBusy(until: () => boolean): Promise<number> {
  let frames = 0;
  while (!until()) {
    const picture = pictures[next++ % pictures.length];
    if (!picture) throw new RangeError('There are no pictures');
    await engine.observe({ picture, expected, similarityThreshold: 85, namingThreshold: 88 });
    frames++;
  }
  return frames;
}
const busy = async (until: () => boolean) => {
  const frames = await Promise.all(Array.from({ length: engine.concurrency }, () => keepBusy(until)));
  return frames.reduce((sum, count) => sum + count, 0);
};

await busy(() => next >= pictures.length * threads);
const delay = monitorEventLoopDelay({ resolution: 1 });
let mostMemory = 0;
const watching = setInterval(() => {
  mostMemory = Math.max(mostMemory, process.memoryUsage.rss());
}, 100);
delay.enable();
const start = performance.now();
const frames = await busy(() => performance.now() - start > seconds * 1000);
const elapsed = (performance.now() - start) / 1000;
delay.disable();
clearInterval(watching);
await engine[Symbol.asyncDispose]();

const result = {
  threads,
  framesPerSecond: frames / elapsed,
  rssMiB: mostMemory / 2 ** 20,
  loopDelayP99Ms: delay.percentile(99) / 1e6,
};
console.log(JSON.stringify(result));
