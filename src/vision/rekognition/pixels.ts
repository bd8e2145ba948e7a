/** What is looked at here and not by Rekognition: the picture as a whole. Decoded by libvips, on threads of its own. */
import sharp from 'sharp';
import type { Box, ObservedScene } from '../../domain/observation.js';
import { BadPicture, type Picture } from '../engine.js';
import { fingerprintOf, measureScene, sceneSide } from '../scene/scene.js';

/** The pixels of a picture the right way up, at about half of its size and at most 960 on the longer side. */
export interface SmallRaster {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue, row by row. */
  readonly bytes: Buffer;
  /** Of the picture itself, the right way up. */
  readonly full: { readonly width: number; readonly height: number };
}

const LONGEST_SIDE = 960;
/** Decoding 25 megapixels, the most that is let in, takes under a second; what takes longer is made to take long. */
const TIME_LIMIT = { seconds: 5 };
const LENIENCY = { failOn: 'error', limitInputPixels: 25_000_000, ignoreIcc: true, sequentialRead: true } as const;

/** @throws BadPicture for bytes that are truncated, corrupt or too large, so that no call is paid for them */
export async function decodeSmall({ bytes, width, height }: Picture): Promise<SmallRaster> {
  const side = Math.min(LONGEST_SIDE, Math.ceil(Math.max(width, height) / 2));
  try {
    const { data, info } = await sharp(bytes, LENIENCY)
      .timeout(TIME_LIMIT)
      .autoOrient()
      // A square, because width and height may trade places when the picture is turned upright.
      .resize(side, side, { fit: 'inside', kernel: 'linear' })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const isTurned = info.width > info.height !== width > height && info.width !== info.height;
    const full = isTurned ? { width: height, height: width } : { width, height };
    return { width: info.width, height: info.height, bytes: data, full };
  } catch (cause) {
    throw new BadPicture('The picture is truncated, corrupt or too large.', { cause });
  }
}

export async function sceneOf(raster: SmallRaster): Promise<ObservedScene> {
  const { data, info } = await greyOf(raster)
    .resize(sceneSide, sceneSide, { fit: 'inside', kernel: 'linear', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { ...measureScene({ width, height, values: data }), fingerprint: fingerprintOf(raster.bytes) };
}

/** Mean luminance of a part of the picture, 0 to 100. */
export async function brightnessOf(raster: SmallRaster, box: Box): Promise<number> {
  const { data } = await greyOf(raster)
    .extract(pixelsOf(box, raster))
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return (data.reduce((sum, value) => sum + value, 0) / data.length / 255) * 100;
}

/**
 * A part of the picture as a picture of its own.
 * @param margin how much is added on each side, in sizes of the box
 */
export async function cutOut({ bytes }: Picture, { full }: SmallRaster, box: Box, margin: number): Promise<Buffer> {
  const area = pixelsOf(widened(box, full, margin), full);
  return await sharp(bytes, LENIENCY).timeout(TIME_LIMIT).autoOrient().extract(area).jpeg({ quality: 92 }).toBuffer();
}

/** Luma as JPEG weighs it, for the embedded engine measures the same (ITU-R BT.601). */
function greyOf({ bytes, width, height }: SmallRaster) {
  const weights: [number, number, number] = [0.299, 0.587, 0.114];
  return sharp(bytes, { raw: { width, height, channels: 3 } })
    .recomb([weights, weights, weights])
    .extractChannel(0);
}

/** Rekognition takes no picture of fewer pixels on a side. */
const LEAST_SIDE = 80;

function widened(box: Box, { width, height }: SmallRaster['full'], margin: number): Box {
  const wide = Math.max(box.width * (1 + 2 * margin), LEAST_SIDE / width);
  const high = Math.max(box.height * (1 + 2 * margin), LEAST_SIDE / height);
  return {
    left: box.left - (wide - box.width) / 2,
    top: box.top - (high - box.height) / 2,
    width: wide,
    height: high,
  };
}

/** Whole pixels, at least one, none beyond the edges; what would be is moved in. */
function pixelsOf({ left, top, width, height }: Box, size: { readonly width: number; readonly height: number }) {
  const across = Math.min(size.width, Math.max(1, Math.round(width * size.width)));
  const down = Math.min(size.height, Math.max(1, Math.round(height * size.height)));
  return {
    left: Math.round(Math.min(Math.max(left * size.width, 0), size.width - across)),
    top: Math.round(Math.min(Math.max(top * size.height, 0), size.height - down)),
    width: across,
    height: down,
  };
}
