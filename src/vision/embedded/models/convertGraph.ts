import type { ConstantTensor } from './constantTensor.js';
import { convolutionOperators } from './convolutionOperators.js';
import { elementwiseOperators } from './elementwiseOperators.js';
import type { Conversion, GraphValue, OperatorConverter, PictureValue } from './graphValue.js';
import type { OnnxGraph } from './onnxGraph.js';
import { shapeOperators } from './shapeOperators.js';
import type { TfjsGraph, TfjsNode } from './tfjsGraph.js';

const operators: Readonly<Record<string, OperatorConverter>> = {
  ...convolutionOperators,
  ...elementwiseOperators,
  ...shapeOperators,
};

export class UnsupportedOperatorError extends Error {
  override readonly name = 'UnsupportedOperatorError';
  constructor(readonly node: TfjsNode) {
    super(`No conversion to ONNX is known for the operator ${node.op} of node ${node.name}`);
  }
}

/** Converts whatever the node with this name depends on, once, and answers the node's value. */
export type GraphConverter = (nodeName: string) => GraphValue;

/**
 * Brings the parts of a TensorFlow.js graph that are asked for into an ONNX graph.
 * @param inputs values for the graph's placeholders, by name
 */
export function createGraphConverter(
  source: TfjsGraph,
  onnx: OnnxGraph,
  inputs: Readonly<Record<string, GraphValue>>,
): GraphConverter {
  const values = new Map<string, GraphValue>(Object.entries(inputs));
  const convertNode: GraphConverter = (name) => {
    const known = values.get(name);
    if (known) return known;
    const node = source.nodes.get(name);
    if (!node) throw new Error(`The graph has no node ${name}`);
    const convert = operators[node.op];
    if (!convert) throw new UnsupportedOperatorError(node);
    const value = convert(conversionOf(node, onnx, source.constants, convertNode));
    values.set(name, value);
    return value;
  };
  return convertNode;
}

function conversionOf(
  node: TfjsNode,
  onnx: OnnxGraph,
  constants: ReadonlyMap<string, ConstantTensor>,
  convertNode: GraphConverter,
): Conversion {
  const nameOf = (index: number): string => {
    const name = node.inputs[index];
    if (name === undefined) throw new Error(`Node ${node.name} has no input ${index}`);
    return name;
  };
  const input = (index: number) => convertNode(nameOf(index));
  return {
    node,
    onnx,
    input,
    picture(index): PictureValue {
      const value = input(index);
      if (value.kind !== 'picture') throw new Error(`Input ${index} of node ${node.name} is not a picture`);
      return value;
    },
    isConstant: (index) => constants.has(nameOf(index)),
    constant(index) {
      const tensor = constants.get(nameOf(index));
      if (!tensor) throw new Error(`Input ${index} of node ${node.name} is not constant`);
      return tensor;
    },
  };
}
