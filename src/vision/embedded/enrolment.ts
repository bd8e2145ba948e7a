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
};

/** Everything that is wrong with a photo of a single face, in the order in which a person should mend it. */
export function flawsOf(quality: FaceQuality): RejectionReason[] {
  const flaws: RejectionReason[] = [];
  if (quality.facePixels < limits.facePixels) flaws.push('FACE_TOO_SMALL');
  if (quality.brightness < limits.darkest) flaws.push('TOO_DARK');
  if (quality.brightness > limits.brightest) flaws.push('TOO_BRIGHT');
  if (quality.sharpness < limits.sharpness) flaws.push('BLURRED');
  if (isTurnedAway(quality)) flaws.push('TURNED_AWAY');
  return flaws;
}

export function isTurnedAway({ yaw, pitch }: Pick<FaceQuality, 'yaw' | 'pitch'>): boolean {
  return Math.abs(yaw) > limits.yaw || Math.abs(pitch) > limits.pitch;
}
