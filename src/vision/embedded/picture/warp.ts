import type { Pyramid } from './pyramid.js';
import type { Raster } from './raster.js';
import { type SimilarityTransform, scaleOf } from './similarityTransform.js';

/**
 * Cuts a turned and scaled rectangle out of a picture. `toPicture` leads from the points of the result to the points of
 * the picture; samples are bilinear, and black where the result reaches beyond the picture.
 */
export function warp(picture: Pyramid, toPicture: SimilarityTransform, width: number, height: number): Raster {
  const { raster, reduction } = picture.levelFor(scaleOf(toPicture));
  const pixels = new Uint8Array(width * height * 3);
  const [stepX, stepY] = [toPicture.a / reduction, toPicture.b / reduction];
  for (let row = 0; row < height; row++) {
    // Pixels are known at their centres, half a pixel from their corners.
    const startX = (toPicture.a * 0.5 - toPicture.b * (row + 0.5) + toPicture.tx) / reduction - 0.5;
    const startY = (toPicture.b * 0.5 + toPicture.a * (row + 0.5) + toPicture.ty) / reduction - 0.5;
    sampleLine(raster, startX, startY, stepX, stepY, pixels, row * width * 3, width);
  }
  return { width, height, pixels };
}

function sampleLine(
  { width, height, pixels }: Raster,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
  line: Uint8Array,
  offset: number,
  count: number,
): void {
  const stride = width * 3;
  const [lastX, lastY] = [width - 1, height - 1];
  let target = offset;
  for (let index = 0; index < count; index++, target += 3) {
    const x = startX + stepX * index;
    const y = startY + stepY * index;
    if (x < -0.5 || y < -0.5 || x > lastX + 0.5 || y > lastY + 0.5) continue;
    const left = x <= 0 ? 0 : x >= lastX ? lastX : Math.floor(x);
    const top = y <= 0 ? 0 : y >= lastY ? lastY : Math.floor(y);
    const weightX = x <= 0 || left === lastX ? 0 : x - left;
    const weightY = y <= 0 || top === lastY ? 0 : y - top;
    const topLeft = top * stride + left * 3;
    const right = left === lastX ? 0 : 3;
    const below = top === lastY ? 0 : stride;
    for (let channel = 0; channel < 3; channel++) {
      const at = topLeft + channel;
      // In bounds by construction: the hottest loop of the engine can't afford to be asked about `undefined`.
      const upper = (pixels[at] as number) * (1 - weightX) + (pixels[at + right] as number) * weightX;
      const lower = (pixels[at + below] as number) * (1 - weightX) + (pixels[at + below + right] as number) * weightX;
      line[target + channel] = upper * (1 - weightY) + lower * weightY + 0.5;
    }
  }
}
