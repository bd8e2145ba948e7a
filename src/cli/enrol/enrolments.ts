/** From a roster and a folder to the photos that are to be enrolled. Nothing is sent before all of them are in order. */
import { readFile } from 'node:fs/promises';
import { openPhotoFolder, type PhotoFolder } from './photoFolder.js';
import { type Mistake, parseRoster, type RosterRow } from './roster.js';

export interface Enrolment {
  readonly candidateId: string;
  readonly fullName: string;
  /** The photo's name within the folder. */
  readonly photo: string;
  /** Absolute. */
  readonly path: string;
}

/** Every mistake found in a roster, in the order of its lines. */
export class RosterError extends Error {
  override readonly name = 'RosterError';
  constructor(file: string, mistakes: readonly Mistake[]) {
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
    const lines = mistakes
      .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
      .map(({ line, message }) => (line === undefined ? `  - ${message}` : `  - line ${line}: ${message}`));
    super([`${file} has ${count}; nothing was sent:`, ...lines].join('\n'));
  }
}

/**
 * @throws RosterError naming every mistake
 * @throws the system's error when the file or the folder can't be read
 */
export async function readEnrolments(rosterFile: string, photoFolder: string): Promise<readonly Enrolment[]> {
  const folder = await openPhotoFolder(photoFolder);
  const { rows, mistakes } = parseRoster(await readFile(rosterFile));
  const found = await Promise.all(rows.map((row) => photosOf(row, folder)));

  const firstLines = new Map<string, number>();
  const enrolments = found.flat().filter((photo) => 'path' in photo);
  const repeated = enrolments.flatMap(({ candidateId, photo, path, line }): Mistake[] => {
    const key = JSON.stringify([candidateId, path]);
    const first = firstLines.get(key);
    if (first === undefined) firstLines.set(key, line);
    return first === undefined
      ? []
      : [{ line, message: `${photo} of ${candidateId} stands on line ${first} already.` }];
  });
  const all = [...mistakes, ...found.flat().filter((photo) => 'message' in photo), ...repeated];
  if (all.length > 0) throw new RosterError(rosterFile, all);
  return enrolments;
}

type FoundPhoto = (Enrolment & { readonly line: number }) | (Mistake & { readonly line: number });

async function photosOf(
  { line, candidateId, fullName, photos }: RosterRow,
  folder: PhotoFolder,
): Promise<FoundPhoto[]> {
  const named = photos.filter((name) => name !== '').map((name) => folder.find(name));
  // A row without an id is a mistake already, and nobody can say which photo is meant.
  if (photos.length === 0 && candidateId !== '') named.push(folder.findOf(candidateId));
  return (await Promise.all(named)).map((found) =>
    'objection' in found ? { line, message: found.objection } : { line, candidateId, fullName, ...found },
  );
}
