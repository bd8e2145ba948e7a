import type { Limits } from '../../domain/examPolicy/examPolicy.js';
import { directionOf, isAway } from '../../domain/incidents/direction.js';
import type { Observation } from '../../domain/observation.js';
import type { NamedPicture, Seen } from './pictures.js';
import { printTable } from './table.js';

export const directionHeader = ['head yaw', 'eyes', 'together', 'pitch'] as const;

/** Degrees off the camera. */
export function directionRow({ faces }: Observation): string[] {
  const [face] = faces.ok ? faces.value : [];
  const together = face && directionOf([face]);
  return [face?.pose?.yaw, face?.gaze?.yaw, together?.yaw, together?.pitch].map((value) => value?.toFixed(1) ?? '-');
}

/** Who looks away by the limits: for the reader to compare with the pictures. */
export function evaluateDirections(portraits: readonly Seen<NamedPicture>[], limits: Limits): void {
  const away = portraits.filter(({ observation: { faces } }) => {
    const direction = faces.ok ? directionOf(faces.value) : undefined;
    return direction && isAway(direction, limits);
  });
  printTable(
    `Directions: ${away.length} of ${portraits.length} portraits look away, which is more than ${limits.maxYaw} degrees ` +
      `to either side, ${limits.maxPitchUp} up or ${limits.maxPitchDown} down`,
    ['portrait', ...directionHeader],
    away.map(({ file, observation }) => [file, ...directionRow(observation)]),
  );
}
