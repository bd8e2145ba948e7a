/**
 * A decoded picture, row by row from the top left corner. Each pixel is one number, red in its lowest byte, then green and
 * blue, then zeros: weighing red and blue takes one multiplication instead of two, and reading a pixel one access instead of three.
 */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/** Masks of a pixel's channels; red and blue are far enough apart not to disturb each other in sums of weight 256. */
export const redAndBlue = 0xff00ff;
export const green = 0xff00;

/** A point of a picture in pixels; the centre of the first pixel is (0.5, 0.5). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in pixels; may reach beyond the picture. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function wholeOf({ width, height }: Raster): Rectangle {
  return { left: 0, top: 0, width, height };
}
