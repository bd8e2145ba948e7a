import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { readPicture } from '../../dist/vision/picture.js';

/** Of what an exam client sends: more pixels would cost bandwidth, and the networks look at no more than this. */
const FRAME_WIDTH = 640;

/**
 * Frames of two to five people, made of photos which an installed package brings along, so that every reader has the same.
 */
export function readSamples() {
  const package_ = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
  const files = [1, 2, 3, 4, 5, 6].map((number) => join(package_, 'demo', `sample${number}.jpg`));
  return Promise.all(
    files.map(async (file) => readPicture(await sharp(file).resize({ width: FRAME_WIDTH }).jpeg().toBuffer())),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
