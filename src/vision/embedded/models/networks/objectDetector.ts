import { models, objectClasses, objectLimit } from '../catalogue.js';
import { gatherLast, integers, scalar } from '../constantTensor.js';
import { createGraphConverter } from '../convertGraph.js';
import { recogniseHardSigmoid } from '../hardSigmoid.js';
import { addOutputs, addPictureInput } from '../modelBoundary.js';
import { elementTypes } from '../onnxFormat.js';
import { createOnnxGraph, type OnnxGraph } from '../onnxGraph.js';
import type { TfjsGraph } from '../tfjsGraph.js';

const { input, outputs } = models.objectDetector;

/** Height and width for which the source graph was made. */
const sourceSize = 512;

/** The network answers for every fourth pixel of its input, in both directions. */
const pixelsPerCell = 4;

/**
 * The source graph's own last steps report the surest peaks of its heat map over all 80 classes; these do the same over
 * the classes of the catalogue, and for pictures of any size.
 */
export function convertObjectDetector(source: TfjsGraph): OnnxGraph {
  const onnx = createOnnxGraph('object-detector');
  const picture = addPictureInput(onnx, input, sourceSize);
  const graph = recogniseHardSigmoid(keepOurClasses(source));
  const convert = createGraphConverter(graph, onnx, { 'tower_0/images': picture });
  const heat = convert('tower_0/keypoints').name;
  const { scores, positions } = surestPeaks(onnx, heat);
  const peaks = locate(onnx, heat, positions);
  addOutputs(onnx, outputs, {
    scores,
    classes: onnx.node('Cast', [peaks.classes], { to: elementTypes.int32 }),
    boxes: boxesAround(onnx, convert('tower_0/wh').name, peaks),
  });
  return onnx;
}

/** The last layer's weights and biases have one column per class; what is left out here is never computed. */
function keepOurClasses({ nodes, constants }: TfjsGraph): TfjsGraph {
  const columns = objectClasses.map(({ number }) => number);
  const kept = new Map(constants);
  for (const part of ['pointwise_weights', 'biases']) {
    const name = `CenternetHead/centernet_cls_output/${part}`;
    const tensor = constants.get(name);
    if (!tensor) throw new Error(`The object detector has no weights ${name}`);
    kept.set(name, gatherLast(tensor, columns));
  }
  return { nodes, constants: kept };
}

/** Cells hotter than their eight neighbours: their heat and their positions in the flattened map, the hottest first. */
function surestPeaks(onnx: OnnxGraph, heat: string) {
  const hottestAround = onnx.node('MaxPool', [heat], { kernel_shape: [3, 3], strides: [1, 1], pads: [1, 1, 1, 1] });
  const isPeak = onnx.node('Equal', [heat, hottestAround]);
  const peaks = onnx.node('Where', [isPeak, heat, onnx.constant(scalar(0))]);
  const flat = onnx.node('Reshape', [peaks, onnx.constant(integers(-1))]);
  const [scores = '', positions = ''] = onnx.nodeWithOutputs('TopK', [flat, onnx.constant(integers(objectLimit))], 2);
  return { scores, positions };
}

interface Peaks {
  readonly classes: string;
  readonly rows: string;
  readonly columns: string;
  /** Positions in a map of one class. */
  readonly cells: string;
}

/** Takes positions in a flattened [1, classes, rows, columns] apart. */
function locate(onnx: OnnxGraph, map: string, positions: string): Peaks {
  const [, , rowCount = '', columnCount = ''] = onnx.nodeWithOutputs('Split', [onnx.node('Shape', [map])], 4);
  const cellCount = onnx.node('Mul', [rowCount, columnCount]);
  const cells = onnx.node('Mod', [positions, cellCount]);
  const rows = onnx.node('Div', [cells, columnCount]);
  const columns = onnx.node('Mod', [cells, columnCount]);
  return { rows, columns, cells, classes: onnx.node('Div', [positions, cellCount]) };
}

/** @param extents how far the object reaches from the cell to the left, up, right and down, in pixels */
function boxesAround(onnx: OnnxGraph, extents: string, { rows, columns, cells }: Peaks): string {
  const perCell = onnx.node('Reshape', [extents, onnx.constant(integers(4, -1))]);
  const reach = onnx.node('Transpose', [onnx.node('Gather', [perCell, cells], { axis: 1 })], { perm: [1, 0] });
  const outwards = onnx.constant({ dims: [4], data: Float32Array.of(-1, -1, 1, 1) });
  const asColumn = onnx.constant(integers(-1, 1));
  const x = onnx.node('Reshape', [columns, asColumn]);
  const y = onnx.node('Reshape', [rows, asColumn]);
  const corners = onnx.node('Concat', [x, y, x, y], { axis: 1 });
  const cellCentres = onnx.node('Cast', [corners], { to: elementTypes.float32 });
  const centres = onnx.node('Mul', [cellCentres, onnx.constant(scalar(pixelsPerCell))]);
  return onnx.node('Add', [centres, onnx.node('Mul', [reach, outwards])]);
}
