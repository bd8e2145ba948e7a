/** Collects what comes and hands it on once for each picture that the browser draws. */
export interface Batches<T> {
  add(item: T): void;
  /** Hands on now what has come. */
  flush(): void;
  dispose(): void;
}

/** Nothing is drawn in a tab in the background, and alarms are to sound there all the same. */
const HIDDEN_MS = 250;

export function createBatches<T>(handOn: (items: readonly T[]) => void): Batches<T> {
  let items: T[] = [];
  let cancel: (() => void) | undefined;

  function flush(): void {
    cancel?.();
    cancel = undefined;
    const batch = items;
    items = [];
    if (batch.length > 0) handOn(batch);
  }

  function schedule(): () => void {
    const frame = requestAnimationFrame(flush);
    const timer = setTimeout(flush, HIDDEN_MS);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }

  return {
    add(item) {
      items.push(item);
      cancel ??= schedule();
    },
    flush,
    dispose() {
      cancel?.();
      items = [];
    },
  };
}
