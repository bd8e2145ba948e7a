/**
 * Calls of the same moment share one call of `act`, and those that come while it is under way share the next one: what
 * anybody waits for began after they asked.
 */
export function createCoalesced<T>(act: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;

  return () => {
    next ??= underWay.then(() => {
      next = undefined;
      const acting = act();
      underWay = acting.catch(() => {});
      return acting;
    });
    return next;
  };
}
