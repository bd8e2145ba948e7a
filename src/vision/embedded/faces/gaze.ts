import type { ObservedFace } from '../../../domain/observation.js';
import type { Model } from '../inference/model.js';
import type { Pyramid } from '../picture/pyramid.js';
import type { Point } from '../picture/raster.js';
import { apply, type SimilarityTransform } from '../picture/similarityTransform.js';
import { warp } from '../picture/warp.js';
import { type FaceMesh, meanOf } from './faceMesh.js';
import { poseOf } from './pose.js';

/** Degrees relative to the head, of the same signs as a pose. */
export type Gaze = NonNullable<ObservedFace['gaze']>;

/** Corners in MediaPipe's canonical mesh, from left to right as they appear; the network knows eyes of one side only. */
const eyes = [
  { corners: [33, 133], isMirrored: false },
  { corners: [362, 263], isMirrored: true },
] as const;

const inputSize = 64;
const bytesPerEye = inputSize * inputSize * 3;

/** The network was trained on eyes with so much around them (MediaPipe's own graph has the same figure). */
const roomAround = 2.3;

/** In the contour that the network draws, the points on the lids come first. */
const lidPoints = 16;
const contourPoints = 71;
const irisPoints = 5;

/**
 * How far the pupil moves in an eye of width 1 when the eye turns to the side by 90°: it lies some 10 mm before the point
 * about which the eye turns (that is 13 to 15 mm behind the cornea: Fry and Hill, "The center of rotation of the eye",
 * 1962; the pupil, as seen through the cornea, 3 mm behind it), and an eye is some 30 mm wide (Farkas, "Anthropometry of
 * the Head and Face", 1994). In 30 portraits of people whose heads turn by up to 21° while they look into the camera,
 * this makes head and eyes cancel out best.
 */
const widthPerReach = 3;

/** Of those portraits, the mean height of the iris above the middle of the lids, in eyes' widths. */
const restingHeight = 0.043;

/** Below this the network guesses. */
const unsure = {
  /** Width of an eye in pixels of the picture. */
  eyeWidth: 12,
  /** Height of the lids' contour as a share of its width: 0.2 for people who laugh, 0.35 in the middle. */
  openness: 0.17,
};

/** Degrees to either side from which on the farther eye hides behind the nose. */
const farthestTurn = 30;

/**
 * Where the eyes point, by where the irises lie between the lids. Undefined when it can't be told: for eyes that are
 * closed, too small, or hidden.
 */
export async function gazeOf(network: Model, picture: Pyramid, mesh: FaceMesh): Promise<Gaze | undefined> {
  if (Math.abs(poseOf(mesh).yaw) > farthestTurn) return undefined;
  const cuts = eyes.map(({ corners }) => eyeCut(mesh, corners));
  if (cuts.some(({ width }) => width < unsure.eyeWidth)) return undefined;

  const outputs = await network.run([eyes.length, inputSize, inputSize, 3], (input) => {
    for (const [index, { toPicture }] of cuts.entries()) {
      const cut = input.subarray(index * bytesPerEye, (index + 1) * bytesPerEye);
      warp(picture, toPicture, inputSize, inputSize, cut);
      if (eyes[index]?.isMirrored) mirror(cut);
    }
  });
  const [contours, irises] = [outputs('contour'), outputs('iris')];
  const offsets = eyes.map(({ isMirrored }, index) => {
    const lids = pointsOf(contours, index * contourPoints, lidPoints);
    const [iris] = pointsOf(irises, index * irisPoints, 1);
    return iris && offsetOf(iris, lids, isMirrored);
  });
  const [left, right] = offsets;
  if (!left || !right) return undefined;
  return {
    yaw: angleOf((left.x + right.x) / 2),
    pitch: angleOf(-(left.y + right.y) / 2 - restingHeight),
  };
}

interface EyeCut {
  /** From the network's input to the picture. */
  readonly toPicture: SimilarityTransform;
  /** From corner to corner, in pixels of the picture. */
  readonly width: number;
}

/** A square around an eye, its corners on a level. */
function eyeCut(mesh: FaceMesh, [leftCorner, rightCorner]: readonly [number, number]): EyeCut {
  const left = apply(mesh.toPicture, meanOf(mesh, [leftCorner]));
  const right = apply(mesh.toPicture, meanOf(mesh, [rightCorner]));
  const scale = roomAround / inputSize;
  const [a, b] = [(right.x - left.x) * scale, (right.y - left.y) * scale];
  const half = inputSize / 2;
  return {
    toPicture: {
      a,
      b,
      tx: (left.x + right.x) / 2 - (a * half - b * half),
      ty: (left.y + right.y) / 2 - (b * half + a * half),
    },
    width: Math.hypot(right.x - left.x, right.y - left.y),
  };
}

/** Swaps left and right. */
function mirror(bytes: Uint8Array): void {
  const last = (inputSize - 1) * 3;
  for (let row = 0; row < bytes.length; row += inputSize * 3) {
    for (let left = 0, right = last; left < right; left += 3, right -= 3) {
      for (let channel = 0; channel < 3; channel++) {
        const kept = bytes[row + left + channel] as number; // In bounds by construction.
        bytes[row + left + channel] = bytes[row + right + channel] as number;
        bytes[row + right + channel] = kept;
      }
    }
  }
}

function pointsOf(values: ArrayLike<number>, first: number, count: number): Point[] {
  return Array.from({ length: count }, (_, index) => ({
    x: values[(first + index) * 3] ?? 0,
    y: values[(first + index) * 3 + 1] ?? 0,
  }));
}

/** Where the iris lies, seen from the middle of the lids' points, in eyes' widths; undefined for a closed eye. */
function offsetOf(iris: Point, lids: readonly Point[], isMirrored: boolean): Point | undefined {
  const [x, y] = [lids.map((point) => point.x), lids.map((point) => point.y)];
  const width = Math.max(...x) - Math.min(...x);
  if (Math.max(...y) - Math.min(...y) < unsure.openness * width) return undefined;
  const across = (iris.x - mean(x)) / width;
  return { x: isMirrored ? -across : across, y: (iris.y - mean(y)) / width };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Degrees by which an eye has turned whose iris has moved by this share of its width. */
function angleOf(offset: number): number {
  return (Math.asin(Math.min(Math.max(offset * widthPerReach, -1), 1)) * 180) / Math.PI;
}
