import type { Pyramid } from '../picture/pyramid.js';
import type { Point } from '../picture/raster.js';
import { apply, fitSimilarity } from '../picture/similarityTransform.js';
import { warp } from '../picture/warp.js';
import { type FaceMesh, meanOf } from './faceMesh.js';

/** Points of MediaPipe's canonical mesh; "left" is where it appears in the picture. */
const leftEye = [33, 133, 159, 145, 158, 153, 160, 144];
const rightEye = [263, 362, 386, 374, 385, 380, 387, 373];
const noseTip = [1];
const leftMouthCorner = [61];
const rightMouthCorner = [291];

/**
 * Where eyes, nose and mouth corners lie in an aligned face of 112×112 pixels: the template that ArcFace made common
 * (Deng et al., "ArcFace: Additive Angular Margin Loss for Deep Face Recognition", 2019; the coordinates as published
 * with its code, insightface).
 */
const template: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];
const templateSize = 112;

export interface Alignment {
  /** Side of the aligned face in pixels. */
  readonly size: number;
  /** Pixels for one pixel of the template. */
  readonly scale: number;
  /** Where the template's middle goes. */
  readonly centre: Point;
}

/** The five points of the template as they lie in the picture. */
export function fivePoints(mesh: FaceMesh): readonly Point[] {
  return [leftEye, rightEye, noseTip, leftMouthCorner, rightMouthCorner].map((indices) =>
    apply(mesh.toPicture, meanOf(mesh, indices)),
  );
}

/**
 * Cuts the face out so that its eyes, nose and mouth come to lie where they always lie.
 * @returns bytes of red, green and blue, row by row
 */
export function alignFace(
  picture: Pyramid,
  mesh: FaceMesh,
  { size, scale, centre }: Alignment,
  input: Uint8Array = new Uint8Array(size * size * 3),
): Uint8Array {
  const target = template.map(({ x, y }) => ({
    x: (x - templateSize / 2) * scale + centre.x,
    y: (y - templateSize / 2) * scale + centre.y,
  }));
  return warp(picture, fitSimilarity(target, fivePoints(mesh)), size, size, input);
}
