import { inputName, type TensorDescription } from './catalogue.js';
import { scalar } from './constantTensor.js';
import type { PictureValue } from './graphValue.js';
import { elementTypes } from './onnxFormat.js';
import type { OnnxGraph } from './onnxGraph.js';

/** What a network expects in place of a byte: byte · scale + offset. */
export interface Normalisation {
  readonly scale: number;
  readonly offset: number;
}

/**
 * Adds a model's input and brings it into the form in which the rest of the graph wants it.
 * @param sourceSize height and width for which the source graph was made
 */
export function addPictureInput(
  onnx: OnnxGraph,
  { type, dims }: TensorDescription,
  sourceSize: number,
  { scale, offset }: Normalisation = { scale: 1, offset: 0 },
): PictureValue {
  const bytes = onnx.input(inputName, type, dims);
  const channelsFirst = onnx.node('Transpose', [bytes], { perm: [0, 3, 1, 2] });
  let name = onnx.node('Cast', [channelsFirst], { to: elementTypes.float32 });
  if (scale !== 1) name = onnx.node('Mul', [name, onnx.constant(scalar(scale))]);
  if (offset !== 0) name = onnx.node('Add', [name, onnx.constant(scalar(offset))]);
  return { kind: 'picture', name, height: sourceSize, width: sourceSize, channels: 3 };
}

/** Adds the outputs which the description names; `values` holds the value for each. */
export function addOutputs<Name extends string>(
  onnx: OnnxGraph,
  outputs: Readonly<Record<Name, TensorDescription>>,
  values: Readonly<Record<Name, string>>,
): void {
  for (const name of Object.keys(outputs) as Name[]) {
    // Object.keys forgets the names' type.
    onnx.output(name, values[name], outputs[name].type, outputs[name].dims);
  }
}
