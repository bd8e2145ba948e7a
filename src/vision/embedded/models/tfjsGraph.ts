import { type ConstantTensor, product } from './constantTensor.js';

/** What a TensorFlow.js `model.json` says, as far as we read it. */
export interface TfjsModelFile {
  readonly modelTopology: { readonly node: readonly TfjsNodeEntry[] };
  readonly weightsManifest: readonly TfjsWeightsGroup[];
}
export interface TfjsWeightsGroup {
  /** The files which, one after the other, hold the group's weights. */
  readonly paths: readonly string[];
  readonly weights: readonly TfjsWeightEntry[];
}
export interface TfjsWeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly quantization?: { readonly dtype: 'float16' | 'uint8'; readonly scale?: number; readonly min?: number };
}
interface TfjsNodeEntry {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, TfjsAttribute>>;
}
/** Texts are base64, 64-bit integers are decimal texts: protobuf's JSON form. */
interface TfjsAttribute {
  readonly s?: string;
  readonly b?: boolean;
  readonly i?: string | number;
  readonly list?: { readonly s?: readonly string[]; readonly i?: readonly (string | number)[] };
}

export interface TfjsNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  /** These answer an attribute by its name: the list of integers, the text, the list of texts, the flag. */
  integers(attribute: string): readonly number[];
  text(attribute: string): string;
  texts(attribute: string): readonly string[];
  flag(attribute: string): boolean;
}

export interface TfjsGraph {
  readonly nodes: ReadonlyMap<string, TfjsNode>;
  readonly constants: ReadonlyMap<string, ConstantTensor>;
}

/** @param weights the bytes of all groups' files, one after the other */
export function readTfjsGraph(model: TfjsModelFile, weights: Uint8Array): TfjsGraph {
  return {
    nodes: new Map(model.modelTopology.node.map((entry) => [entry.name, readNode(entry)])),
    constants: readTfjsWeights(
      model.weightsManifest.flatMap((group) => group.weights),
      weights,
    ),
  };
}

/** Undoes the quantisation of the weights and gives them their names. Throws when the bytes are too few or too many. */
export function readTfjsWeights(
  entries: readonly TfjsWeightEntry[],
  bytes: Uint8Array,
): ReadonlyMap<string, ConstantTensor> {
  const constants = new Map<string, ConstantTensor>();
  let offset = 0;
  for (const entry of entries) {
    const end = offset + product(entry.shape) * bytesPerValue(entry);
    if (end > bytes.length) throw new RangeError(`The weights end before ${entry.name}`);
    // A copy, because typed arrays of more than one byte a value must start at a multiple of their width.
    const own = new Uint8Array(bytes.subarray(offset, end));
    constants.set(entry.name, { dims: entry.shape, data: readValues(entry, own) });
    offset = end;
  }
  if (offset !== bytes.length) throw new RangeError(`${bytes.length - offset} bytes of weights have no name`);
  return constants;
}

function readNode({ name, op, input = [], attr = {} }: TfjsNodeEntry): TfjsNode {
  const decode = (base64: string) => Buffer.from(base64, 'base64').toString();
  const find = (attribute: string): TfjsAttribute => {
    const value = attr[attribute];
    if (!value) throw new Error(`Node ${name} (${op}) has no attribute ${attribute}`);
    return value;
  };
  return {
    name,
    op,
    inputs: input.map((source) => source.replace(/:0$/, '')),
    integers: (attribute) => (find(attribute).list?.i ?? []).map(Number),
    text: (attribute) => decode(find(attribute).s ?? ''),
    texts: (attribute) => (find(attribute).list?.s ?? []).map(decode),
    flag: (attribute) => find(attribute).b ?? false,
  };
}

function bytesPerValue({ quantization }: TfjsWeightEntry): number {
  if (!quantization) return 4;
  return quantization.dtype === 'float16' ? 2 : 1;
}

function readValues({ dtype, quantization }: TfjsWeightEntry, bytes: Uint8Array): Float32Array | Int32Array {
  if (dtype === 'int32') return new Int32Array(bytes.buffer);
  if (!quantization) return new Float32Array(bytes.buffer);
  // Copied before it is mapped: Float32Array.from with a mapping is many times slower.
  if (quantization.dtype === 'float16') return new Float32Array(new Uint16Array(bytes.buffer)).map(floatFromHalf);
  const { scale = 1, min = 0 } = quantization;
  return new Float32Array(bytes).map((value) => value * scale + min);
}

/** IEEE 754 binary16: one sign bit, five of exponent (biased by 15), ten of fraction. */
function floatFromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
