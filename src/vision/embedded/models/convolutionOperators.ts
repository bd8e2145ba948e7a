import { type ConstantTensor, transpose } from './constantTensor.js';
import { activate } from './elementwiseOperators.js';
import type { Conversion, OperatorConverter, PictureValue } from './graphValue.js';
import type { Attributes } from './onnxGraph.js';

/** Convolution filters are [height, width, in, out] in TensorFlow, [out, in, height, width] in ONNX. */
function convertConvolution(conversion: Conversion): PictureValue {
  const filters = transpose(conversion.constant(1), [3, 2, 0, 1]);
  return convolve(conversion, filters, 1);
}

/**
 * Depthwise filters are [height, width, channels, multiplier]. Output channel c·multiplier + m reads input channel c only,
 * which ONNX calls a convolution in as many groups as there are channels.
 */
function convertDepthwiseConvolution(conversion: Conversion): PictureValue {
  const { dims, data } = transpose(conversion.constant(1), [2, 3, 0, 1]);
  const [channels = 1, multiplier = 1, height = 1, width = 1] = dims;
  return convolve(conversion, { dims: [channels * multiplier, 1, height, width], data }, channels);
}

function convolve(conversion: Conversion, filters: ConstantTensor, group: number): PictureValue {
  const { node, onnx } = conversion;
  const [channels = 1, , height = 1, width = 1] = filters.dims;
  const fused = node.op.includes('Fused') ? node.texts('fused_ops') : [];
  const isBiased = fused[0] === 'BiasAdd';
  const inputs = [conversion.picture(0).name, onnx.constant(filters)];
  if (isBiased) inputs.push(onnx.constant(conversion.constant(2)));
  if (node.integers('dilations').some((dilation) => dilation !== 1)) {
    throw new Error(`Node ${node.name} is a dilated convolution, which ONNX Runtime refuses to pad by itself`);
  }
  const name = onnx.node('Conv', inputs, { ...windowAttributes(conversion, [height, width]), group });
  const activation = fused[isBiased ? 1 : 0];
  return {
    ...afterWindow(conversion, [height, width]),
    channels,
    name: activation ? activate(conversion, activation, name) : name,
  };
}

function convertPool(operator: 'MaxPool' | 'AveragePool'): OperatorConverter {
  return (conversion) => {
    const [, height = 1, width = 1] = conversion.node.integers('ksize');
    const window = windowAttributes(conversion, [height, width]);
    const name = conversion.onnx.node(operator, [conversion.picture(0).name], window);
    return { ...afterWindow(conversion, [height, width]), name };
  };
}

/** TensorFlow's `SAME` puts the odd pixel of padding at the end, as does ONNX's `SAME_UPPER`. */
function windowAttributes({ node }: Conversion, kernel: readonly [number, number]): Attributes {
  const [, ...strides] = node.integers('strides').slice(0, 3);
  return { kernel_shape: kernel, strides, auto_pad: node.text('padding') === 'SAME' ? 'SAME_UPPER' : 'VALID' };
}

/** Sizes of what comes out of a sliding window, https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2. */
function afterWindow(conversion: Conversion, [kernelHeight, kernelWidth]: readonly [number, number]): PictureValue {
  const input = conversion.picture(0);
  const [, strideDown = 1, strideRight = 1] = conversion.node.integers('strides');
  const isSame = conversion.node.text('padding') === 'SAME';
  const after = (size: number, kernel: number, stride: number) =>
    Math.ceil((isSame ? size : size - kernel + 1) / stride);
  return {
    ...input,
    height: after(input.height, kernelHeight, strideDown),
    width: after(input.width, kernelWidth, strideRight),
  };
}

export const convolutionOperators: Readonly<Record<string, OperatorConverter>> = {
  Conv2D: convertConvolution,
  _FusedConv2D: convertConvolution,
  DepthwiseConv2dNative: convertDepthwiseConvolution,
  FusedDepthwiseConv2dNative: convertDepthwiseConvolution,
  MaxPool: convertPool('MaxPool'),
  AvgPool: convertPool('AveragePool'),
};
