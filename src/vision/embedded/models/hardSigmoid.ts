import { type ConstantTensor, floatsOf } from './constantTensor.js';
import type { TfjsGraph, TfjsNode } from './tfjsGraph.js';

/**
 * MobileNet v3 computes its gates in three steps, min(max(x + 3, 0), 6) / 6, and its activations in four, of which three
 * are these with the division moved elsewhere: x/6 · min(max(x + 3, 0), 6). ONNX has one operator for all three.
 *
 * Answers the same graph with nodes of the operator `HardSigmoid` in their place.
 */
export function recogniseHardSigmoid({ nodes, constants }: TfjsGraph): TfjsGraph {
  const rewritten = new Map(nodes);
  for (const node of nodes.values()) {
    if (node.op !== 'Mul') continue;
    const ramp = findRamp(node, nodes, constants);
    if (!ramp) continue;
    const { sigmoidOf, factor } = ramp;
    if (factor === undefined) {
      rewritten.set(node.name, { ...node, op: 'HardSigmoid', inputs: [sigmoidOf] });
    } else {
      const sigmoid = `${node.name}/hard_sigmoid`;
      rewritten.set(sigmoid, { ...node, name: sigmoid, op: 'HardSigmoid', inputs: [sigmoidOf] });
      rewritten.set(node.name, { ...node, inputs: [factor, sigmoid] });
    }
  }
  return { nodes: rewritten, constants };
}

/** Recognises min(max(sigmoidOf + 3, 0), 6) · factor/6; without a factor it is 1. */
function findRamp(
  product: TfjsNode,
  nodes: TfjsGraph['nodes'],
  constants: TfjsGraph['constants'],
): { readonly sigmoidOf: string; readonly factor: string | undefined } | undefined {
  const [share = '', clipped = ''] = product.inputs;
  const relu6 = nodes.get(clipped);
  const [shifted = ''] = relu6?.op === 'Relu6' ? relu6.inputs : [];
  const sum = nodes.get(shifted);
  const [sigmoidOf, shift = ''] = sum?.op === 'Add' ? sum.inputs : [];
  if (sigmoidOf === undefined || !isScalar(constants.get(shift), 3)) return undefined;

  if (isScalar(constants.get(share), 1 / 6)) return { sigmoidOf, factor: undefined };
  const scaled = nodes.get(share);
  const [scale = '', factor] = scaled?.op === 'Mul' ? scaled.inputs : [];
  return factor !== undefined && isScalar(constants.get(scale), 1 / 6) ? { sigmoidOf, factor } : undefined;
}

/** Weights that were stored as 16-bit floats have eleven significant bits, so 1/6 is met only that closely. */
function isScalar(tensor: ConstantTensor | undefined, value: number): boolean {
  if (tensor?.dims.length !== 0) return false;
  return Math.abs((floatsOf(tensor)[0] ?? 0) / value - 1) < 2 ** -11;
}
