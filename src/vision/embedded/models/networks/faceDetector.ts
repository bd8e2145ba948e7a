import { models } from '../catalogue.js';
import { integers } from '../constantTensor.js';
import { createGraphConverter } from '../convertGraph.js';
import { addOutputs, addPictureInput } from '../modelBoundary.js';
import { createOnnxGraph, type OnnxGraph } from '../onnxGraph.js';
import type { TfjsGraph } from '../tfjsGraph.js';

const { input, outputs } = models.faceDetector;

/** Joins the answers for the two grids of anchors, which the source graph gives apart, and turns logits into probabilities. */
export function convertFaceDetector(source: TfjsGraph): OnnxGraph {
  const onnx = createOnnxGraph('face-detector');
  const picture = addPictureInput(onnx, input, input.dims[1], { scale: 1 / 127.5, offset: -1 });
  const convert = createGraphConverter(source, onnx, { input: picture });
  const join = (fineGrid: string, coarseGrid: string, dims: readonly number[]) => {
    const both = onnx.node('Concat', [convert(fineGrid).name, convert(coarseGrid).name], { axis: 1 });
    return onnx.node('Reshape', [both, onnx.constant(integers(...dims))]);
  };
  addOutputs(onnx, outputs, {
    scores: onnx.node('Sigmoid', [join('Identity', 'Identity_1', outputs.scores.dims)]),
    boxes: join('Identity_2', 'Identity_3', outputs.boxes.dims),
  });
  return onnx;
}
