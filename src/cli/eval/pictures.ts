import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { EnrolledFace, Observation, Picture, VisionEngine } from '../../vision/engine.js';
import { readPicture } from '../../vision/picture.js';

export interface NamedPicture {
  readonly file: string;
  readonly picture: Picture;
}

/** A photo with the COCO classes of what it shows. */
export interface LabelledPhoto extends NamedPicture {
  readonly classes: ReadonlySet<number>;
}

/** A photo of a single phone, with its middle as a share of the photo's width and height. */
export interface PhonePhoto extends NamedPicture {
  readonly phone: { readonly x: number; readonly y: number };
}

export type Seen<T extends NamedPicture> = T & { readonly observation: Observation };

/** What the policy's default filter lets through. */
export const shippedThreshold = 85;

export async function readPictures(folder: string): Promise<NamedPicture[]> {
  const files = (await readdir(folder)).filter((file) => ['.jpg', '.png'].includes(extname(file))).sort();
  return Promise.all(
    files.map(async (file) => ({ file, picture: await readPicture(await readFile(join(folder, file))) })),
  );
}

/** Photos in `images/`, each with a text file in `labels/`: a line `class x y width height` for each thing. */
export async function readLabelledPhotos(folder: string): Promise<LabelledPhoto[]> {
  const pictures = await readPictures(join(folder, 'images'));
  return Promise.all(
    pictures.map(async (picture) => {
      const name = basename(picture.file, extname(picture.file));
      // A photo of nothing that has a class has no file.
      const labels = await readFile(join(folder, 'labels', `${name}.txt`), 'utf8').catch(() => '');
      const classes = labels
        .split('\n')
        .filter(Boolean)
        .map((line) => Number.parseInt(line, 10));
      return { ...picture, classes: new Set(classes) };
    }),
  );
}

/** Photos with one file `labels.txt`: a line `file x y` for each. */
export async function readPhonePhotos(folder: string): Promise<PhonePhoto[]> {
  const pictures = await readPictures(folder);
  const lines = (await readFile(join(folder, 'labels.txt'), 'utf8')).split('\n').filter(Boolean);
  const places = new Map(lines.map((line) => [line.split(' ')[0], line.split(' ').slice(1).map(Number)] as const));
  return pictures.flatMap((picture) => {
    const [x, y] = places.get(picture.file) ?? [];
    return x === undefined || y === undefined ? [] : [{ ...picture, phone: { x, y } }];
  });
}

/** Shows the engine every picture, as many at a time as it can take. */
export async function observeAll<T extends NamedPicture>(
  engine: VisionEngine,
  pictures: readonly T[],
  expected: readonly EnrolledFace[] = [],
): Promise<Seen<T>[]> {
  const seen: Seen<T>[] = [];
  const waiting = pictures.entries();
  const worker = async () => {
    for (const [index, picture] of waiting) {
      const request = {
        picture: picture.picture,
        expected,
        similarityThreshold: shippedThreshold,
        namingThreshold: shippedThreshold,
      };
      seen[index] = { ...picture, observation: await engine.observe(request) };
    }
  };
  await Promise.all(Array.from({ length: engine.concurrency }, worker));
  return seen;
}

/** The surest label of that name, and all that fulfil a condition; 0 for none. */
export function confidenceOf(
  { labels }: Observation,
  name: string,
  isWanted: (box: { left: number; top: number; width: number; height: number }) => boolean = () => true,
): number {
  if (!labels.ok) return 0;
  const wanted = labels.value.filter((label) => label.name === name && label.box && isWanted(label.box));
  return Math.max(0, ...wanted.map(({ confidence }) => confidence));
}
