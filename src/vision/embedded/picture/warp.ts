import type { Pyramid } from './pyramid.js';
import { green, type Point, type Raster, redAndBlue } from './raster.js';
import { apply, type SimilarityTransform, scaleOf } from './similarityTransform.js';

/**
 * Cuts a turned and scaled rectangle out of a picture. `toPicture` leads from the points of the result to the points of
 * the picture; samples are bilinear, and black where the result reaches beyond the picture.
 * @returns bytes of red, green and blue, row by row
 */
export function warp(
  picture: Pyramid,
  toPicture: SimilarityTransform,
  width: number,
  height: number,
  target: Uint8Array = new Uint8Array(width * height * 3),
): Uint8Array {
  const { raster, reduction } = picture.levelFor(scaleOf(toPicture));
  target.fill(0);
  const step = { x: toPicture.a / reduction, y: toPicture.b / reduction };
  for (let row = 0; row < height; row++) {
    // Pixels are known at their centres, half a pixel from their corners.
    const { x, y } = apply(toPicture, { x: 0.5, y: row + 0.5 });
    const start = { x: x / reduction - 0.5, y: y / reduction - 0.5 };
    sampleLine(raster, start, step, target, row * width * 3, width);
  }
  return target;
}

/** Positions are counted in 65536ths of a pixel. */
const one = 65536;

/** Written for the compiler, as `blendRows` of the letterbox is. */
function sampleLine(
  { width, height, pixels }: Raster,
  start: Point,
  step: Point,
  target: Uint8Array,
  offset: number,
  count: number,
): void {
  const stepX = Math.round(step.x * one);
  const stepY = Math.round(step.y * one);
  const lastX = width - 1;
  const lastY = height - 1;
  const half = one / 2;
  let x = Math.round(start.x * one);
  let y = Math.round(start.y * one);
  for (let at = offset; at < offset + count * 3; at += 3, x = (x + stepX) | 0, y = (y + stepY) | 0) {
    if (x < -half || y < -half || x >= lastX * one + half || y >= lastY * one + half) continue;
    // Up to half a pixel beyond the outermost centres, their colours go on.
    const left = x < 0 ? 0 : x >> 16;
    const top = y < 0 ? 0 : y >> 16;
    const across = left < lastX ? 1 : 0;
    const down = top < lastY ? width : 0;
    const rightWeight = x < 0 ? 0 : (x >> 8) & 255;
    const lowerWeight = y < 0 ? 0 : (y >> 8) & 255;
    const d = Math.imul(rightWeight, lowerWeight) >> 8;
    const b = rightWeight - d;
    const c = lowerWeight - d;
    const a = 256 - rightWeight - c;
    const corner = Math.imul(top, width) + left;
    const topLeft = pixels[corner] as number;
    const topRight = pixels[corner + across] as number;
    const bottomLeft = pixels[corner + down] as number;
    const bottomRight = pixels[corner + down + across] as number;
    const ends =
      (Math.imul(topLeft & redAndBlue, a) +
        Math.imul(topRight & redAndBlue, b) +
        Math.imul(bottomLeft & redAndBlue, c) +
        Math.imul(bottomRight & redAndBlue, d) +
        0x800080) |
      0;
    const middle =
      (Math.imul(topLeft & green, a) +
        Math.imul(topRight & green, b) +
        Math.imul(bottomLeft & green, c) +
        Math.imul(bottomRight & green, d) +
        0x8000) |
      0;
    target[at] = ends >>> 8; // A byte keeps the lowest eight bits.
    target[at + 1] = middle >>> 16;
    target[at + 2] = ends >>> 24;
  }
}
