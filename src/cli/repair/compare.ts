/** Which vectors of the collection belong to nobody, and which enrolled faces have no vector any more. */
import type { Face } from '../../domain/face.js';
import type { IndexedFace } from '../../vision/rekognition/collection.js';
import { faceIdOf } from '../../vision/rekognition/faceId.js';

export interface Comparison {
  readonly vectors: number;
  /** Of the collection. */
  readonly faces: number;
  /** Vectors that no face names. */
  readonly strays: readonly IndexedFace[];
  /** The external image ids of faces that nobody can be recognised by. */
  readonly missing: readonly string[];
}

/** What is compared, and when its listing began: a face that came later is not missed. */
export interface Listing {
  readonly collectionId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly vectors: readonly IndexedFace[];
  readonly faces: readonly Face[];
}

/** Faces of other collections only keep what they name from being a stray. */
export function compare({ collectionId, startedAt, vectors, faces }: Listing): Comparison {
  const byFaceId = new Map(vectors.map((vector) => [vector.faceId, vector]));
  const byExternalId = new Map(vectors.map((vector) => [vector.externalImageId, vector]));
  const named = new Set<string>();
  const missing: string[] = [];
  for (const face of faces) {
    const faceId = faceIdNamedBy(face);
    const vector = faceId === undefined ? byExternalId.get(face.externalImageId) : byFaceId.get(faceId);
    if (vector) named.add(vector.faceId);
    else if (face.collectionId === collectionId && face.enrolledAt < startedAt) missing.push(face.externalImageId);
  }
  return {
    vectors: vectors.length,
    faces: faces.filter((face) => face.collectionId === collectionId).length,
    strays: vectors.filter(({ faceId }) => !named.has(faceId)),
    missing,
  };
}

/** Those of them that are strays still, when each face is asked for once more: one may have been recorded meanwhile. */
export async function stillStray(
  strays: readonly IndexedFace[],
  faceOf: (externalImageId: string) => Promise<Face | undefined>,
): Promise<readonly IndexedFace[]> {
  const left: IndexedFace[] = [];
  for (const stray of strays) {
    const face = stray.externalImageId === undefined ? undefined : await faceOf(stray.externalImageId);
    if (!face || (faceIdNamedBy(face) ?? stray.faceId) !== stray.faceId) left.push(stray);
  }
  return left;
}

/** Undefined where it was not recorded, as in faces that the AWS sample enrolled: these share the external image id. */
function faceIdNamedBy({ template }: Face): string | undefined {
  return template && faceIdOf(template);
}
