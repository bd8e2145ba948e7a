import type { ConstantTensor } from '../../../../src/vision/embedded/models/constantTensor.js';
import { createGraphConverter } from '../../../../src/vision/embedded/models/convertGraph.js';
import { channelsLast, type GraphValue } from '../../../../src/vision/embedded/models/graphValue.js';
import { createOnnxGraph } from '../../../../src/vision/embedded/models/onnxGraph.js';
import { readTfjsGraph, type TfjsGraph, type TfjsModelFile } from '../../../../src/vision/embedded/models/tfjsGraph.js';
import { largestDifference, loadModel, loadReference, type Values } from './reference.js';

/** A TensorFlow.js graph of a few steps, whose first step's input is a picture named `input`. */
export interface SmallGraph {
  /** Height, width, channels. */
  readonly input: readonly [number, number, number];
  readonly constants?: Readonly<Record<string, ConstantTensor>>;
  /** The value of the last one is what the graph answers. */
  readonly steps: Readonly<Record<string, Step>>;
}
export interface Step {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attr?: Attributes;
}
export type Attributes = NonNullable<TfjsModelFile['modelTopology']['node'][number]['attr']>;

export const text = (value: string) => ({ s: Buffer.from(value).toString('base64') });
export const texts = (...values: string[]) => ({ list: { s: values.map((value) => text(value).s) } });
export const integers = (...values: number[]) => ({ list: { i: values.map(String) } });

/** The attributes of what slides a window over a picture. */
export function sliding(stride: number, padding: 'SAME' | 'VALID', dilation = 1): Attributes {
  return {
    strides: integers(1, stride, stride, 1),
    padding: text(padding),
    dilations: integers(1, dilation, dilation, 1),
    data_format: text('NHWC'),
  };
}

/** The attributes of a convolution that adds a bias and applies an activation. */
export function fused(activation: string, constants: number): Attributes {
  return { fused_ops: texts('BiasAdd', activation), num_args: { i: String(constants) } };
}

/** Numbers between -1 and 1 which look random and are the same in every run. */
export function noise(...dims: number[]): Values {
  const count = dims.reduce((product, size) => product * size, 1);
  return { dims, data: Float32Array.from({ length: count }, (_, index) => Math.sin(1 + index * 12.9898)) };
}

export function floats(dims: readonly number[], ...values: number[]): ConstantTensor {
  return { dims, data: Float32Array.from(values) };
}

export function whole(dims: readonly number[], ...values: number[]): ConstantTensor {
  return { dims, data: Int32Array.from(values) };
}

export function modelOf({ constants = {}, steps }: SmallGraph): { model: TfjsModelFile; weights: Uint8Array } {
  const tensors = Object.entries(constants).map(([name, { dims, data }]) => {
    const dtype = data instanceof Int32Array ? ('int32' as const) : ('float32' as const);
    return { entry: { name, shape: dims, dtype }, data };
  });
  const node = [
    { name: 'input', op: 'Placeholder', attr: {} },
    ...tensors.map(({ entry: { name } }) => ({ name, op: 'Const', attr: {} })),
    ...Object.entries(steps).map(([name, { op, inputs, attr = {} }]) => ({ name, op, input: inputs, attr })),
  ];
  const modelTopology = { node, versions: {} };
  const weightsManifest = [{ paths: [], weights: tensors.map(({ entry }) => entry) }];
  const weights = Buffer.concat(tensors.map(({ data }) => Buffer.from(data.buffer)));
  return { model: { modelTopology, weightsManifest }, weights };
}

/**
 * The largest difference between what TensorFlow.js and what our conversion make of a graph; infinite when shapes differ.
 * @param rewrite what is done to the graph before it is converted
 */
export async function conversionError(
  graph: SmallGraph,
  rewrite: (source: TfjsGraph) => TfjsGraph = (source) => source,
): Promise<number> {
  const { model, weights } = modelOf(graph);
  const picture = noise(1, ...graph.input);
  const output = Object.keys(graph.steps).at(-1) ?? '';
  const [expected] = (await loadReference(model, weights))({ input: picture }, [output]);
  const file = convertSmallGraph(graph, rewrite(readTfjsGraph(model, weights)), output, expected?.dims ?? []);
  const { output: actual } = await (await loadModel(file))(picture);
  return actual?.dims.join() === expected?.dims.join() ? largestDifference(actual, expected) : Number.POSITIVE_INFINITY;
}

function convertSmallGraph({ input }: SmallGraph, source: TfjsGraph, output: string, dims: readonly number[]) {
  const [height, width, channels] = input;
  const onnx = createOnnxGraph('small');
  const picture = onnx.input('input', 'float32', [1, ...input]);
  const name = onnx.node('Transpose', [picture], { perm: [0, 3, 1, 2] });
  const value: GraphValue = { kind: 'picture', name, height, width, channels };
  const result = createGraphConverter(source, onnx, { input: value })(output);
  onnx.output('output', channelsLast(result, onnx), 'float32', dims);
  return onnx.encode({});
}
