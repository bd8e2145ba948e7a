import sharp from 'sharp';
import type { Raster } from './raster.js';

/** What a decoded picture keeps of the photo it came from. */
export interface DecodedPicture {
  readonly raster: Raster;
  /** Pixels of the upright photo for one pixel of the raster, 1 or more. */
  readonly reduction: number;
}

/** The bytes are no readable picture; the message is safe to log. */
export class UndecodablePicture extends Error {
  override readonly name = 'UndecodablePicture';
}

/** A picture is reduced by the largest whole factor that leaves this much of its longer side: no model looks at more. */
const sufficientSide = 960;

/** Decoding 25 megapixels, the most that is let in, takes under a second; what takes longer is made to take long. */
const timeLimitSeconds = 5;
const pixelLimit = 25_000_000;

/**
 * One decode to red, green and blue, upright as its EXIF orientation says.
 * @param size width and height as the encoded picture states them
 * @throws UndecodablePicture for bytes that are truncated, corrupt, too large, or no picture at all
 */
export async function decodePicture(
  bytes: Uint8Array,
  size: { readonly width: number; readonly height: number },
): Promise<DecodedPicture> {
  const longerSide = Math.max(size.width, size.height);
  const reduction = Math.max(1, Math.floor(longerSide / sufficientSide));
  const side = Math.ceil(longerSide / reduction);
  try {
    // The networks can't tell one colour profile from another, and converting costs more than decoding.
    const leniency = { failOn: 'error', limitInputPixels: pixelLimit, ignoreIcc: true } as const;
    let decoding = sharp(bytes, { ...leniency, sequentialRead: true })
      .timeout({ seconds: timeLimitSeconds })
      .autoOrient();
    // A square, because width and height may trade places when the picture is turned upright.
    if (reduction > 1) decoding = decoding.resize(side, side, { fit: 'inside', kernel: 'linear' });
    const { data, info } = await decoding
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      // A fourth byte of zeros makes whole numbers of the pixels, and small ones, which the compiler handles best.
      .ensureAlpha(0)
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    // Red is the first byte, and so the lowest: every processor that the runtime supports is little-endian.
    const pixels = new Uint32Array(data.buffer, data.byteOffset, info.width * info.height);
    return { raster: { width: info.width, height: info.height, pixels }, reduction };
  } catch (error) {
    throw new UndecodablePicture('The picture is truncated, corrupt or too large.', { cause: error });
  }
}

/** The worker threads are the only parallelism wanted: libvips' own threads and its cache would come on top. */
export function restrainDecoder(): void {
  sharp.concurrency(1);
  sharp.cache(false);
}
