import { models } from '../catalogue.js';
import { integers } from '../constantTensor.js';
import { createGraphConverter } from '../convertGraph.js';
import { addOutputs, addPictureInput } from '../modelBoundary.js';
import { createOnnxGraph, type OnnxGraph } from '../onnxGraph.js';
import type { TfjsGraph } from '../tfjsGraph.js';

const { input, outputs } = models.iris;

/** Keeps the two lists of points apart, which the source graph joins in the end. */
export function convertIris(source: TfjsGraph): OnnxGraph {
  const onnx = createOnnxGraph('iris');
  const picture = addPictureInput(onnx, input, input.dims[1], { scale: 1 / 255, offset: 0 });
  const convert = createGraphConverter(source, onnx, { input_1: picture });
  // A picture of one pixel, so that the order of its axes doesn't matter.
  const points = (layer: string, count: number) =>
    onnx.node('Reshape', [
      convert(`StatefulPartitionedCall/model/${layer}/BiasAdd`).name,
      onnx.constant(integers(-1, count, 3)),
    ]);
  addOutputs(onnx, outputs, {
    contour: points('conv_eyes_contours_and_brows', outputs.contour.dims[1]),
    iris: points('conv_iris', outputs.iris.dims[1]),
  });
  return onnx;
}
