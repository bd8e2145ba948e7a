import { integers } from './constantTensor.js';
import {
  type Conversion,
  channelsLast,
  type GraphValue,
  type OperatorConverter,
  type PictureValue,
} from './graphValue.js';

/** `paddings` holds a pair (before, after) for each axis; ONNX wants all befores, then all afters. */
function convertPad(conversion: Conversion): PictureValue {
  const input = conversion.picture(0);
  const amounts = Array.from(conversion.constant(1).data, Number);
  const [before, after] = [0, 1].map((end) => [0, 3, 1, 2].map((axis) => amounts[axis * 2 + end] ?? 0));
  const pads = conversion.onnx.constant(integers(...(before ?? []), ...(after ?? [])));
  const added = (axis: number) => (amounts[axis * 2] ?? 0) + (amounts[axis * 2 + 1] ?? 0);
  return {
    ...input,
    height: input.height + added(1),
    width: input.width + added(2),
    channels: input.channels + added(3),
    name: conversion.onnx.node('Pad', [input.name, pads]),
  };
}

function convertReshape({ onnx, input, constant }: Conversion): GraphValue {
  const shape = onnx.constant(integers(...Array.from(constant(1).data, Number)));
  return { kind: 'plain', name: onnx.node('Reshape', [channelsLast(input(0), onnx), shape]) };
}

function convertSqueeze({ onnx, node, input }: Conversion): GraphValue {
  const axes = onnx.constant(integers(...node.integers('squeeze_dims')));
  return { kind: 'plain', name: onnx.node('Squeeze', [channelsLast(input(0), onnx), axes]) };
}

function convertConcat(conversion: Conversion): PictureValue {
  const axisInput = conversion.node.inputs.length - 1;
  const axis = Number(conversion.constant(axisInput).data[0]);
  if (axis !== 3 && axis !== -1) throw new Error(`Node ${conversion.node.name} joins pictures along axis ${axis}`);
  const pictures = conversion.node.inputs.slice(0, axisInput).map((_, index) => conversion.picture(index));
  const names = pictures.map((picture) => picture.name);
  return {
    ...conversion.picture(0),
    channels: pictures.reduce((sum, picture) => sum + picture.channels, 0),
    name: conversion.onnx.node('Concat', names, { axis: 1 }),
  };
}

/** The mean over height and width. */
function convertMean(conversion: Conversion): GraphValue {
  const input = conversion.picture(0);
  const axes = Array.from(conversion.constant(1).data, Number).sort();
  if (axes.join() !== '1,2') throw new Error(`Node ${conversion.node.name} takes the mean over axes ${axes}`);
  const mean = conversion.onnx.node('GlobalAveragePool', [input.name]);
  if (conversion.node.flag('keep_dims')) return { ...input, height: 1, width: 1, name: mean };
  return { kind: 'plain', name: conversion.onnx.node('Flatten', [mean]) };
}

/**
 * Sizes become factors, so that the converted graph takes inputs of other sizes than the source graph. Which source pixel
 * lies where in the result: TensorFlow's three ways have these names in ONNX.
 */
function convertResizeBilinear(conversion: Conversion): PictureValue {
  const { node, onnx } = conversion;
  const input = conversion.picture(0);
  const [height = 1, width = 1] = Array.from(conversion.constant(1).data, Number);
  const factors = Float32Array.of(1, 1, height / input.height, width / input.width);
  const unaligned = node.flag('half_pixel_centers') ? 'half_pixel' : 'asymmetric';
  const name = onnx.node('Resize', [input.name, '', onnx.constant({ dims: [4], data: factors })], {
    mode: 'linear',
    coordinate_transformation_mode: node.flag('align_corners') ? 'align_corners' : unaligned,
  });
  return { ...input, height, width, name };
}

/** A fully connected layer, with its bias. */
function convertMatMul({ onnx, node, input, constant }: Conversion): GraphValue {
  const operands = [input(0).name, onnx.constant(constant(1)), onnx.constant(constant(2))];
  const [transA, transB] = ['transpose_a', 'transpose_b'].map((attribute) => Number(node.flag(attribute)));
  return { kind: 'plain', name: onnx.node('Gemm', operands, { transA: transA ?? 0, transB: transB ?? 0 }) };
}

function convertSoftmax({ onnx, input }: Conversion): GraphValue {
  return { kind: 'plain', name: onnx.node('Softmax', [channelsLast(input(0), onnx)], { axis: -1 }) };
}

export const shapeOperators: Readonly<Record<string, OperatorConverter>> = {
  Pad: convertPad,
  Reshape: convertReshape,
  Squeeze: convertSqueeze,
  ConcatV2: convertConcat,
  Mean: convertMean,
  ResizeBilinear: convertResizeBilinear,
  _FusedMatMul: convertMatMul,
  Softmax: convertSoftmax,
};
