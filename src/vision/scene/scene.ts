import { createHash } from 'node:crypto';
import type { ObservedScene } from '../../domain/observation.js';

/** Luminances of a picture, row by row from the top left corner: 0 (black) to 255 (white). */
export interface LuminancePicture {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** Measures are taken of a picture that is shrunk, with its pixels averaged, to this on its longer side. */
export const sceneSide = 64;

/** What can be told of a picture, whatever it shows. Any engine that decodes pictures can use it. */
export function measureScene({
  width,
  height,
  values,
}: LuminancePicture): Pick<ObservedScene, 'brightness' | 'detail'> {
  let [sum, differences, pairs] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const value = values[at] as number; // In bounds by construction, as are its neighbours.
      sum += value;
      if (column > 0) differences += Math.abs(value - (values[at - 1] as number));
      if (row > 0) differences += Math.abs(value - (values[at - width] as number));
      pairs += Number(column > 0) + Number(row > 0);
    }
  }
  const toPercent = (total: number, count: number) => (count === 0 ? 0 : (total / count / 255) * 100);
  return { brightness: toPercent(sum, width * height), detail: toPercent(differences, pairs) };
}

/**
 * Of pixels, not of a file: who sends the same picture again with other metadata, or compressed otherwise without loss,
 * sends the same picture. Nobody gains by two pictures of one print, so the fastest common hash will do.
 */
export function fingerprintOf(pixels: ArrayBufferView): string {
  return createHash('sha1')
    .update(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength))
    .digest('base64');
}
