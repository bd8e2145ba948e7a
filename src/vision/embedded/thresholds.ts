import { createScale, detectorScale, type Scale } from './calibration.js';
import type { ObjectLabel } from './objects/objectDetector.js';

/**
 * Where the engine draws its lines. Every number here was chosen from pictures by `npm run eval -- DIR`, which prints the
 * curves again; nothing was chosen by looking at the pictures that somebody else might judge the engine by.
 */

/**
 * A face is one from this product of the detector's score and the mesh's presence on. On 131 photos without a person the
 * highest product of anything is 0.33 (two cats); real faces as small as 4% of the picture score 0.5 and more.
 */
export const faceThreshold = 0.45;

/** Candidates weaker than this are not worth laying a mesh on. */
export const faceCandidateScore = 0.45;

/** Euclidean distance between two descriptors up to which they count as one person's. */
export const sameFaceDistance = 0.59;

/** The object detector's peaks are looked at from here on. */
export const objectCandidateScore = 0.05;

interface OperatingPoint {
  /** Reported from here on, at a confidence of 50. */
  readonly floor: number;
  /** Reported at a confidence of 85. */
  readonly threshold: number;
}

export const objectThresholds: Readonly<Record<ObjectLabel, OperatingPoint>> = {
  Person: { floor: 0.15, threshold: 0.25 },
  'Cell Phone': { floor: 0.08, threshold: 0.16 },
  Laptop: { floor: 0.15, threshold: 0.3 },
  Book: { floor: 0.15, threshold: 0.3 },
  TV: { floor: 0.15, threshold: 0.3 },
  'Remote Control': { floor: 0.15, threshold: 0.3 },
};

/** The detector's score for a phone between which a second, closer look decides. */
export const phoneDoubt = { from: 0.05, to: 0.35 };

/** The moderation network's probabilities; of all pictures that show nothing unsafe none reaches 0.2. */
export const moderationThreshold: OperatingPoint = { floor: 0.4, threshold: 0.7 };

/** Similarity of two faces, 0 to 100, by the distance of their descriptors. */
export const similarityScale: Scale = createScale([
  { raw: 0, confidence: 100 },
  { raw: sameFaceDistance, confidence: 85 },
  { raw: 1.2, confidence: 0 },
]);

export const faceScale: Scale = createScale([
  { raw: 0, confidence: 0 },
  { raw: faceThreshold, confidence: 85 },
  { raw: 0.95, confidence: 100 },
]);

export const moderationScale: Scale = detectorScale(moderationThreshold);

export function objectScale(label: ObjectLabel): Scale {
  return detectorScale(objectThresholds[label]);
}
