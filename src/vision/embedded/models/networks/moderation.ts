import { models } from '../catalogue.js';
import { createGraphConverter } from '../convertGraph.js';
import { addOutputs, addPictureInput } from '../modelBoundary.js';
import { createOnnxGraph, type OnnxGraph } from '../onnxGraph.js';
import type { TfjsGraph } from '../tfjsGraph.js';

const { input, outputs } = models.moderation;

export function convertModeration(source: TfjsGraph): OnnxGraph {
  const onnx = createOnnxGraph('moderation');
  const picture = addPictureInput(onnx, input, input.dims[1], { scale: 1 / 255, offset: 0 });
  const convert = createGraphConverter(source, onnx, { input: picture });
  addOutputs(onnx, outputs, { scores: convert('Identity').name });
  return onnx;
}
