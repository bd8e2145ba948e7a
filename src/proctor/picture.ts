/** From what a client sent to a picture that an engine may be given. */
import type { Picture } from '../vision/engine.js';
import { ProctorError } from './errors.js';

/** Rekognition's limit for pictures sent as bytes; ours too, so that one client fits both engines. */
export const MAX_PICTURE_BYTES = 5 * 1024 * 1024;
/** What a phone's camera makes today, and no more: a decoded picture takes three bytes for each pixel. */
export const MAX_PICTURE_PIXELS = 25_000_000;
/** Rekognition's minimum. */
export const MIN_PICTURE_SIDE = 80;

const DATA_URL_PREFIX = /^data:image\/[a-z+.-]+;base64,/i;

/** @throws ProctorError BAD_IMAGE or IMAGE_TOO_LARGE; BadPicture from the reader */
export async function admitPicture(
  base64: string,
  readPicture: (bytes: Uint8Array) => Promise<Picture>,
): Promise<Picture> {
  const picture = await readPicture(decodeBase64(base64));
  const { width, height } = picture;
  if (width * height > MAX_PICTURE_PIXELS) {
    throw new ProctorError(
      'IMAGE_TOO_LARGE',
      `The picture has ${width}×${height} pixels; 25 megapixels are the limit.`,
    );
  }
  if (Math.min(width, height) < MIN_PICTURE_SIDE) {
    throw new ProctorError(
      'BAD_IMAGE',
      `The picture has ${width}×${height} pixels; each side needs ${MIN_PICTURE_SIDE}.`,
    );
  }
  return picture;
}

function decodeBase64(text: string): Uint8Array {
  const base64 = text.slice(DATA_URL_PREFIX.exec(text.slice(0, 64))?.[0].length ?? 0);
  if (base64.length === 0) throw new ProctorError('BAD_IMAGE', 'The picture is empty.');
  const unpadded = base64.endsWith('==') ? base64.length - 2 : base64.length - Number(base64.endsWith('='));
  const byteLength = Math.floor((unpadded * 3) / 4);
  if (byteLength > MAX_PICTURE_BYTES) {
    throw new ProctorError(
      'IMAGE_TOO_LARGE',
      `The picture has ${byteLength} bytes; ${MAX_PICTURE_BYTES} are the limit.`,
    );
  }
  const bytes = Buffer.from(base64, 'base64');
  // Node skips what is not Base64, so that a shorter result tells of strangers in the text.
  if (bytes.length !== byteLength || unpadded % 4 === 1) {
    throw new ProctorError('BAD_IMAGE', 'The picture is not valid Base64.');
  }
  return bytes;
}
