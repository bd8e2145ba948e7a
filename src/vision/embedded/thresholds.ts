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

/**
 * What the detector is this sure of is a face, even if the mesh says it isn't: the mesh knows no profiles, and bends itself
 * to them by half their angle at best. In photos without a person the detector never scores 0.6.
 */
export const profile = { score: 0.6, yaw: 20 };

/**
 * Euclidean distance between two descriptors up to which they count as one person's; dlib's own figure is 0.6. On 40
 * portraits of 8 people no two people are nearer than 0.63; of 80 pairs of one person 76 are nearer than this and all are
 * nearer than 0.59. Of 5,166 pairs of strangers from pictures of all kinds, though, four are nearer than 0.58: a candidate
 * who is asked to turn to the camera loses less than one whose place a stranger takes.
 */
export const sameFaceDistance = 0.55;

/** The object detector's peaks are looked at from here on. */
export const objectCandidateScore = 0.03;

/**
 * Of 128 photos, 61 with people: persons are found in 98%, with 2% of the finds wrong, at 0.25 (100% and 5% at 0.18).
 * Phones, after the closer look, with 64 very small ones (0.5% of the picture) against 123 photos without one: at 0.18,
 * 70% for one false alarm; at 0.15, 72% for four; at 0.2, 64% for one; at 0.22, 53% for none. A phone held up to the
 * camera scores far more, and incidents wait for several frames. Of the others there are too few for a curve: 15 things
 * in all, where these numbers find three quarters for one false find.
 */
export const objectThresholds: Readonly<Record<ObjectLabel, OperatingPoint>> = {
  Person: { floor: 0.15, threshold: 0.25, certain: 0.7 },
  'Cell Phone': { floor: 0.08, threshold: 0.18, certain: 0.5 },
  Laptop: { floor: 0.12, threshold: 0.25, certain: 0.7 },
  Book: { floor: 0.12, threshold: 0.22, certain: 0.7 },
  TV: { floor: 0.12, threshold: 0.25, certain: 0.7 },
  'Remote Control': { floor: 0.12, threshold: 0.25, certain: 0.7 },
};

/**
 * The first look's best score for a phone between which a closer look decides: every second photo of anything gets one, a
 * candidate before a webcam none. From 0.05 on instead of 0.03, 63% of the small phones would be found instead of 70%.
 */
export const phoneDoubt = { from: 0.03, to: 0.35 };

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
