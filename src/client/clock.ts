/** Time, so that tests can have their own, and a page in the background one that is not slowed down. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted; it never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Timers {
  set(callback: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

const systemTimers: Timers = {
  set: (callback, ms) => setTimeout(callback, ms),
  // What `set` above gave out.
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

export function createClock(timers: Timers = systemTimers): Clock {
  return {
    now: () => Date.now(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const timer = timers.set(done, ms);
        signal.addEventListener('abort', done);
        function done() {
          timers.clear(timer);
          signal.removeEventListener('abort', done);
          resolve();
        }
      }),
  };
}
