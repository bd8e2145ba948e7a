/** Undefined where there are no workers, or the page may not start this one: its policy forbids it, say. */
export function startWorker(start: () => Worker): Worker | undefined {
  if (typeof Worker === 'undefined') return undefined;
  try {
    return start();
  } catch {
    return undefined;
  }
}
