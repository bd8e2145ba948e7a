import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp, { type Region } from 'sharp';
import type { TfjsModelFile } from '../../../../src/vision/embedded/models/tfjsGraph.js';

const require = createRequire(import.meta.url);

/** A tensor's sizes and values. */
export interface Values {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Makes TensorFlow.js ready, on its fastest backend for Node. */
export async function startTensorFlow(): Promise<void> {
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '/'));
  await tf.setBackend('wasm');
}

export type Reference = (inputs: Readonly<Record<string, Values>>, outputs: readonly string[]) => Values[];

/**
 * A graph run by TensorFlow.js, which reads its weights itself.
 * @param replacements constants to use in place of the graph's own
 */
export async function loadReference(
  { modelTopology, weightsManifest }: TfjsModelFile,
  weights: Uint8Array,
  replacements: Readonly<Record<string, Values>> = {},
): Promise<Reference> {
  // Without their attributes placeholders take inputs of any size.
  const node = modelTopology.node.map((entry) => (entry.op === 'Placeholder' ? { ...entry, attr: {} } : entry));
  const weightSpecs = weightsManifest.flatMap((group) => group.weights) as tf.io.WeightsManifestEntry[];
  const weightData = new Uint8Array(weights).buffer;
  const graph = await loadGraphModel(
    tf.io.fromMemory({ modelTopology: { ...modelTopology, node }, weightSpecs, weightData, format: 'graph-model' }),
  );
  for (const [name, { dims, data }] of Object.entries(replacements)) {
    const dtype = graph.weights[name]?.[0]?.dtype ?? 'float32';
    graph.weights[name] = [tf.tensor([...data], [...dims], dtype)];
  }
  return (inputs, outputs) =>
    tf.tidy(() => {
      const tensors = Object.entries(inputs).map(([name, { dims, data }]) => [name, tf.tensor(data, [...dims])]);
      const results = graph.execute(Object.fromEntries(tensors), [...outputs]) as tf.Tensor | tf.Tensor[];
      return [results].flat().map((tensor) => ({ dims: tensor.shape, data: Float32Array.from(tensor.dataSync()) }));
    });
}

export type Model = (input: {
  readonly dims: readonly number[];
  readonly data: Uint8Array | Float32Array;
}) => Promise<Readonly<Record<string, Values>>>;

/** An ONNX file with one input, run by ONNX Runtime. */
export async function loadModel(file: Uint8Array): Promise<Model> {
  const session = await InferenceSession.create(file, { intraOpNumThreads: 1 });
  return async ({ dims, data }) => {
    const type = data.BYTES_PER_ELEMENT === 1 ? 'uint8' : 'float32';
    const feeds = { [session.inputNames[0] ?? '']: new Tensor(type, data, [...dims]) };
    const results = await session.run(feeds);
    const values = Object.entries(results).map(([name, result]) => {
      return [name, { dims: result.dims, data: Float32Array.from(result.data as Float32Array, Number) }] as const;
    });
    return Object.fromEntries(values);
  };
}

/** The largest difference between two tensors' values, as a share of the largest value expected. */
export function largestDifference(actual: Values | undefined, expected: Values | undefined): number {
  if (!actual || !expected || actual.data.length !== expected.data.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let difference = 0;
  expected.data.forEach((value, index) => {
    largest = Math.max(largest, Math.abs(value));
    // Not Math.max alone: it would let a NaN in one of them pass for the rest.
    difference = Math.max(difference, Math.abs(value - (actual.data[index] ?? Number.NaN)));
  });
  return difference / largest;
}

const photos = join(packageFolder('@vladmandic/face-api'), 'demo');

/** A real photo of people, or the part of it given, as bytes of red, green and blue. */
export async function photo(
  height: number,
  width: number,
  { name = 'sample2.jpg', part }: { readonly name?: string; readonly part?: Region } = {},
): Promise<{ dims: number[]; data: Uint8Array }> {
  const image = sharp(join(photos, name));
  if (part) image.extract(part);
  const pixels = await image.resize(width, height, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  return { dims: [1, height, width, 3], data: new Uint8Array(pixels) };
}

/** Square cuts around single faces. */
export const faces = [
  { name: 'sample3.jpg', part: { left: 510, top: 320, width: 400, height: 400 } },
  { name: 'sample3.jpg', part: { left: 1010, top: 200, width: 370, height: 370 } },
  { name: 'sample6.jpg', part: { left: 140, top: 440, width: 380, height: 380 } },
] as const;

/** Square cuts around the eyes of one face. */
export const eyes = [
  { name: 'sample3.jpg', part: { left: 590, top: 384, width: 91, height: 91 } },
  { name: 'sample3.jpg', part: { left: 666, top: 386, width: 107, height: 107 } },
] as const;

/** What a network's own code makes of the bytes before it looks at them: byte · scale + offset. */
export function normalise(picture: { dims: number[]; data: Uint8Array }, scale: number, offset = 0): Values {
  return { dims: picture.dims, data: Float32Array.from(picture.data, (value) => value * scale + offset) };
}

export function packageFolder(name: string): string {
  const folder = (require.resolve.paths(name) ?? []).map((path) => join(path, name)).find((path) => existsSync(path));
  if (!folder) throw new Error(`${name} is not installed`);
  return folder;
}
