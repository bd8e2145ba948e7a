import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readPicture } from '../../dist/vision/picture.js';

/** Photos of two to five people which an installed package brings along, so that every reader has the same. */
export function readSamples() {
  const package_ = dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'));
  const files = [1, 2, 3, 4, 5, 6].map((number) => join(package_, 'demo', `sample${number}.jpg`));
  return Promise.all(files.map(async (file) => readPicture(await readFile(file))));
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
