import type { Model } from '../inference/model.js';
import type { Pyramid } from '../picture/pyramid.js';
import { type Rectangle, wholeOf } from '../picture/raster.js';
import { shareInside, suppressDuplicates } from '../picture/rectangles.js';
import { faceCandidateScore, faceThreshold } from '../thresholds.js';
import { detectFaces, type FaceCandidate } from './faceDetector.js';
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
 * The detector errs about faces that fill the picture, and is less sure of them: then they are looked for again with
 * some room around the picture.
 */
const closeUp = { shareOfPicture: 0.5, doubtBelow: 0.7, room: 0.3 };

/** No frame is examined for more faces than this; a crowd is a crowd. */
const mostFaces = 12;

/**
 * All faces of a picture, and what only resembles one: a face is what scores `faceThreshold`, and callers who want to
 * know why there is none may look at the rest.
 * @returns best first
 */
export async function findFaces(models: FaceModels, picture: Pyramid): Promise<FoundFace[]> {
  const whole = wholeOf(picture.full);
  const isCloseUp = ({ box }: { readonly box: Rectangle }) =>
    Math.min(box.width, box.height) > closeUp.shareOfPicture * Math.min(whole.width, whole.height);
  const candidates = await detectFaces(models.detector, picture, whole, { minimumScore: faceCandidateScore });
  const found = await layMeshes(models.mesh, picture, candidates);
  const isDoubtful = (face: FoundFace) => isCloseUp(face) && face.detectorScore < closeUp.doubtBelow;
  if (found.some(isFace) && !found.some(isDoubtful)) return found;

  const options = { margin: closeUp.room, minimumScore: faceCandidateScore };
  const again = await detectFaces(models.detector, picture, whole, options);
  const large = await layMeshes(models.mesh, picture, again.filter(isCloseUp));
  return onePerFace([...found.filter((face) => !isDoubtful(face)), ...large]);
}

export function isFace({ score }: FoundFace): boolean {
  return score >= faceThreshold;
}

async function layMeshes(mesh: Model, picture: Pyramid, candidates: readonly FaceCandidate[]): Promise<FoundFace[]> {
  const found: FoundFace[] = [];
  for (const candidate of candidates.slice(0, mostFaces)) {
    const laid = await layMesh(mesh, picture, candidate);
    found.push({
      mesh: laid,
      box: outlineOf(laid),
      detectorScore: candidate.score,
      score: candidate.score * laid.presence,
    });
  }
  return onePerFace(found);
}

function onePerFace(found: readonly FoundFace[]): FoundFace[] {
  return suppressDuplicates(found, (better, worse) => shareInside(worse, better) >= sameFace);
}
