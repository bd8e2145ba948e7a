import type { Model } from '../inference/model.js';
import type { Pyramid } from '../picture/pyramid.js';
import type { Point, Rectangle } from '../picture/raster.js';
import { apply, type SimilarityTransform } from '../picture/similarityTransform.js';
import { warp } from '../picture/warp.js';

/** A point of the mesh: x and y in pixels of the upright cut-out, depth in the same unit, smaller is nearer. */
export interface MeshPoint extends Point {
  readonly depth: number;
}

export interface FaceMesh {
  /** 0 to 1: whether there is a face at all. */
  readonly presence: number;
  /** The 468 points of MediaPipe's canonical face, in the cut-out. */
  readonly points: readonly MeshPoint[];
  /** From the cut-out, in which the face stands upright, to the picture. */
  readonly toPicture: SimilarityTransform;
}

const inputSize = 192;
const pointCount = 468;

/** MediaPipe trained its mesh on faces with a quarter of their size around them on each side. */
const roomAround = 1.5;

/** Lays the mesh over a face of which the box and the line from eye to eye are roughly known. */
export async function layMesh(
  network: Model,
  picture: Pyramid,
  rough: { readonly box: Rectangle; readonly leftEye: Point; readonly rightEye: Point },
): Promise<FaceMesh> {
  const toPicture = uprightCut(rough, inputSize);
  const outputs = await network.run([1, inputSize, inputSize, 3], (input) =>
    warp(picture, toPicture, inputSize, inputSize, input),
  );
  const landmarks = outputs('landmarks');
  const points = Array.from({ length: pointCount }, (_, index) => ({
    x: landmarks[index * 3] ?? 0,
    y: landmarks[index * 3 + 1] ?? 0,
    depth: landmarks[index * 3 + 2] ?? 0,
  }));
  return { presence: outputs('presence')[0] ?? 0, points, toPicture };
}

/** From a square of `size` pixels, with the face upright in its middle, to the picture. */
function uprightCut(
  { box, leftEye, rightEye }: { readonly box: Rectangle; readonly leftEye: Point; readonly rightEye: Point },
  size: number,
): SimilarityTransform {
  const roll = Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x);
  const scale = (Math.max(box.width, box.height) * roomAround) / size;
  const [a, b] = [scale * Math.cos(roll), scale * Math.sin(roll)];
  const centre = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const half = size / 2;
  return { a, b, tx: centre.x - (a * half - b * half), ty: centre.y - (b * half + a * half) };
}

/** The upright rectangle around the whole mesh, from the forehead to the chin, in pixels of the picture. */
export function outlineOf({ points, toPicture }: FaceMesh): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const point of points) {
    const { x, y } = apply(toPicture, point);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** The mean of some points of the mesh, in the cut-out. */
export function meanOf({ points }: FaceMesh, indices: readonly number[]): MeshPoint {
  let [x, y, depth] = [0, 0, 0];
  for (const index of indices) {
    const point = points[index];
    x += point?.x ?? 0;
    y += point?.y ?? 0;
    depth += point?.depth ?? 0;
  }
  return { x: x / indices.length, y: y / indices.length, depth: depth / indices.length };
}
