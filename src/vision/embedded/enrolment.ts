import type { FaceQuality, RejectionReason } from '../engine.js';

/** What a photo must have to be enrolled; `npm run eval` prints the figures of real portraits and of spoilt ones. */
const limits = {
  /** A face of fewer pixels is magnified for recognition, which reads its details from nothing. */
  facePixels: 80,
  darkest: 18,
  brightest: 82,
  sharpness: 16,
  yaw: 40,
  pitch: 35,
  /**
   * The share of the face's box that must lie in the photo. Of 45 pictures of whole faces the least has 0.86. Of 16 portraits
   * cut so that half of the face is missing (0.68 in the middle), 13 of 112 pairs of strangers are nearer than `sameFaceDistance`:
   * what half faces have in common is the blackness beyond the edge. With nothing cut off, no pair of strangers is.
   */
  shareInPhoto: 0.8,
};

/**
 * Everything that is wrong with a photo of a single face, in the order in which a person should mend it.
 * @param shareInPhoto of the face's box, 0 to 1; a face of which too little can be seen counts as none
 */
export function flawsOf(quality: FaceQuality, shareInPhoto: number): RejectionReason[] {
  const flaws: RejectionReason[] = [];
  if (shareInPhoto < limits.shareInPhoto) flaws.push('NO_FACE');
  if (quality.facePixels < limits.facePixels) flaws.push('FACE_TOO_SMALL');
  if (quality.brightness < limits.darkest) flaws.push('TOO_DARK');
  if (quality.brightness > limits.brightest) flaws.push('TOO_BRIGHT');
  if (quality.sharpness < limits.sharpness) flaws.push('BLURRED');
  if (Math.abs(quality.yaw) > limits.yaw || Math.abs(quality.pitch) > limits.pitch) flaws.push('TURNED_AWAY');
  return flaws;
}

/** What can be said about a photo in which no face was found. */
export function flawsOfFaceless({ hasProfile, brightness }: FacelessPhoto): RejectionReason[] {
  if (hasProfile) return ['TURNED_AWAY'];
  if (brightness < limits.darkest) return ['NO_FACE', 'TOO_DARK'];
  if (brightness > limits.brightest) return ['NO_FACE', 'TOO_BRIGHT'];
  return ['NO_FACE'];
}

export interface FacelessPhoto {
  /** Something would count as a face if it looked into the camera. */
  readonly hasProfile: boolean;
  /** Mean luminance of the photo, 0 to 100. */
  readonly brightness: number;
}
