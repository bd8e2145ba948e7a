/** From where the server finds a mistake in what was sent to where it stands in the editor. */

import type { Mistake } from './readPolicy.js';
import { PROBLEMS } from './strings.js';
import { accommodationPath, isTime, type Policy } from './values.js';

/** @param sent the policy that the change was to lead to: lists are counted in it */
export function placeMistake({ path, message }: Mistake, sent: Policy): Mistake {
  const placed = placePath(path, sent);
  // Times are written in seconds here, and judged in milliseconds there.
  const isRange = isTime(placed) && message.startsWith('Must be');
  return { path: placed, message: isRange ? PROBLEMS.milliseconds(message) : message };
}

function placePath(path: string, sent: Policy): string {
  if (path.startsWith('objectsOfInterest.')) return 'objectsOfInterest';
  const [, kind, rise] = /^incidents\.(\w+)\.rises\.(\d+)\./.exec(path) ?? [];
  if (rise !== undefined) {
    const to = sent.incidents.find((rule) => rule.kind === kind)?.rises[Number(rise)]?.to;
    return `incidents.${kind}.rises.${to}`;
  }
  const [, index, rest = ''] = /^accommodations\.(\d+)\.(.*)$/.exec(path) ?? [];
  const candidateId = sent.accommodations[Number(index ?? -1)]?.candidateId;
  if (candidateId === undefined) return path;
  const accommodation = accommodationPath(candidateId);
  if (rest === 'candidateId') return accommodation;
  return `${accommodation}.${rest.replace(/^switchedOff\.\d+$/, 'switchedOff')}`;
}
