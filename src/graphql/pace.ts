/**
 * How fast one candidate may ask, so that nobody who sits an exam keeps this process from the others. An exam's client
 * sends five frames a second at the most, and one after the other. Staff are trusted. It is our own because libraries count
 * in fixed windows, which let twice as much through at their borders, or leave the buckets of many to whoever uses them.
 */
import type { Viewer } from '../auth/viewer.js';
import { ProctorError } from '../proctor/errors.js';
import { isStaff } from '../proctor/exams.js';

export interface Pace {
  /**
   * To be called for each root field, and for what costs as much.
   * @throws ProctorError OVERLOADED, with `retryAfterMs`
   */
  keep(viewer: Viewer | undefined): void;
}

export interface PaceOptions {
  /** What one candidate may ask for in a second, in the long run. */
  readonly perSecond: number;
  /** Milliseconds that are never put back, as clocks are that were wrong: whoever asked would have to wait until it is that late again. */
  readonly now?: () => number;
}

/** What a client may have saved up by being silent for so long, for pages that open and networks that come back. */
const SAVED_MS = 10_000;

/** The generic cell rate algorithm (ITU-T I.371): one moment is all that is remembered of a candidate. */
export function createPace({ perSecond, now = () => performance.now() }: PaceOptions): Pace {
  const eachMs = 1_000 / perSecond;
  /** When each would have asked for all this at an even pace; whoever asked longest ago comes first. */
  const evenly = new Map<string, number>();

  function forgetTheSlow(at: number): void {
    for (const [sub, due] of evenly) {
      if (due > at) return;
      evenly.delete(sub);
    }
  }

  return {
    keep(viewer) {
      if (!viewer || isStaff(viewer)) return;
      const at = now();
      const due = Math.max(at, evenly.get(viewer.sub) ?? at) + eachMs;
      const tooFastMs = due - at - SAVED_MS;
      if (tooFastMs > 0) throw tooFast(perSecond, tooFastMs);
      evenly.delete(viewer.sub);
      evenly.set(viewer.sub, due);
      forgetTheSlow(at);
    },
  };
}

function tooFast(perSecond: number, retryAfterMs: number): ProctorError {
  const message = `A candidate may ask for ${perSecond} things a second, and this is more.`;
  return new ProctorError('OVERLOADED', message, { retryAfterMs: Math.ceil(retryAfterMs) });
}
