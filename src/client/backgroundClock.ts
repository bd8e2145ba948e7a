/**
 * Browsers let the timers of a page in the background run once a second, or once a minute. Those of a worker run on, so
 * that a candidate who writes in another tab is still seen.
 */
import { type Clock, createClock } from './clock.js';

export interface BackgroundClock extends Clock {
  /** Waits that are on never end then. */
  close(): void;
}

/** With the page's own timers where there are no workers. */
export function createBackgroundClock(): BackgroundClock {
  if (typeof Worker === 'undefined') return Object.assign(createClock(), { close: () => undefined });
  const worker = new Worker(new URL('./timerWorker.js', import.meta.url), { type: 'module' });
  const waiting = new Map<number, () => void>();
  let count = 0;
  worker.onmessage = ({ data: id }: MessageEvent<number>) => {
    waiting.get(id)?.();
    waiting.delete(id);
  };
  const clock = createClock({
    set(callback, ms) {
      count += 1;
      waiting.set(count, callback);
      worker.postMessage({ id: count, ms });
      return count;
    },
    // What `set` above gave out. The worker's timer runs out unheard.
    clear: (id) => void waiting.delete(id as number),
  });
  return Object.assign(clock, { close: () => worker.terminate() });
}
