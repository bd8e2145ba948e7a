import { models } from '../catalogue.js';
import { type ConstantTensor, floatsOf, integers, transpose } from '../constantTensor.js';
import { addOutputs, addPictureInput } from '../modelBoundary.js';
import { createOnnxGraph, type OnnxGraph } from '../onnxGraph.js';

const { input, outputs } = models.faceRecognition;

export type Weights = ReadonlyMap<string, ConstantTensor>;

/** Input pixels are these less, in units of 1/255 (`FaceRecognitionNet.forwardInput` of face-api). */
const meanOfInput = [122.782, 117.001, 104.298] as const;

/**
 * dlib's ResNet with 29 convolutions, as face-api runs it. The package holds only the weights of its layers; how they
 * hang together is described by http://dlib.net/dnn_face_recognition_ex.cpp.html and, for these weights' names, by the
 * package's `src/faceRecognitionNet`.
 */
export function convertFaceRecognition(weights: Weights): OnnxGraph {
  const onnx = createOnnxGraph('face-recognition');
  const picture = addPictureInput(onnx, input, input.dims[1]);
  const layers = createLayers(weights, onnx);

  let value = layers.entry(picture.name, 'conv32_down');
  value = onnx.node('MaxPool', [value], { kernel_shape: [3, 3], strides: [2, 2] });
  for (const block of ['conv32_1', 'conv32_2', 'conv32_3']) value = layers.residual(value, block);
  value = layers.residualDown(value, 'conv64_down', { addedChannels: 32, paddedPixels: 0 });
  for (const block of ['conv64_1', 'conv64_2', 'conv64_3']) value = layers.residual(value, block);
  value = layers.residualDown(value, 'conv128_down', { addedChannels: 64, paddedPixels: 0 });
  for (const block of ['conv128_1', 'conv128_2']) value = layers.residual(value, block);
  value = layers.residualDown(value, 'conv256_down', { addedChannels: 128, paddedPixels: 1 });
  for (const block of ['conv256_1', 'conv256_2']) value = layers.residual(value, block);
  value = layers.residualDown(value, 'conv256_down_out', { addedChannels: 0, paddedPixels: 1 });

  const mean = onnx.node('Flatten', [onnx.node('GlobalAveragePool', [value])]);
  const descriptor = onnx.node('MatMul', [mean, onnx.constant(weightOf(weights, 'fc'))]);
  addOutputs(onnx, outputs, { descriptor });
  return onnx;
}

/** A convolution and the per-channel scale and bias that follow it, which are one convolution with other weights. */
interface Convolution {
  /** [height, width, in, out] */
  readonly filters: ConstantTensor;
  readonly bias: Float32Array;
}

function readConvolution(weights: Weights, name: string): Convolution {
  const filters = weightOf(weights, `${name}/conv/filters`);
  const [bias, scale, scaleBias] = ['conv/bias', 'scale/weights', 'scale/biases'].map((part) =>
    floatsOf(weightOf(weights, `${name}/${part}`)),
  );
  const channels = filters.dims[3] ?? 1;
  const scaleOf = (channel: number) => scale?.[channel] ?? 1;
  return {
    filters: { dims: filters.dims, data: floatsOf(filters).map((value, index) => value * scaleOf(index % channels)) },
    bias: Float32Array.from(
      { length: channels },
      (_, channel) => (bias?.[channel] ?? 0) * scaleOf(channel) + (scaleBias?.[channel] ?? 0),
    ),
  };
}

/**
 * Moves the normalisation of the input into the first convolution, which has no padding, so that this is exact:
 * Σ w·(x − mean)/255 = Σ (w/255)·x − Σ w·mean/255.
 */
function absorbNormalisation({ filters, bias }: Convolution): Convolution {
  const [, , inputs = 1, outputs = 1] = filters.dims;
  const scaled = floatsOf(filters).map((value) => value / 255);
  const shifted = Float64Array.from(bias);
  scaled.forEach((value, index) => {
    const output = index % outputs;
    const input = Math.floor(index / outputs) % inputs;
    shifted[output] = (shifted[output] ?? 0) - value * (meanOfInput[input] ?? 0);
  });
  return { filters: { dims: filters.dims, data: scaled }, bias: Float32Array.from(shifted) };
}

function weightOf(weights: Weights, name: string): ConstantTensor {
  const weight = weights.get(name);
  if (!weight) throw new Error(`The weights have no entry ${name}`);
  return weight;
}

interface Narrowing {
  /** Channels of zeros which the shortcut gains, to match the convolved path. */
  readonly addedChannels: number;
  /** Rows and columns of zeros which the convolved path gains at the end, to match the shortcut. */
  readonly paddedPixels: 0 | 1;
}

function createLayers(weights: Weights, onnx: OnnxGraph) {
  const convolve = (
    value: string,
    { filters, bias }: Convolution,
    attributes: { strides?: number[]; auto_pad?: string },
  ) => {
    const operands = [
      onnx.constant(transpose(filters, [3, 2, 0, 1])),
      onnx.constant({ dims: [bias.length], data: bias }),
    ];
    return onnx.node('Conv', [value, ...operands], attributes);
  };
  const relu = (value: string) => onnx.node('Relu', [value]);
  const same = (value: string, name: string) =>
    convolve(value, readConvolution(weights, name), { auto_pad: 'SAME_UPPER' });
  const down = (value: string, name: string) => convolve(value, readConvolution(weights, name), { strides: [2, 2] });
  const padEnd = (value: string, channels: number, pixels: number) =>
    onnx.node('Pad', [value, onnx.constant(integers(0, 0, 0, 0, 0, channels, pixels, pixels))]);

  return {
    entry: (value: string, name: string) =>
      relu(convolve(value, absorbNormalisation(readConvolution(weights, name)), { strides: [2, 2] })),
    residual(value: string, name: string) {
      const convolved = same(relu(same(value, `${name}/conv1`)), `${name}/conv2`);
      return relu(onnx.node('Add', [convolved, value]));
    },
    residualDown(value: string, name: string, { addedChannels, paddedPixels }: Narrowing) {
      let convolved = same(relu(down(value, `${name}/conv1`)), `${name}/conv2`);
      if (paddedPixels > 0) convolved = padEnd(convolved, 0, paddedPixels);
      let shortcut = onnx.node('AveragePool', [value], { kernel_shape: [2, 2], strides: [2, 2] });
      if (addedChannels > 0) shortcut = padEnd(shortcut, addedChannels, 0);
      return relu(onnx.node('Add', [convolved, shortcut]));
    },
  };
}
