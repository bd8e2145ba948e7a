/** The least that the engine's networks can take: their bare calls, with the very inputs that the engine gave them. */
import { loadModels } from '../../dist/vision/embedded/inference/loadModels.js';
import type { Model } from '../../dist/vision/embedded/inference/model.js';
import { modelsFolder } from '../../dist/vision/embedded/models/catalogue.js';
import { createObserver } from '../../dist/vision/embedded/observer.js';
import type { Picture } from '../../dist/vision/engine.js';

type Call = () => Promise<unknown>;

/** @returns for each picture, the calls that looking at it takes */
export async function recordCalls(pictures: readonly Picture[]): Promise<readonly (readonly Call[])[]> {
  const models = await loadModels({ folder: modelsFolder, threads: 1 });
  let calls: Call[] = [];
  const observer = createObserver((name): Model => {
    const model = models(name);
    return {
      run(dims, draw) {
        const picture = new Uint8Array(dims.reduce((product, size) => product * size, 1));
        draw(picture);
        const call = () => model.run(dims, (input) => input.set(picture));
        calls.push(call);
        return call();
      },
    };
  });
  const recorded: (readonly Call[])[] = [];
  for (const { bytes, width, height } of pictures) {
    calls = [];
    await observer({ kind: 'observe', picture: { bytes: new Uint8Array(bytes), width, height }, describe: true });
    recorded.push(calls);
  }
  return recorded;
}
