/** What a session may still spend: a bucket of calls that fills slowly, so that no hour has more calls than were allowed. */
import type { Urgency } from './worthAsking.js';

export interface Budget {
  /** Calls left; less than none where a question took more of them than was foreseen. */
  readonly left: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A sixth of an hour's calls may be made at once; the other five sixths come back in the course of the hour. */
const AT_ONCE = 1 / 6;
const HOUR_MS = 3_600_000;

function mostAtOnce(callsPerHour: number): number {
  return callsPerHour === 0 ? 0 : Math.max(1, callsPerHour * AT_ONCE);
}

export function fullBudget(callsPerHour: number, now: number): Budget {
  return { left: mostAtOnce(callsPerHour), at: now };
}

/** As it stands at a later moment, after so many calls. */
export function spend({ left, at }: Budget, calls: number, callsPerHour: number, now: number): Budget {
  const most = mostAtOnce(callsPerHour);
  const perMs = Math.max(0, callsPerHour - most) / HOUR_MS;
  return { left: Math.min(most, left + Math.max(0, now - at) * perMs) - calls, at: Math.max(at, now) };
}

/** Half is kept back for what may accuse somebody. */
export function allows({ left }: Budget, urgency: Urgency, callsPerHour: number): boolean {
  return left >= 1 && (urgency === 'URGENT' || left >= mostAtOnce(callsPerHour) / 2);
}
