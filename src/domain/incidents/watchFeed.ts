import type { ExamPolicy } from '../examPolicy/examPolicy.js';
import { switchOff } from './advance.js';
import { toMoment } from './incident.js';
import { present } from './signals.js';
import { type Step, step, type Track } from './track.js';
import { type Advance, stepAll, type Watch } from './watch.js';

export interface Silence {
  /** Now: ISO 8601, by the server's clock. */
  readonly at: string;
  /**
   * When the client was last heard, or, if that is later, when it was last told to wait until; ISO 8601, by the server's
   * clock. Frames that the server was too busy for, or replaced, count: that is its fault and not the candidate's.
   */
  readonly heardAt: string;
}

/**
 * Notices a feed that is lost, which no frame can. Call it now and then while a session is active, and not while it is
 * paused or over. Only the next frame that is judged ends it. Without changes the watch need not be written.
 */
export function watchFeed(watch: Watch, { at, heardAt }: Silence, policy: ExamPolicy): Advance {
  const [now, since] = [Date.parse(at), Date.parse(heardAt)];
  const silentMs = now - since;
  const rule = policy.incidents.FEED_LOST;
  const isLost = silentMs >= policy.limits.feedLostAfterMs;
  return stepAll(isLost ? forgetPictures(watch) : watch, (kind, track, newId) => {
    if (kind === 'FEED_LOST' && !rule.isOn) return switchOff(track, now);
    if (!isLost) return stay(track);
    if (kind !== 'FEED_LOST') return stay(track && forgetWindow(track));
    const signal = present({ kind: 'FEED_LOST', silentMs });
    return step(track, signal, { rule, at: now, since, longestGapMs: Number.POSITIVE_INFINITY, newId });
  });
}

function stay(track: Track | undefined): Step {
  return track ? { track } : {};
}

/** A frame from before the silence and one from after it are no neighbours: they don't make a problem that lasts. */
function forgetWindow(track: Track): Track {
  return track.phase === 'QUIET' ? { ...track, window: [] } : track;
}

/** Nor do two pictures that are alike, with nothing between them. */
function forgetPictures({ pictures: _, ...watch }: Watch): Watch {
  return watch;
}

/** When a feed of which nothing more is heard counts as lost: ISO 8601, by the server's clock. */
export function feedLostAt(heardAt: string, policy: ExamPolicy): string {
  return toMoment(Date.parse(heardAt) + policy.limits.feedLostAfterMs);
}
