/**
 * @jest-environment ./test/support/nativeEnvironment.js
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { recogniseHardSigmoid } from '../../../../src/vision/embedded/models/hardSigmoid.js';
import { readTfjsGraph } from '../../../../src/vision/embedded/models/tfjsGraph.js';
import { startTensorFlow } from './reference.js';
import {
  conversionError,
  floats,
  fused,
  integers,
  modelOf,
  noise,
  type SmallGraph,
  sliding,
  texts,
  whole,
} from './smallGraph.js';

beforeAll(startTensorFlow);

/** The same sum in another order differs by no more than this share of the largest value. */
const rounding = 1e-5;

describe('An operator converted to ONNX does what it does in TensorFlow.js', () => {
  test.each([
    ['SAME', 1, 7],
    ['SAME', 2, 7],
    ['SAME', 2, 8],
    ['SAME', 3, 8],
    ['VALID', 1, 7],
    ['VALID', 2, 8],
  ] as const)('convolution, padding %s, stride %i, size %i', async (padding, stride, size) => {
    const error = await conversionError({
      input: [size, size + 3, 3],
      constants: { filters: noise(3, 5, 3, 4), bias: noise(4) },
      steps: {
        result: {
          op: '_FusedConv2D',
          inputs: ['input', 'filters', 'bias'],
          attr: { ...sliding(stride, padding), ...fused('Relu6', 1) },
        },
      },
    });
    expect(error).toBeLessThan(rounding);
  });

  test('convolution without a bias', async () => {
    const error = await conversionError({
      input: [9, 9, 3],
      constants: { filters: noise(3, 3, 3, 4) },
      steps: { result: { op: 'Conv2D', inputs: ['input', 'filters'], attr: sliding(1, 'SAME') } },
    });
    expect(error).toBeLessThan(rounding);
  });

  test.each([1, 2])('depthwise convolution that makes %i channels of one', async (multiplier) => {
    const error = await conversionError({
      input: [8, 7, 3],
      constants: { filters: noise(5, 3, 3, multiplier) },
      steps: { result: { op: 'DepthwiseConv2dNative', inputs: ['input', 'filters'], attr: sliding(2, 'SAME') } },
    });
    expect(error).toBeLessThan(rounding);
  });

  test('convolution with a slope for each channel where negative', async () => {
    const error = await conversionError({
      input: [6, 6, 3],
      constants: { filters: noise(1, 1, 3, 4), bias: noise(4), slopes: noise(1, 1, 4) },
      steps: {
        result: {
          op: '_FusedConv2D',
          inputs: ['input', 'filters', 'bias', 'slopes'],
          attr: { ...sliding(1, 'VALID'), ...fused('Prelu', 2) },
        },
      },
    });
    expect(error).toBeLessThan(rounding);
  });

  test.each([
    ['MaxPool', 'SAME'],
    ['MaxPool', 'VALID'],
    ['AvgPool', 'SAME'],
    ['AvgPool', 'VALID'],
  ] as const)('%s, padding %s, where windows reach over the edge', async (op, padding) => {
    const error = await conversionError({
      input: [7, 8, 3],
      steps: { result: { op, inputs: ['input'], attr: { ...sliding(2, padding), ksize: integers(1, 3, 3, 1) } } },
    });
    expect(error).toBeLessThan(rounding);
  });

  test.each([
    ['corners aligned', { align_corners: { b: true }, half_pixel_centers: { b: false } }],
    ['centres of pixels aligned', { align_corners: { b: false }, half_pixel_centers: { b: true } }],
    ['first pixels aligned', { align_corners: { b: false }, half_pixel_centers: { b: false } }],
  ])('enlarging with %s', async (_, attr) => {
    const error = await conversionError({
      input: [4, 6, 3],
      constants: { size: whole([2], 8, 18) },
      steps: { result: { op: 'ResizeBilinear', inputs: ['input', 'size'], attr } },
    });
    expect(error).toBeLessThan(rounding);
  });

  test('arithmetic with one number, with one for each channel and with one for each pixel', async () => {
    const error = await conversionError({
      input: [4, 6, 3],
      constants: { one: floats([], 0.7), channels: noise(3), pixels: noise(1, 4, 6, 1) },
      steps: {
        sum: { op: 'AddV2', inputs: ['one', 'input'] },
        difference: { op: 'Sub', inputs: ['channels', 'sum'] },
        product: { op: 'Mul', inputs: ['difference', 'pixels'] },
      },
    });
    expect(error).toBeLessThan(rounding);
  });

  test('a gate: the mean of each channel, multiplied with all its pixels', async () => {
    const error = await conversionError({
      input: [4, 6, 3],
      constants: { axes: whole([2], 1, 2) },
      steps: {
        mean: { op: 'Mean', inputs: ['input', 'axes'], attr: { keep_dims: { b: true } } },
        gate: { op: 'Sigmoid', inputs: ['mean'] },
        product: { op: 'Mul', inputs: ['gate', 'input'] },
      },
    });
    expect(error).toBeLessThan(rounding);
  });

  test('channels of zeros added, channels joined, and all flattened in the order of channels last', async () => {
    const error = await conversionError({
      input: [4, 6, 3],
      constants: { paddings: whole([4, 2], 0, 0, 0, 0, 0, 0, 1, 2), axis: whole([], 3), shape: whole([2], -1, 9) },
      steps: {
        widened: { op: 'Pad', inputs: ['input', 'paddings'] },
        joined: { op: 'ConcatV2', inputs: ['input', 'widened', 'axis'] },
        flat: { op: 'Reshape', inputs: ['joined', 'shape'] },
        shares: { op: 'Softmax', inputs: ['flat'] },
      },
    });
    expect(error).toBeLessThan(rounding);
  });

  test('a classifier: the mean over all pixels, squeezed and fully connected', async () => {
    const error = await conversionError({
      input: [3, 3, 5],
      constants: { weights: noise(5, 4), bias: noise(4) },
      steps: {
        mean: { op: 'AvgPool', inputs: ['input'], attr: { ...sliding(1, 'VALID'), ksize: integers(1, 3, 3, 1) } },
        features: { op: 'Squeeze', inputs: ['mean'], attr: { squeeze_dims: integers(1, 2) } },
        scores: {
          op: '_FusedMatMul',
          inputs: ['features', 'weights', 'bias'],
          attr: {
            transpose_a: { b: false },
            transpose_b: { b: false },
            fused_ops: texts('BiasAdd'),
            num_args: { i: '1' },
          },
        },
      },
    });
    expect(error).toBeLessThan(rounding);
  });
});

describe('The activations of MobileNet v3', () => {
  // The input is between -1 and 1; times 5 it reaches both ends of the ramp.
  const constants = { three: floats([], 3), sixth: floats([], 1 / 6), five: floats([], 5) };
  const gate: SmallGraph = {
    input: [4, 6, 3],
    constants,
    steps: {
      loud: { op: 'Mul', inputs: ['input', 'five'] },
      shifted: { op: 'Add', inputs: ['loud', 'three'] },
      clipped: { op: 'Relu6', inputs: ['shifted'] },
      gate: { op: 'Mul', inputs: ['sixth', 'clipped'] },
    },
  };
  const activation: SmallGraph = {
    ...gate,
    steps: {
      loud: { op: 'Mul', inputs: ['input', 'five'] },
      share: { op: 'Mul', inputs: ['sixth', 'loud'] },
      shifted: { op: 'Add', inputs: ['loud', 'three'] },
      clipped: { op: 'Relu6', inputs: ['shifted'] },
      activation: { op: 'Mul', inputs: ['share', 'clipped'] },
    },
  };

  test.each([
    ['gate', gate],
    ['activation', activation],
  ])('are recognised and keep their values: the %s', async (_, graph) => {
    const { model, weights } = modelOf(graph);
    const operators = [...recogniseHardSigmoid(readTfjsGraph(model, weights)).nodes.values()].map(({ op }) => op);
    expect(operators).toContain('HardSigmoid');
    expect(await conversionError(graph, recogniseHardSigmoid)).toBeLessThan(rounding);
  });

  test('are left alone when they are something else', () => {
    const { model, weights } = modelOf({ ...gate, constants: { ...constants, three: floats([], 2) } });
    const operators = [...recogniseHardSigmoid(readTfjsGraph(model, weights)).nodes.values()].map(({ op }) => op);
    expect(operators).not.toContain('HardSigmoid');
  });
});

describe('A conversion that is not known', () => {
  test('names the operator and the node', async () => {
    const graph: SmallGraph = { input: [4, 4, 3], steps: { wave: { op: 'Sin', inputs: ['input'] } } };
    await expect(conversionError(graph)).rejects.toThrow('operator Sin of node wave');
  });

  test('is not attempted: a dilated convolution', async () => {
    const graph: SmallGraph = {
      input: [9, 9, 3],
      constants: { filters: noise(3, 3, 3, 4) },
      steps: { result: { op: 'Conv2D', inputs: ['input', 'filters'], attr: sliding(1, 'SAME', 2) } },
    };
    await expect(conversionError(graph)).rejects.toThrow('dilated');
  });
});
