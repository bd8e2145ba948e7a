/** What a browser's camera shows in tests: stills, one after the other. */
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

/** Each still is shown for so many frames of the film; Chromium takes 30 of them in a second. */
const FRAMES_EACH = 10;

/**
 * Writes Motion JPEG, which is nothing but JPEGs one after the other, all of one size.
 * @param file its name must end in `.mjpeg`
 */
export async function recordWebcam(file: string, stills: readonly Buffer[]): Promise<void> {
  const frames = await Promise.all(stills.map(toFrame));
  await writeFile(file, Buffer.concat(frames.flatMap((frame) => Array.from({ length: FRAMES_EACH }, () => frame))));
}

async function toFrame(still: Buffer): Promise<Buffer> {
  return await sharp(still)
    .resize(640, 480, { fit: 'contain', background: '#8a8f96' })
    .jpeg({ quality: 90 })
    .toBuffer();
}
