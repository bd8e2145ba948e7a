import type { Clock } from './clock.js';

/** The waits of something that goes on until it is stopped. */
export interface Pace {
  readonly isStopped: boolean;
  /** Resolves after so many milliseconds, when hurried, or when stopped. */
  wait(ms: number): Promise<void>;
  /** Ends the wait that is on. */
  hurry(): void;
  stop(): void;
}

export function createPace(clock: Clock): Pace {
  let current = new AbortController();
  let isStopped = false;
  return {
    get isStopped() {
      return isStopped;
    },
    async wait(ms) {
      if (isStopped) return;
      current = new AbortController();
      await clock.wait(ms, current.signal);
    },
    hurry: () => current.abort(),
    stop() {
      isStopped = true;
      current.abort();
    },
  };
}
