/**
 * How fast one operation may be called. Without limit, until AWS throttles; then at a rate that falls by a third with each
 * throttling and grows slowly while there is none. AWS's SDK has the same in its "adaptive" retries, but lets calls wait
 * that nobody waits for any more, which then take the places of those that could still be in time.
 */
import { setTimeout as delay } from 'node:timers/promises';

export interface Pace {
  /** Resolves when a call may be made. @throws TooFast at once, when that would take too long */
  wait(signal: AbortSignal): Promise<void>;
  /** Says that a call was throttled. */
  slowDown(): void;
  /** When that was said last. */
  readonly slowedAt: number | undefined;
}

/** By the name that AWS gives it, so that callers need to know one only. */
export class TooFast extends Error {
  override readonly name = 'ThrottlingException';
}

export interface PaceOptions {
  /** How long a call is held back at most; one that would have to wait longer is not made. */
  readonly mostWaitMs?: number;
  /** Milliseconds that are never put back, as clocks are that were wrong: calls would be held back until it is that late again. */
  readonly now?: () => number;
}

const FALL = 0.7;
const LEAST_PER_SECOND = 1;
/** Each second the rate grows by this share, and by one call. */
const GROWTH = 0.05;
/** Calls that were made together and throttled together are one reason to slow down. */
const FALL_APART_MS = 500;

export function createPace({ mostWaitMs = 1_500, now = () => performance.now() }: PaceOptions = {}): Pace {
  let limit: { readonly perSecond: number; readonly since: number } | undefined;
  let freeFrom = 0;
  let slowedAt: number | undefined;
  const lastSecond: number[] = [];

  function perSecond(): number {
    if (!limit) return Infinity;
    const seconds = (now() - limit.since) / 1_000;
    return limit.perSecond * (1 + GROWTH * seconds) + seconds;
  }

  function callsInLastSecond(): number {
    while ((lastSecond[0] ?? Infinity) < now() - 1_000) lastSecond.shift();
    return lastSecond.filter((at) => at <= now()).length;
  }

  return {
    get slowedAt() {
      return slowedAt;
    },
    async wait(signal) {
      const waitMs = Math.max(0, freeFrom - now());
      if (waitMs > mostWaitMs) throw new TooFast('More calls wait than AWS lets through');
      freeFrom = now() + waitMs + 1_000 / perSecond();
      lastSecond.push(now() + waitMs);
      callsInLastSecond();
      if (waitMs > 0) await delay(waitMs, undefined, { signal });
    },
    slowDown() {
      slowedAt = now();
      if (limit && now() - limit.since < FALL_APART_MS) return;
      const made = Math.min(perSecond(), callsInLastSecond());
      limit = { perSecond: Math.max(LEAST_PER_SECOND, made * FALL), since: now() };
      freeFrom = Math.max(freeFrom, now() + 1_000 / limit.perSecond);
    },
  };
}
