import { scalar } from './constantTensor.js';
import { type Conversion, channelsFirst, type OperatorConverter } from './graphValue.js';

/** Applies an activation to a value; the slopes of `Prelu` are the node's last input. */
export function activate({ onnx, node, constant }: Conversion, activation: string, value: string): string {
  switch (activation) {
    case 'Relu':
    case 'Sigmoid':
      return onnx.node(activation, [value]);
    case 'HardSigmoid':
      return onnx.node('HardSigmoid', [value], { alpha: { float: 1 / 6 }, beta: { float: 1 / 2 } });
    case 'Relu6':
      return onnx.node('Clip', [value, onnx.constant(scalar(0)), onnx.constant(scalar(6))]);
    case 'Prelu': {
      const { dims, data } = channelsFirst(constant(node.inputs.length - 1));
      // Without the batch axis: a slope may not have more axes than the value has, and it never differs within a batch.
      return onnx.node('PRelu', [value, onnx.constant({ dims: dims.slice(1), data })]);
    }
    default:
      throw new Error(`Node ${node.name}: the activation ${activation} is not supported`);
  }
}

function convertActivation(conversion: Conversion) {
  const input = conversion.input(0);
  return { ...input, name: activate(conversion, conversion.node.op, input.name) };
}

function convertArithmetic(operator: 'Add' | 'Sub' | 'Mul'): OperatorConverter {
  return (conversion) => {
    const values = [0, 1].filter((index) => !conversion.isConstant(index)).map((index) => conversion.input(index));
    // Where a gate, a picture of one pixel, meets a whole picture, the result is as large as the larger.
    const picture = values.find((value) => value.kind === 'picture' && value.height * value.width > 1);
    const result = picture ?? values[0];
    if (!result) throw new Error(`Node ${conversion.node.name} computes a constant`);
    const operands = [0, 1].map((index) => {
      if (!conversion.isConstant(index)) return conversion.input(index).name;
      const constant = conversion.constant(index);
      return conversion.onnx.constant(result.kind === 'picture' ? channelsFirst(constant) : constant);
    });
    return { ...result, name: conversion.onnx.node(operator, operands) };
  };
}

export const elementwiseOperators: Readonly<Record<string, OperatorConverter>> = {
  Identity: ({ input }) => input(0),
  Add: convertArithmetic('Add'),
  AddV2: convertArithmetic('Add'),
  Sub: convertArithmetic('Sub'),
  Mul: convertArithmetic('Mul'),
  Relu: convertActivation,
  Relu6: convertActivation,
  Sigmoid: convertActivation,
  HardSigmoid: convertActivation,
  Prelu: convertActivation,
};
