import type { NewEvent } from './events.js';
import type { Watch } from './incidents/watch.js';

/** One candidate sitting one exam. */
export interface Session {
  readonly id: string;
  readonly examId: string;
  readonly candidateId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** When the newest analysed frame was taken, and when it was analysed; ISO 8601, UTC. */
  readonly lastFrame?: { readonly capturedAt: string; readonly processedAt: string; readonly engine: string };
  readonly framesProcessed: number;
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
