import { describe, expect, test } from '@jest/globals';
import { readTfjsWeights } from '../../../../src/vision/embedded/models/tfjsGraph.js';

const bytes = (array: Uint8Array | Uint16Array | Int32Array | Float32Array) => new Uint8Array(array.buffer);

describe('Weights of TensorFlow.js', () => {
  test('are read one after the other, whatever each is stored as', () => {
    const weights = readTfjsWeights(
      [
        { name: 'odd', shape: [3], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
        { name: 'plain', shape: [1, 2], dtype: 'float32' },
        { name: 'whole', shape: [], dtype: 'int32' },
      ],
      Buffer.concat([Uint8Array.of(0, 2, 255), bytes(Float32Array.of(0.25, -8)), bytes(Int32Array.of(-7))]),
    );
    expect([...(weights.get('odd')?.data ?? [])]).toEqual([-1, 0, 126.5]);
    expect([...(weights.get('plain')?.data ?? [])]).toEqual([0.25, -8]);
    expect(weights.get('plain')?.dims).toEqual([1, 2]);
    expect([...(weights.get('whole')?.data ?? [])]).toEqual([-7]);
  });

  // The bit patterns are examples of IEEE 754-2019, binary16.
  test.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x8000, -0],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('of 16 bits: %i is %d', (bits, value) => {
    const half = { name: 'half', shape: [1], dtype: 'float32', quantization: { dtype: 'float16' } } as const;
    expect(readTfjsWeights([half], bytes(Uint16Array.of(bits))).get('half')?.data[0]).toBe(value);
  });

  test('are refused when they are too few or too many', () => {
    const entry = { name: 'four', shape: [2, 2], dtype: 'float32' } as const;
    expect(() => readTfjsWeights([entry], new Uint8Array(15))).toThrow('end before four');
    expect(() => readTfjsWeights([entry], new Uint8Array(17))).toThrow('1 bytes of weights have no name');
  });
});
