import './noTelemetry.js';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { inputName, type ModelName, modelPath } from '../models/catalogue.js';

/** One network, loaded. A call occupies the thread until the answer is there: for worker threads only. */
export interface Model {
  /**
   * @param dims batch, height, width, 3
   * @param draw fills the input with bytes of red, green and blue; it holds what an earlier picture left there, because
   * memory that is new for every picture would cost more than drawing does
   * @returns the values of an output by its name
   */
  run(
    dims: readonly number[],
    draw: (input: Uint8Array) => void,
  ): Promise<(output: string) => Float32Array | Int32Array>;
}

export interface ModelOptions {
  readonly folder: string;
  /** Threads that one call spreads over. */
  readonly threads: number;
}

/** @throws Error when the file is missing or no model */
export async function loadModel(name: ModelName, { folder, threads }: ModelOptions): Promise<Model> {
  const session = await InferenceSession.create(modelPath(name, folder), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  // One for each size of picture that the model is shown, of which there are few.
  const inputs = new Map<string, { readonly tensor: Tensor; readonly bytes: Uint8Array }>();

  function inputFor(dims: readonly number[]) {
    const key = dims.join('x');
    const known = inputs.get(key);
    if (known) return known;
    const bytes = new Uint8Array(dims.reduce((product, size) => product * size, 1));
    const input = { tensor: new Tensor('uint8', bytes, dims), bytes };
    inputs.set(key, input);
    return input;
  }

  return {
    async run(dims, draw) {
      const { tensor, bytes } = inputFor(dims);
      draw(bytes);
      const results = await session.run({ [inputName]: tensor });
      return (output) => {
        const data = results[output]?.data;
        // Every output of the catalogue is of one of these types; anything else is another model's file.
        if (results[output]?.type !== 'float32' && results[output]?.type !== 'int32') {
          throw new Error(`The model ${name} has no output ${output} of numbers`);
        }
        return data as Float32Array | Int32Array;
      };
    },
  };
}
