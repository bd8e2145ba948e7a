import type { Pyramid } from './pyramid.js';
import { green, type Raster, redAndBlue } from './raster.js';
import { type SimilarityTransform, scaleOf } from './similarityTransform.js';

/**
 * Cuts a turned and scaled rectangle out of a picture. `toPicture` leads from the points of the result to the points of
 * the picture; samples are bilinear, and black where the result reaches beyond the picture.
 * @returns bytes of red, green and blue, row by row
 */
export function warp(picture: Pyramid, toPicture: SimilarityTransform, width: number, height: number): Uint8Array {
  const { raster, reduction } = picture.levelFor(scaleOf(toPicture));
  const bytes = new Uint8Array(width * height * 3);
  const [stepX, stepY] = [toPicture.a / reduction, toPicture.b / reduction];
  for (let row = 0; row < height; row++) {
    // Pixels are known at their centres, half a pixel from their corners.
    const startX = (toPicture.a * 0.5 - toPicture.b * (row + 0.5) + toPicture.tx) / reduction - 0.5;
    const startY = (toPicture.b * 0.5 + toPicture.a * (row + 0.5) + toPicture.ty) / reduction - 0.5;
    sampleLine(raster, startX, startY, stepX, stepY, bytes, row * width * 3, width);
  }
  return bytes;
}

/** Written for the compiler, as `blendRows` of the letterbox is. */
function sampleLine(
  { width, height, pixels }: Raster,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
  target: Uint8Array,
  offset: number,
  count: number,
): void {
  const lastX = width - 1;
  const lastY = height - 1;
  let at = offset;
  for (let index = 0; index < count; index++, at += 3) {
    const x = startX + stepX * index;
    const y = startY + stepY * index;
    if (x <= -0.5 || y <= -0.5 || x >= lastX + 0.5 || y >= lastY + 0.5) continue;
    const left = x < 0 ? 0 : x | 0;
    const top = y < 0 ? 0 : y | 0;
    const rightWeight = x < 0 ? 0 : ((x - left) * 256) | 0;
    const lowerWeight = y < 0 ? 0 : ((y - top) * 256) | 0;
    const d = Math.imul(rightWeight, lowerWeight) >> 8;
    const b = rightWeight - d;
    const c = lowerWeight - d;
    const a = 256 - rightWeight - c;
    const corner = top * width + left;
    const across = left < lastX ? 1 : 0;
    const down = top < lastY ? width : 0;
    const topLeft = pixels[corner] as number;
    const topRight = pixels[corner + across] as number;
    const bottomLeft = pixels[corner + down] as number;
    const bottomRight = pixels[corner + down + across] as number;
    const ends =
      Math.imul(topLeft & redAndBlue, a) +
      Math.imul(topRight & redAndBlue, b) +
      Math.imul(bottomLeft & redAndBlue, c) +
      Math.imul(bottomRight & redAndBlue, d) +
      0x800080;
    const middle =
      Math.imul(topLeft & green, a) +
      Math.imul(topRight & green, b) +
      Math.imul(bottomLeft & green, c) +
      Math.imul(bottomRight & green, d) +
      0x8000;
    target[at] = ends >>> 8; // A byte keeps the lowest eight bits.
    target[at + 1] = middle >>> 16;
    target[at + 2] = ends >>> 24;
  }
}
