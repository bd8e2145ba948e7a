/** Time that passes when a test says so. */
import type { Clock } from '../../src/client/clock.js';

export interface FakeClock extends Clock {
  /** Resolves to how long the next one waits who begins to, or the first who did unseen. */
  nextWait(): Promise<number>;
  /** Lets time pass; whoever waited long enough goes on. */
  advance(ms: number): void;
}

interface Waiting {
  readonly until: number;
  readonly wake: () => void;
}

export function createFakeClock(startsAt = Date.parse('2026-05-04T09:00:00.000Z')): FakeClock {
  let now = startsAt;
  let waiting: readonly Waiting[] = [];
  const unseen: number[] = [];
  let look: ((ms: number) => void) | undefined;

  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        waiting = [...waiting, { until: now + ms, wake: resolve }];
        signal.addEventListener('abort', () => resolve());
        if (look) look(ms);
        else unseen.push(ms);
        look = undefined;
      }),
    nextWait() {
      const first = unseen.shift();
      return first === undefined ? new Promise((resolve) => (look = resolve)) : Promise.resolve(first);
    },
    advance(ms) {
      now += ms;
      const due = waiting.filter(({ until }) => until <= now);
      waiting = waiting.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
    },
  };
}
