import type { Limits } from '../examPolicy/examPolicy.js';
import type { ObservedFace } from '../observation.js';

/** Where somebody looks: degrees off the camera, yaw positive to the picture's right, pitch positive upwards. */
export interface Direction {
  readonly yaw: number;
  readonly pitch: number;
}

/**
 * Head and eyes together: who turns the head while the eyes stay on the screen does not look away, and who moves the eyes
 * alone does. Of several faces, that of the one who looks farthest away; nothing when no face's pose is known.
 */
export function directionOf(faces: readonly ObservedFace[]): Direction | undefined {
  const directions = faces.flatMap(({ pose, gaze }) =>
    pose ? [{ yaw: pose.yaw + (gaze?.yaw ?? 0), pitch: pose.pitch + (gaze?.pitch ?? 0) }] : [],
  );
  return directions.toSorted((one, other) => Math.hypot(other.yaw, other.pitch) - Math.hypot(one.yaw, one.pitch))[0];
}

export function isAway({ yaw, pitch }: Direction, limits: Limits): boolean {
  return Math.abs(yaw) > limits.maxYaw || pitch > limits.maxPitchUp || -pitch > limits.maxPitchDown;
}
