/**
 * Does one thing after the other, until all are done or the signal is aborted; what is being done then is done to its end.
 * @param work never rejects: what went wrong is told beside the item
 */
export async function inTurn<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (const item of items) {
    if (signal.aborted) return;
    await work(item);
  }
}
