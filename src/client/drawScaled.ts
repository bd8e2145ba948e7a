export interface JpegFormat {
  /** In pixels. Smaller pictures stay as they are. */
  readonly longestSide: number;
  /** From 0 to 1. */
  readonly quality: number;
}

/** Draws the source onto the canvas, which takes the size that the format wants. */
export function drawScaled(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  source: CanvasImageSource,
  { width, height }: { readonly width: number; readonly height: number },
  { longestSide }: JpegFormat,
): void {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  // Both kinds of canvas have such a context; only the type of `getContext` differs.
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  context?.drawImage(source, 0, 0, canvas.width, canvas.height);
}
