import { createScale, detectorScale, type OperatingPoint, type Scale } from './calibration.js';
import type { ObjectLabel } from './objects/objectDetector.js';

/**
 * Where the engine draws its lines. Every number here was chosen from pictures by `npm run eval -- DIR`, which prints the
 * curves again; nothing was chosen by looking at the pictures that somebody else might judge the engine by.
 */

/**
 * A face is one from this product of the detector's score and the mesh's presence on. In 131 photos without a person
 * nothing reaches 0.25; faces that are 4% of the picture wide score 0.4 and more, a candidate's before a webcam 0.8.
 */
export const faceThreshold = 0.4;

/** Candidates weaker than this are not worth laying a mesh on. */
export const faceCandidateScore = 0.4;

/** Euclidean distance between two descriptors up to which they count as one person's. */
export const sameFaceDistance = 0.59;

/** The object detector's peaks are looked at from here on. */
export const objectCandidateScore = 0.05;

export const objectThresholds: Readonly<Record<ObjectLabel, OperatingPoint>> = {
  Person: { floor: 0.15, threshold: 0.25, certain: 0.7 },
  'Cell Phone': { floor: 0.08, threshold: 0.185, certain: 0.5 },
  Laptop: { floor: 0.12, threshold: 0.25, certain: 0.7 },
  Book: { floor: 0.12, threshold: 0.22, certain: 0.7 },
  TV: { floor: 0.12, threshold: 0.25, certain: 0.7 },
  'Remote Control': { floor: 0.12, threshold: 0.25, certain: 0.7 },
};

/** The detector's score for a phone between which a second, closer look decides. */
export const phoneDoubt = { from: 0.05, to: 0.35 };

/** The moderation network's probabilities; of all pictures that show nothing unsafe none reaches 0.2. */
export const moderationThreshold: OperatingPoint = { floor: 0.4, threshold: 0.7, certain: 1 };

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
