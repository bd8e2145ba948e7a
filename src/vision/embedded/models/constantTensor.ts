/** A tensor whose values are known when a model is built. Values lie in row-major order. */
export interface ConstantTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** A one-dimensional tensor of 64-bit integers, the type in which ONNX expects shapes, axes and indices. */
export function integers(...values: number[]): ConstantTensor {
  return { dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}

/** A tensor of no dimensions, which broadcasts against any shape. */
export function scalar(value: number): ConstantTensor {
  return { dims: [], data: Float32Array.of(value) };
}

/** The values as 32-bit floats; throws when the tensor holds integers. */
export function floatsOf(tensor: ConstantTensor): Float32Array {
  if (!(tensor.data instanceof Float32Array)) throw new TypeError('Expected a tensor of floats');
  return tensor.data;
}

export function sameValuesAs(tensor: ConstantTensor, dims: readonly number[]): ConstantTensor {
  return { dims, data: tensor.data };
}

/** Rearranges axes as `numpy.transpose` does: axis `i` of the result is axis `axes[i]` of the tensor. */
export function transpose(tensor: ConstantTensor, axes: readonly number[]): ConstantTensor {
  const values = floatsOf(tensor);
  const strides = rowMajorStrides(tensor.dims);
  const dims = axes.map((axis) => tensor.dims[axis] ?? 0);
  const steps = axes.map((axis) => strides[axis] ?? 0);
  const data = new Float32Array(values.length);
  const position = dims.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to += 1) {
    data[to] = values[from] ?? 0;
    for (let axis = dims.length - 1; axis >= 0; axis -= 1) {
      const [at = 0, size = 1, step = 0] = [position[axis], dims[axis], steps[axis]];
      from += step;
      if (at + 1 < size) {
        position[axis] = at + 1;
        break;
      }
      position[axis] = 0;
      from -= step * size;
    }
  }
  return { dims, data };
}

/** Picks positions of the last axis, in the order given. */
export function gatherLast(tensor: ConstantTensor, positions: readonly number[]): ConstantTensor {
  const values = floatsOf(tensor);
  const size = tensor.dims.at(-1) ?? 1;
  const rows = values.length / size;
  const data = new Float32Array(rows * positions.length);
  for (let row = 0; row < rows; row += 1) {
    positions.forEach((position, column) => {
      data[row * positions.length + column] = values[row * size + position] ?? 0;
    });
  }
  return { dims: [...tensor.dims.slice(0, -1), positions.length], data };
}

/** How many values a tensor of these sizes holds. */
export function product(dims: readonly number[]): number {
  return dims.reduce((count, size) => count * size, 1);
}

function rowMajorStrides(dims: readonly number[]): number[] {
  const strides = new Array<number>(dims.length).fill(1);
  for (let axis = dims.length - 2; axis >= 0; axis -= 1) {
    strides[axis] = (strides[axis + 1] ?? 1) * (dims[axis + 1] ?? 1);
  }
  return strides;
}
