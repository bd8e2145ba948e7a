/**
 * Browsers let the timers of a page in the background run once a second, or once a minute. Those of a worker run on, so
 * that a candidate who writes in another tab is still seen.
 */
import { type Clock, createClock } from './clock.js';
import { startWorker } from './startWorker.js';

export interface BackgroundClock extends Clock {
  /** Waits that are on never end then. */
  close(): void;
}

interface Waiting {
  readonly callback: () => void;
  readonly ms: number;
}

/** With the page's own timers where there is no worker, or it can't be loaded. */
export function createBackgroundClock(): BackgroundClock {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let worker = startWorker(() => new Worker(new URL('./timerWorker.js', import.meta.url), { type: 'module' }));
  const timeIsUp = (id: number) => {
    const { callback } = waiting.get(id) ?? {};
    waiting.delete(id);
    callback?.();
  };
  const startTimer = (id: number, ms: number) => {
    if (worker) worker.postMessage({ id, ms });
    else setTimeout(() => timeIsUp(id), ms);
  };
  if (worker) {
    worker.onmessage = ({ data: id }: MessageEvent<number>) => timeIsUp(id);
    worker.onerror = () => {
      worker = undefined;
      for (const [id, { ms }] of waiting) startTimer(id, ms);
    };
  }

  const clock = createClock({
    set(callback, ms) {
      count += 1;
      waiting.set(count, { callback, ms });
      startTimer(count, ms);
      return count;
    },
    // What `set` above gave out. The timer runs out unheard.
    clear: (id) => void waiting.delete(id as number),
  });
  return Object.assign(clock, {
    close() {
      waiting.clear();
      worker?.terminate();
    },
  });
}
