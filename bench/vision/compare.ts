/** The engine, its floor and its rival on the same pictures, turn by turn; prints one line of JSON. */

import { createEmbeddedEngine } from '../../dist/vision/embedded/engine.js';
import type { EnrolledFace } from '../../dist/vision/engine.js';
import { recordCalls } from './floor.js';
import { createRival } from './human.js';
import { median, readSamples, timed } from './pictures.js';

const [rounds = 5] = process.argv.slice(2).map(Number);

async function* nobody() {
  // Whom to expect is said with every frame.
}

const pictures = await readSamples();
const engine = createEmbeddedEngine({ threads: 1, enrolledFaces: nobody });
await engine.ready();
// Any descriptor will do: that a face is expected is what makes the engine describe every face, as the rival does.
const vector = new Uint8Array(512);
const expected: EnrolledFace[] = [{ externalImageId: 'anybody', template: { model: 'none', vector } }];
const rival = await createRival();
const calls = await recordCalls(pictures);

const contestants = {
  engine: (index: number) =>
    engine.observe({ picture: at(pictures, index), expected, similarityThreshold: 85, namingThreshold: 88 }),
  floor: async (index: number) => {
    for (const call of at(calls, index)) await call();
  },
  rival: (index: number) => rival.observe(at(pictures, index).bytes),
};
type Contestant = keyof typeof contestants;
const names: readonly Contestant[] = ['engine', 'floor', 'rival'];

const times = new Map(names.map((name) => [name, pictures.map((): number[] => [])]));
for (let round = 0; round <= rounds; round++) {
  for (const index of pictures.keys()) {
    // Whoever comes after the rival finds the processor's caches full of somebody else's weights.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const time = await timed(() => contestants[name](index));
      if (round > 0) times.get(name)?.[index]?.push(time); // The first round warms up.
    }
  }
}
await engine[Symbol.asyncDispose]();

const perFrame = (name: Contestant) => {
  const medians = (times.get(name) ?? []).map(median);
  return medians.reduce((sum, value) => sum + value, 0) / medians.length;
};
const result = {
  rounds,
  rivalName: rival.name,
  engine: perFrame('engine'),
  floor: perFrame('floor'),
  rival: perFrame('rival'),
  calls: calls.reduce((sum, { length }) => sum + length, 0) / calls.length,
};
console.log(JSON.stringify(result));

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no picture ${index}`);
  return item;
}
