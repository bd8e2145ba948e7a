import { models } from '../catalogue.js';
import { integers } from '../constantTensor.js';
import { createGraphConverter } from '../convertGraph.js';
import { addOutputs, addPictureInput } from '../modelBoundary.js';
import { createOnnxGraph, type OnnxGraph } from '../onnxGraph.js';
import type { TfjsGraph } from '../tfjsGraph.js';

const { input, outputs } = models.faceMesh;

/** Leaves out the branch of the source graph that draws contours. */
export function convertFaceMesh(source: TfjsGraph): OnnxGraph {
  const onnx = createOnnxGraph('face-mesh');
  const picture = addPictureInput(onnx, input, input.dims[1], { scale: 1 / 255, offset: 0 });
  const convert = createGraphConverter(source, onnx, { input_1: picture });
  const reshape = (nodeName: string, ...dims: number[]) =>
    onnx.node('Reshape', [convert(nodeName).name, onnx.constant(integers(...dims))]);
  addOutputs(onnx, outputs, {
    landmarks: reshape('Identity_2', -1, 468, 3),
    presence: reshape('Identity_1', -1),
  });
  return onnx;
}
