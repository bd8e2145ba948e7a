import sharp from 'sharp';
import { BadPicture, type Picture } from './engine.js';

const JPEG_SIGNATURE = [0xff, 0xd8, 0xff];
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Reads a picture's header; the pixels stay packed, however many the header promises.
 * @throws BadPicture for what is neither JPEG nor PNG, whatever it is called, or has a broken header
 */
export async function readPicture(bytes: Uint8Array): Promise<Picture> {
  const format = sniff(bytes);
  if (!format) throw new BadPicture('The picture is neither JPEG nor PNG.');
  try {
    // Without a limit on pixels here: how large is too large is the caller's business.
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { bytes, width, height, format };
  } catch {
    throw new BadPicture(`The picture's ${format === 'jpeg' ? 'JPEG' : 'PNG'} header can't be read.`);
  }
}

/** By the first bytes alone: libvips would also open GIF, SVG and PDF, each with risks of its own. */
function sniff(bytes: Uint8Array): Picture['format'] | undefined {
  if (startsWith(bytes, JPEG_SIGNATURE)) return 'jpeg';
  if (startsWith(bytes, PNG_SIGNATURE)) return 'png';
  return undefined;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
