import { InferenceSession, Tensor } from 'onnxruntime-node';
import { inputName, type ModelName, modelPath } from '../models/catalogue.js';

/** One network, loaded. A call occupies the thread until the answer is there: for worker threads only. */
export interface Model {
  /**
   * @param pixels bytes of red, green and blue
   * @param dims batch, height, width, 3
   * @returns the values of an output by its name
   */
  run(pixels: Uint8Array, dims: readonly number[]): Promise<(output: string) => Float32Array | Int32Array>;
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
  return {
    async run(pixels, dims) {
      const results = await session.run({ [inputName]: new Tensor('uint8', pixels, dims) });
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
