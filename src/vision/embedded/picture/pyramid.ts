import type { Raster } from './raster.js';

/**
 * A picture at its full size, at half of it, at a quarter and so on, each made when it is first asked for. Sampling the
 * level whose pixels are about as large as the wanted ones averages over all pixels of the picture, where sampling the
 * full size would skip most of them and see patterns that aren't there.
 */
export interface Pyramid {
  readonly full: Raster;
  /** The level for samples that lie `step` pixels of the full picture apart, and how much smaller it is: 1, 2, 4, … */
  levelFor(step: number): { readonly raster: Raster; readonly reduction: number };
}

/** Smaller than this, a level is not halved again. */
const smallestSide = 2;

export function createPyramid(full: Raster): Pyramid {
  const levels: Raster[] = [full];
  return {
    full,
    levelFor(step) {
      let raster = full;
      let reduction = 1;
      // Up to 1.5 pixels apart, bilinear samples still touch every pixel with a noticeable weight.
      for (
        let depth = 1;
        step / reduction > 1.5 && Math.min(raster.width, raster.height) >= 2 * smallestSide;
        depth++
      ) {
        raster = levels[depth] ?? halve(raster);
        levels[depth] = raster;
        reduction *= 2;
      }
      return { raster, reduction };
    },
  };
}

/** Averages blocks of 2×2 pixels; an odd last row or column is left out. */
export function halve({ width, height, pixels }: Raster): Raster {
  const halfWidth = width >> 1;
  const halfHeight = height >> 1;
  const half = new Uint8Array(halfWidth * halfHeight * 3);
  const below = width * 3;
  let target = 0;
  for (let row = 0; row < halfHeight; row++) {
    let source = row * 2 * below;
    for (let column = 0; column < halfWidth; column++) {
      for (let channel = 0; channel < 3; channel++) {
        // The indices stay inside `pixels`; `| 0` only tells the compiler so.
        const sum =
          (pixels[source] as number) +
          (pixels[source + 3] as number) +
          ((pixels[source + below] as number) + (pixels[source + below + 3] as number));
        half[target++] = (sum + 2) >> 2;
        source++;
      }
      source += 3;
    }
  }
  return { width: halfWidth, height: halfHeight, pixels: half };
}
