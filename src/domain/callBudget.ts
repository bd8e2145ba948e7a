/**
 * What a session may still spend on calls that are charged for: a bucket of calls that fills slowly, so that no hour has
 * more calls than were allowed. It is part of the session, so that it is one bucket on however many nodes. Pure.
 */
export interface CallBudget {
  /** Calls left; less than none where a question took more of them than was foreseen. */
  readonly left: number;
  /** When that was so, in milliseconds since 1970. */
  readonly at: number;
}

/** What was spent on one frame, and how much an hour may have. */
export interface SpentCalls {
  readonly calls: number;
  readonly callsPerHour: number;
}

/** A sixth of an hour's calls may be made at once; the other five sixths come back in the course of the hour. */
const AT_ONCE = 1 / 6;
const HOUR_MS = 3_600_000;

export function mostAtOnce(callsPerHour: number): number {
  return callsPerHour === 0 ? 0 : Math.max(1, callsPerHour * AT_ONCE);
}

export function fullBudget(callsPerHour: number, now: number): CallBudget {
  return { left: mostAtOnce(callsPerHour), at: now };
}

/** As it stands at a later moment, after so many calls. */
export function spend({ left, at }: CallBudget, { calls, callsPerHour }: SpentCalls, now: number): CallBudget {
  const most = mostAtOnce(callsPerHour);
  const perMs = Math.max(0, callsPerHour - most) / HOUR_MS;
  return { left: Math.min(most, left + Math.max(0, now - at) * perMs) - calls, at: Math.max(at, now) };
}
