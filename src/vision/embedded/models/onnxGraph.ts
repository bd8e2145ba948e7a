import type { ConstantTensor } from './constantTensor.js';
import {
  type ElementType,
  elementTypes,
  encodeOnnxFile,
  type OnnxAttribute,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from './onnxFormat.js';

/** Integers, lists of integers and texts stand for themselves; a float says so, since `1` alone would be an integer. */
export type AttributeValue = number | readonly number[] | string | { readonly float: number };
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** A name stands for a size that is known only when the model runs. */
export type Dimensions = readonly (number | string)[];

/** An ONNX graph in the making. Values are known by their names; every method that makes a value returns its name. */
export interface OnnxGraph {
  input(name: string, type: ElementType, dims: Dimensions): string;
  constant(tensor: ConstantTensor): string;
  node(operator: string, inputs: readonly string[], attributes?: Attributes): string;
  /** For operators with more than one output. */
  nodeWithOutputs(operator: string, inputs: readonly string[], count: number, attributes?: Attributes): string[];
  output(name: string, value: string, type: ElementType, dims: Dimensions): void;
  encode(metadata: Readonly<Record<string, string>>): Uint8Array;
}

export function createOnnxGraph(name: string): OnnxGraph {
  const node: OnnxNode[] = [];
  const initializer: OnnxTensor[] = [];
  const input: OnnxValueInfo[] = [];
  const output: OnnxValueInfo[] = [];

  const graph: OnnxGraph = {
    input(inputName, type, dims) {
      input.push(valueInfo(inputName, type, dims));
      return inputName;
    },
    constant(tensor) {
      const constantName = `constant_${initializer.length}`;
      initializer.push(encodeTensor(constantName, tensor));
      return constantName;
    },
    node(operator, inputs, attributes = {}) {
      const [value] = graph.nodeWithOutputs(operator, inputs, 1, attributes);
      return value as string; // One output was asked for, so there is one.
    },
    nodeWithOutputs(operator, inputs, count, attributes = {}) {
      const nodeName = `${operator}_${node.length}`;
      const names = Array.from({ length: count }, (_, index) => (index === 0 ? nodeName : `${nodeName}_${index}`));
      const attribute = Object.entries(attributes).map(([key, value]) => encodeAttribute(key, value));
      node.push({ name: nodeName, opType: operator, input: inputs, output: names, attribute });
      return names;
    },
    output(outputName, value, type, dims) {
      node.push({ name: outputName, opType: 'Identity', input: [value], output: [outputName], attribute: [] });
      output.push(valueInfo(outputName, type, dims));
    },
    encode(metadata) {
      return encodeOnnxFile({ name, node, initializer, input, output }, metadata);
    },
  };
  return graph;
}

function valueInfo(name: string, type: ElementType, dims: Dimensions): OnnxValueInfo {
  const dim = dims.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } };
}

function encodeTensor(name: string, { dims, data }: ConstantTensor): OnnxTensor {
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dims, dataType: elementTypes[elementTypeOf(data)], rawData };
}

function elementTypeOf(data: ConstantTensor['data']): ElementType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Int32Array ? 'int32' : 'int64';
}

/** The numbers are those of `AttributeProto.AttributeType`. */
function encodeAttribute(name: string, value: AttributeValue): OnnxAttribute {
  if (typeof value === 'number') return { name, type: 2, i: value };
  if (typeof value === 'string') return { name, type: 3, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: 1, f: value.float };
  return { name, type: 7, ints: value };
}
