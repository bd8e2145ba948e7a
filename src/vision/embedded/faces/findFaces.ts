import type { Model } from '../inference/model.js';
import type { Pyramid } from '../picture/pyramid.js';
import { type Rectangle, wholeOf } from '../picture/raster.js';
import { shareInside, suppressDuplicates } from '../picture/rectangles.js';
import { faceCandidateScore, faceThreshold } from '../thresholds.js';
import { detectFaces } from './faceDetector.js';
import { type FaceMesh, layMesh, outlineOf } from './faceMesh.js';

export interface FaceModels {
  readonly detector: Model;
  readonly mesh: Model;
}

/** A candidate on which the mesh was laid. */
export interface FoundFace {
  readonly mesh: FaceMesh;
  /** Around the mesh, in pixels of the picture. */
  readonly box: Rectangle;
  /** 0 to 1, the detector's alone. */
  readonly detectorScore: number;
  /** 0 to 1, detector and mesh together: what decides whether it is a face. */
  readonly score: number;
}

/** A mesh that lies in a better one to this share was laid on a part of the same face. */
const sameFace = 0.5;

/**
 * The detector errs about faces that fill the picture, so it is shown some room around it. Faces as small as 4% of the
 * picture are still found; without the room, one of 40 portraits isn't, and several are cut off at the forehead.
 */
const roomAround = 0.2;

/** No frame is examined for more faces than this; a crowd is a crowd. */
const mostFaces = 12;

/**
 * All faces of a picture, and what only resembles one: a face is what scores `faceThreshold`, and callers who want to
 * know why there is none may look at the rest.
 * @returns best first
 */
export async function findFaces(models: FaceModels, picture: Pyramid): Promise<FoundFace[]> {
  const options = { margin: roomAround, minimumScore: faceCandidateScore };
  const candidates = await detectFaces(models.detector, picture, wholeOf(picture.full), options);
  const found: FoundFace[] = [];
  for (const candidate of candidates.slice(0, mostFaces)) {
    const mesh = await layMesh(models.mesh, picture, candidate);
    const score = candidate.score * mesh.presence;
    found.push({ mesh, box: outlineOf(mesh), detectorScore: candidate.score, score });
  }
  return onePerFace(found);
}

export function isFace({ score }: FoundFace): boolean {
  return score >= faceThreshold;
}

function onePerFace(found: readonly FoundFace[]): FoundFace[] {
  return suppressDuplicates(found, (better, worse) => shareInside(worse, better) >= sameFace);
}
