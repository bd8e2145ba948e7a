/** A decoded picture: bytes of red, green and blue, row by row from the top left corner. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** width · height · 3 bytes */
  readonly pixels: Uint8Array;
}

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
