import { green, type Raster, redAndBlue } from './raster.js';

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
  const half = new Uint32Array(halfWidth * halfHeight);
  let target = 0;
  for (let row = 0; row < halfHeight; row++) {
    let at = row * 2 * width;
    for (let column = 0; column < halfWidth; column++, at += 2) {
      // In bounds by construction.
      const a = pixels[at] as number;
      const b = pixels[at + 1] as number;
      const c = pixels[at + width] as number;
      const d = pixels[at + width + 1] as number;
      const ends = ((a & redAndBlue) + (b & redAndBlue) + (c & redAndBlue) + (d & redAndBlue) + 0x20002) | 0;
      const middle = ((a & green) + (b & green) + (c & green) + (d & green) + 0x200) | 0;
      half[target++] = ((ends >>> 2) & redAndBlue) | ((middle >>> 2) & green);
    }
  }
  return { width: halfWidth, height: halfHeight, pixels: half };
}
