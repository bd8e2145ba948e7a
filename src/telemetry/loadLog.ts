/**
 * Tells at regular intervals how busy this node is, for those who scale by the log: CloudWatch makes a metric of its
 * lines (see `deploy/`).
 */
import type { Meter } from './telemetry.js';

export interface Load {
  /** The most frames that waited for their turn at once since the last time. */
  readonly queueDepth: number;
  /** Now. */
  readonly framesInWork: number;
  /** WebSockets that are open now. */
  readonly sockets: number;
}

export interface LoadLog extends AsyncDisposable {
  /** To be used in the place of the one that was given. */
  readonly meter: Meter;
}

export interface LoadLogOptions {
  readonly everyMs: number;
  readonly tell: (load: Load) => void;
}

export function createLoadLog(meter: Meter, { everyMs, tell }: LoadLogOptions): LoadLog {
  let waiting = 0;
  let mostWaiting = 0;
  let framesInWork = 0;
  let sockets = 0;

  const timer = setInterval(() => {
    tell({ queueDepth: mostWaiting, framesInWork, sockets });
    mostWaiting = waiting;
  }, everyMs);
  timer.unref();

  return {
    meter: {
      ...meter,
      frameWaits(change, bytes) {
        waiting += change;
        mostWaiting = Math.max(mostWaiting, waiting);
        meter.frameWaits(change, bytes);
      },
      frameInWork(change) {
        framesInWork += change;
        meter.frameInWork(change);
      },
      socket(change) {
        sockets += change;
        meter.socket(change);
      },
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
    },
  };
}
