import { type ConstantTensor, sameValuesAs, transpose } from './constantTensor.js';
import type { OnnxGraph } from './onnxGraph.js';
import type { TfjsNode } from './tfjsGraph.js';

/**
 * TensorFlow keeps pictures as [batch, height, width, channels], ONNX as [batch, channels, height, width]. Converted
 * graphs keep them the ONNX way from their first node to their last, so that no transposes are needed in between; the
 * sizes are those of the source graph.
 */
export interface PictureValue {
  readonly kind: 'picture';
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}
/** A value whose axes are those of the source graph. */
export interface PlainValue {
  readonly kind: 'plain';
  readonly name: string;
}
export type GraphValue = PictureValue | PlainValue;

/** What the converter of one operator sees. Inputs are counted from zero. */
export interface Conversion {
  readonly node: TfjsNode;
  readonly onnx: OnnxGraph;
  input(index: number): GraphValue;
  /** Throws when the input is not a picture. */
  picture(index: number): PictureValue;
  isConstant(index: number): boolean;
  /** Throws when the input is not known at build time. */
  constant(index: number): ConstantTensor;
}

export type OperatorConverter = (conversion: Conversion) => GraphValue;

/** Shapes a constant so that it broadcasts against a picture as it did when channels came last. */
export function channelsFirst(tensor: ConstantTensor): ConstantTensor {
  if (tensor.dims.length === 0) return tensor;
  const dims = [...new Array<number>(4 - tensor.dims.length).fill(1), ...tensor.dims];
  return transpose(sameValuesAs(tensor, dims), [0, 3, 1, 2]);
}

/** The value's name once its axes are in the order of the source graph. */
export function channelsLast(value: GraphValue, onnx: OnnxGraph): string {
  return value.kind === 'plain' ? value.name : onnx.node('Transpose', [value.name], { perm: [0, 2, 3, 1] });
}
