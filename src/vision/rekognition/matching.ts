/** Whether the expected candidate is in the picture, and if not, who else that is enrolled. */
import type { FaceMatch, ObservedFace, Part } from '../../domain/observation.js';
import type { EnrolledFace, ObserveRequest } from '../engine.js';
import { toFaceMatches } from './answers.js';
import type { Collection } from './collection.js';
import { faceIdOf } from './faceId.js';
import { cutOut, type SmallRaster } from './pixels.js';
import { searchFaces } from './search.js';
import type { Service } from './service.js';

export interface Sight {
  readonly service: Pick<Service, 'call'>;
  readonly collection: Collection;
  readonly request: ObserveRequest;
  readonly raster: SmallRaster;
  readonly signal: AbortSignal;
  /** Told when the expected faces are not in the collection. */
  readonly onMissingFaces: () => void;
}

/** Whoever is expected may sit behind somebody nearer to the camera; in a crowd, the search stops. */
const MOST_OTHER_FACES = 3;

/** A vector that was there is not looked for again for so long: listing has a small quota. */
const SEEN_FOR_MS = 10 * 60_000;

/** Room around a face that is searched alone: "not cropped to the face bounding box", Amazon recommends. */
const ROOM = 0.4;

/**
 * The search looks at the largest face of a picture alone. Where that isn't the expected candidate's, the other faces are
 * searched one by one.
 * @param faces of the picture, once they are found
 * @throws CallFailed
 */
export async function matchFaces(
  sight: Sight,
  faces: Promise<Part<readonly ObservedFace[]>>,
): Promise<Part<readonly FaceMatch[]>> {
  const { collection, request, signal } = sight;
  const { expected, similarityThreshold, namingThreshold } = request;
  if (expected.length > 0 && !expected.some(isOurs)) {
    return { ok: false, reason: 'The expected faces were enrolled with another engine' };
  }
  const ids = new Set(expected.map(({ externalImageId }) => externalImageId));
  const isCandidate = ({ externalImageId, similarity }: FaceMatch) =>
    ids.has(externalImageId) && similarity >= similarityThreshold;

  const searched = [await search(sight, request.picture.bytes)];
  if (ids.size > 0 && !searched[0]?.some(isCandidate)) searched.push(...(await searchOtherFaces(sight, await faces)));
  const compared = searched.filter((one) => one !== undefined);
  const matches = best(compared.flat());
  if (compared.length === 0 && hasFace(await faces)) {
    return { ok: false, reason: 'A face is in the picture, but the search finds none to compare' };
  }
  if (matches.some(isCandidate)) return { ok: true, value: matches.filter((match) => ids.has(match.externalImageId)) };
  if (!matches.some((match) => ids.has(match.externalImageId)) && !(await isEnrolled(expected, collection, signal))) {
    sight.onMissingFaces();
    return { ok: false, reason: "The expected faces are not in the collection, and can't be recognised" };
  }
  return {
    ok: true,
    value: matches.filter((match) => ids.has(match.externalImageId) || match.similarity >= namingThreshold),
  };
}

/** Whoever is seen, but not compared, is nobody else's face. */
function hasFace(faces: Part<readonly ObservedFace[]>): boolean {
  return faces.ok && faces.value.length > 0;
}

/** A face that the AWS sample enrolled has no template. */
function isOurs({ template }: EnrolledFace): boolean {
  return !template || faceIdOf(template) !== undefined;
}

/**
 * Nobody should be taken for a stranger because the collection was lost, or restored from an older state. Where it isn't
 * known what the vectors are called they are taken to be there.
 */
async function isEnrolled(
  expected: readonly EnrolledFace[],
  collection: Collection,
  signal: AbortSignal,
): Promise<boolean> {
  const faceIds = expected.flatMap(({ template }) => (template && faceIdOf(template)) ?? []);
  if (faceIds.length === 0 || expected.some(({ template }) => !template)) return true;
  return await collection.hasAny(faceIds, SEEN_FOR_MS, signal);
}

/** Undefined where no face is found that could be compared. */
async function search(
  { service, collection, request, signal }: Sight,
  bytes: Uint8Array,
): Promise<readonly FaceMatch[] | undefined> {
  const threshold = Math.min(request.similarityThreshold, request.namingThreshold);
  const found = await searchFaces(service, { collectionId: collection.id, bytes, threshold }, signal);
  return found && toFaceMatches(found);
}

async function searchOtherFaces(
  sight: Sight,
  faces: Part<readonly ObservedFace[]>,
): Promise<readonly (readonly FaceMatch[] | undefined)[]> {
  const others = faces.ok ? faces.value.slice(1, 1 + MOST_OTHER_FACES) : [];
  return await Promise.all(
    others.map(async ({ box }) => search(sight, await cutOut(sight.request.picture, sight.raster, box, ROOM))),
  );
}

/** Each face once, with its best similarity; best first. */
function best(matches: readonly FaceMatch[]): readonly FaceMatch[] {
  const byId = new Map<string, FaceMatch>();
  for (const match of matches) {
    const other = byId.get(match.externalImageId);
    if (!other || other.similarity < match.similarity) byId.set(match.externalImageId, match);
  }
  return [...byId.values()].toSorted((one, other) => other.similarity - one.similarity);
}
