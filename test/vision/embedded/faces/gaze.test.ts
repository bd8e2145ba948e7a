import { describe, expect, it } from '@jest/globals';
import type { FaceMesh } from '../../../../src/vision/embedded/faces/faceMesh.js';
import { gazeOf } from '../../../../src/vision/embedded/faces/gaze.js';
import type { Model } from '../../../../src/vision/embedded/inference/model.js';
import { createPyramid, type Pyramid } from '../../../../src/vision/embedded/picture/pyramid.js';

/** An eye as the network could see it: where its iris is, from the middle of the lids, in eyes' widths. */
interface Eye {
  readonly x?: number;
  readonly y?: number;
  /** The height of the contour as a share of its width. */
  readonly openness?: number;
}

const eyeWidth = 28;

/** Answers like the network for eyes of the side that it knows: lids on an ellipse, and an iris. */
function networkSeeing(...eyes: readonly Eye[]): Model & { readonly inputs: Uint8Array[] } {
  const inputs: Uint8Array[] = [];
  const at = (x: number, y: number) => [32 + x * eyeWidth, 32 + y * eyeWidth, 0];
  const contour = eyes.flatMap(({ openness = 0.35 }) =>
    Array.from({ length: 71 }, (_, index) => {
      const angle = (index / 16) * 2 * Math.PI;
      // Only the first sixteen points are the lids'.
      return index < 16 ? at(Math.cos(angle) / 2, (Math.sin(angle) * openness) / 2) : at(3, 3);
    }).flat(),
  );
  const iris = eyes.flatMap(({ x = 0, y = 0 }) => Array.from({ length: 5 }, () => at(x, y)).flat());
  return {
    inputs,
    async run(dims, draw) {
      const input = new Uint8Array(dims.reduce((product, size) => product * size, 1));
      draw(input);
      inputs.push(input);
      return (output) => Float32Array.from(output === 'contour' ? contour : iris);
    },
  };
}

/** White, with a column of black pixels left of the left eye and one left of the right eye. */
function picture(): Pyramid {
  const pixels = new Uint32Array(200 * 200).fill(0xffffff);
  for (let row = 0; row < 200; row++) for (const column of [55, 115]) pixels[row * 200 + column] = 0;
  return createPyramid({ width: 200, height: 200, pixels });
}

/** A face of which only the points matter by which eyes and pose are found. */
function face({ width = 30, turned = 0 }: { readonly width?: number; readonly turned?: number } = {}): FaceMesh {
  const points = Array.from({ length: 468 }, () => ({ x: 0, y: 0, depth: 0 }));
  const place = (index: number, x: number, y: number, depth = 0) => {
    points[index] = { x, y, depth };
  };
  place(33, 70 - width / 2, 100);
  place(133, 70 + width / 2, 100);
  place(362, 130 - width / 2, 100);
  place(263, 130 + width / 2, 100);
  place(234, 40, 110);
  place(454, 160, 110, 120 * Math.tan((turned * Math.PI) / 180));
  place(10, 100, 50);
  place(152, 100, 180);
  return { presence: 1, points, toPicture: { a: 1, b: 0, tx: 0, ty: 0 } };
}

const resting = -0.043;

describe('where eyes point', () => {
  it('is straight ahead when each iris rests between its lids', async () => {
    const gaze = await gazeOf(networkSeeing({ y: resting }, { y: resting }), picture(), face());
    expect(gaze?.yaw).toBeCloseTo(0);
    expect(gaze?.pitch).toBeCloseTo(0);
  });

  it('is to the picture’s right when both irises are there, the second in a mirrored eye', async () => {
    const gaze = await gazeOf(networkSeeing({ x: 0.1, y: resting }, { x: -0.1, y: resting }), picture(), face());
    expect(gaze?.yaw).toBeCloseTo((Math.asin(0.3) * 180) / Math.PI);
    expect(gaze?.pitch).toBeCloseTo(0);
  });

  it('is straight ahead when both irises are as far from the nose', async () => {
    const gaze = await gazeOf(networkSeeing({ x: -0.06, y: resting }, { x: -0.06, y: resting }), picture(), face());
    expect(gaze?.yaw).toBeCloseTo(0);
  });

  it('is up when the irises are high', async () => {
    const high = { y: resting - 0.05 };
    const gaze = await gazeOf(networkSeeing(high, high), picture(), face());
    expect(gaze?.pitch).toBeCloseTo((Math.asin(0.15) * 180) / Math.PI);
  });

  it('is never beyond what an eye can turn', async () => {
    const gaze = await gazeOf(networkSeeing({ x: -0.5 }, { x: 0.5 }), picture(), face());
    expect(gaze?.yaw).toBe(-90);
  });

  it('shows the network both eyes from the same side', async () => {
    const network = networkSeeing({}, {});
    await gazeOf(network, picture(), face());
    const [input] = network.inputs;
    const darkest = (eye: number) => {
      const line = Array.from({ length: 64 }, (_, column) => input?.[(eye * 64 * 64 + 32 * 64 + column) * 3] ?? 255);
      return line.indexOf(Math.min(...line));
    };
    expect(darkest(0)).toBeLessThan(32);
    expect(darkest(1)).toBe(63 - darkest(0));
  });
});

describe('where eyes point can’t be told', () => {
  it('when one is closed', async () => {
    expect(await gazeOf(networkSeeing({}, { openness: 0.1 }), picture(), face())).toBeUndefined();
    expect(await gazeOf(networkSeeing({ openness: 0.1 }, {}), picture(), face())).toBeUndefined();
  });

  it('when they are too small', async () => {
    const network = networkSeeing({}, {});
    expect(await gazeOf(network, picture(), face({ width: 11 }))).toBeUndefined();
    expect(network.inputs).toEqual([]);
  });

  it('when the head is turned so far that one is hidden', async () => {
    expect(await gazeOf(networkSeeing({}, {}), picture(), face({ turned: 35 }))).toBeUndefined();
    expect(await gazeOf(networkSeeing({}, {}), picture(), face({ turned: 25 }))).toBeDefined();
  });
});
