/** What a photo of any size becomes before it is sent. */
import { drawScaled, type JpegFormat } from '../../client/drawScaled.js';

/** The longer side, in pixels: more than the engines look at, and small enough to send often. */
export const LONGEST_SIDE = 1280;
const FORMAT: JpegFormat = { longestSide: LONGEST_SIDE, quality: 0.9 };

export interface ScaledPicture {
  readonly jpeg: Blob;
  readonly width: number;
  readonly height: number;
}

/**
 * A JPEG of at most LONGEST_SIDE pixels, upright as its EXIF data says; metadata, places among them, are left behind.
 * @throws Error with a sentence for people, when the browser can't read it as a picture
 */
export async function scaleToJpeg(file: Blob, name: string): Promise<ScaledPicture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new Error(`“${name}” can’t be read as a picture. JPEG, PNG and WebP files can.`);
  });
  const canvas = document.createElement('canvas');
  drawScaled(canvas, bitmap, bitmap, FORMAT);
  bitmap.close();
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', FORMAT.quality));
  if (!jpeg) throw new Error(`The browser could not turn “${name}” into a JPEG.`);
  return { jpeg, width: canvas.width, height: canvas.height };
}
