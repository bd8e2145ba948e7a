/** The folder with the photos: which file a roster means by a name. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';

export interface FoundFile {
  /** Within the folder. */
  readonly photo: string;
  /** Absolute. */
  readonly path: string;
}

export type Found = FoundFile | { readonly objection: string };

export interface PhotoFolder {
  /** The file of this name, which may lie in a folder within. */
  find(name: string): Promise<Found>;
  /** The file named after a candidate. */
  findOf(candidateId: string): Promise<Found>;
}

const EXTENSIONS = ['.jpg', '.jpeg', '.png', '.JPG', '.JPEG', '.PNG'];

/** @throws the system's error when the folder can't be read */
export async function openPhotoFolder(folder: string): Promise<PhotoFolder> {
  const listings = new Map<string, Promise<ReadonlyMap<string, string>>>([[folder, list(folder)]]);
  await listings.get(folder);

  async function pathOf(name: string): Promise<string | undefined> {
    const path = resolve(folder, name);
    const parent = dirname(path);
    const listing = listings.get(parent) ?? list(parent).catch(() => new Map<string, string>());
    listings.set(parent, listing);
    const file = (await listing).get(basename(path).normalize());
    return file && join(parent, file);
  }

  return {
    async find(name) {
      if (!EXTENSIONS.some((extension) => name.toLowerCase().endsWith(extension))) {
        return { objection: `${name} is neither .jpg, .jpeg nor .png.` };
      }
      if (isOutside(folder, name)) return { objection: `${name} lies outside the folder of the photos.` };
      const path = await pathOf(name);
      return path ? { photo: name, path } : { objection: `There is no photo ${name}.` };
    },

    async findOf(candidateId) {
      const names = EXTENSIONS.map((extension) => candidateId + extension).filter((name) => !isOutside(folder, name));
      for (const photo of names) {
        const path = await pathOf(photo);
        if (path) return { photo, path };
      }
      return { objection: `There is no photo ${candidateId}.jpg, .jpeg or .png.` };
    },
  };
}

/** Names in composed form (NFC) with what they are on the disk: macOS writes `é` as two characters, spreadsheets as one. */
async function list(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  return new Map(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => [name.normalize(), name]));
}

function isOutside(folder: string, name: string): boolean {
  const way = relative(folder, resolve(folder, name));
  return way.startsWith('..') || isAbsolute(way);
}
