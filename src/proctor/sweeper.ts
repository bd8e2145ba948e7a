/**
 * Sweeps out what has expired: at the start, and every hour. An engine has to forget a face before the store does, or its
 * vector would be out of reach; all else is left to the database, where it can delete by itself.
 */
import type { Store } from '../store/store.js';
import type { VisionEngine } from '../vision/engine.js';

export interface Sweeper extends AsyncDisposable {
  /** Sweeps once; waits for the sweep that is under way, if one is. */
  sweep(): Promise<void>;
}

export interface SweeperOptions {
  readonly store: Store;
  readonly engine: Pick<VisionEngine, 'forget'>;
  /** Told when a sweep failed; the next one comes in an hour. */
  readonly onProblem: (error: unknown) => void;
  /** An hour, unless set. */
  readonly everyMs?: number;
}

const HOUR_MS = 60 * 60_000;

export function startSweeping({ store, engine, onProblem, everyMs = HOUR_MS }: SweeperOptions): Sweeper {
  let sweeping: Promise<void> | undefined;

  async function sweepAll(): Promise<void> {
    for await (const { externalImageId, template } of store.faces.expired()) {
      await engine.forget(externalImageId, template);
      await store.faces.delete(externalImageId);
    }
    if (!store.expiresByItself) await store.sweep();
  }

  function sweep(): Promise<void> {
    sweeping ??= sweepAll().finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  }

  function sweepNow(): void {
    sweep().catch(onProblem);
  }

  const timer = setInterval(sweepNow, everyMs);
  timer.unref();
  sweepNow();

  return {
    sweep,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await sweeping?.catch(() => undefined);
    },
  };
}
