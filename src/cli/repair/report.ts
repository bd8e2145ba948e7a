/** What is said at the end: ids alone, for names are nobody's business in a terminal. */
import type { Comparison } from './compare.js';

export interface Report {
  readonly text: string;
  /** 0: collection and table agree, by now. 2: they don't yet. */
  readonly exitCode: 0 | 2;
}

/** @param deleted how many strays were; left out when none was to be */
export function reportOn(
  { vectors, faces, strays, missing }: Comparison,
  collectionId: string,
  deleted: number | undefined,
): Report {
  const lines = [
    `The collection ${collectionId} has ${many(vectors, 'vector')}, the faces table ${many(faces, 'face')} of it.`,
  ];
  if (strays.length > 0) {
    lines.push('', `${many(strays.length, 'vector')} without a face:`);
    lines.push(
      ...strays.map(({ faceId, externalImageId = 'none' }) => `  ${faceId}  external image id ${externalImageId}`),
    );
    lines.push(
      deleted === undefined ? 'Nothing was deleted. Run it with --yes to delete them.' : `${deleted} deleted.`,
    );
  }
  if (missing.length > 0) {
    lines.push('', `${many(missing.length, 'face')} without a vector, to be enrolled again:`);
    lines.push(...missing.map((externalImageId) => `  ${externalImageId}`));
  }
  const isLeft = missing.length > 0 || strays.length > (deleted ?? 0);
  if (!isLeft) lines.push(strays.length > 0 ? 'They agree now.' : 'They agree.');
  return { text: lines.join('\n'), exitCode: isLeft ? 2 : 0 };
}

function many(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`;
}
