import type { CallBudget } from './callBudget.js';
import type { NewEvent } from './events.js';
import type { ReviewVerdict } from './incidents/review.js';
import type { Watch } from './incidents/watch.js';

/** One candidate sitting one exam. Moments are ISO 8601, UTC, by the server's clock unless it says otherwise. */
export interface Session {
  readonly id: string;
  readonly examId: string;
  readonly candidateId: string;
  readonly startedAt: string;
  readonly state: SessionState;
  /** Which text the candidate agreed to, and when. */
  readonly consent?: { readonly textVersion: string; readonly at: string };
  /** When the newest analysed frame was taken, by the client's clock, and when it was analysed. */
  readonly lastFrame?: { readonly capturedAt: string; readonly processedAt: string; readonly engine: string };
  /**
   * When the client was last told to send its next frame. Before that, nobody waits for one, whichever process it was that
   * told it; see `watchFeed`.
   */
  readonly heardUntil?: string;
  readonly framesProcessed: number;
  /** What proctors added to the time that the policy gives. */
  readonly extraMinutes?: number;
  /** Ids that clients gave to the last extensions, the newest last: so that a retry gives no more time. */
  readonly extensionIds?: readonly string[];
  /** The last review of each incident that has one, by its id; see `reviewIncident`. */
  readonly reviews?: Readonly<Record<string, { readonly verdict: ReviewVerdict; readonly revision: number }>>;
  /** What looking at its frames may still cost; absent before anything was spent. */
  readonly callBudget?: CallBudget;
  /** What is remembered between frames, with the incidents that are open; absent before the first one. */
  readonly watch?: Watch;
  /**
   * Events that follow from this state and may not have reached the event log yet. State and outbox are written in one
   * step, so that a crash between the two can lose neither.
   */
  readonly outbox: readonly NewEvent[];
  /** Grows by one with each write; a writer that read an older version must read again. */
  readonly version: number;
}

/** What was decided about a session. That it waits for its first frame, or lost its feed, shows in its frames. */
export type SessionState =
  | { readonly status: 'ACTIVE' }
  | { readonly status: 'PAUSED'; readonly since: string }
  | { readonly status: 'ENDED'; readonly at: string }
  | { readonly status: 'TERMINATED'; readonly at: string; readonly reason: string };

export type SessionStatus = SessionState['status'] | 'WAITING' | 'FEED_LOST';
