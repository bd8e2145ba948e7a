/** What a process does in its turn when it can't know what the store holds: at first, and after others, or it, failed. */
import type { EventStore, HistoryMark, StoredEvent } from '../../store/store.js';
import { closeGaps } from './closeGaps.js';
import { headOf } from './places.js';

/**
 * Whoever was interrupted wrote at the places that come next; what is still on its way there must not arrive.
 *
 * @param known up to which place all are known to be taken, or not to be used
 * @returns the last place that is sealed now, 0 for none
 */
export async function keepOutLateEvents(
  examId: string,
  store: EventStore,
  known: () => number,
  lateEvents: number,
): Promise<number> {
  // Where there is no mark, nobody has begun to write.
  if (lateEvents === 0 || !(await store.mark(examId))) return 0;
  const last = Math.max(await store.lastTaken(examId), known());
  await store.seal(examId, last + 1, last + lateEvents);
  return last + lateEvents;
}

/**
 * Reads how far the history has come, and closes the gaps at its end.
 *
 * @param shown the newest place that is visible to anybody; undefined where nobody can tell
 * @param limit how many of the newest events are read
 * @param now milliseconds since 1970
 */
export async function findNewest(
  examId: string,
  store: EventStore,
  { shown, limit, now }: { readonly shown: number | undefined; readonly limit: number; readonly now: () => number },
): Promise<{ readonly newest: readonly StoredEvent[]; readonly head: number; readonly mark: HistoryMark | undefined }> {
  const [last, mark] = await Promise.all([store.readLast(examId, limit), store.mark(examId)]);
  const newest = await closeGaps(examId, store, last);
  const inStore = shown === undefined ? headOf(newest.at(-1), mark, now()) : (newest.at(-1)?.seq ?? 0);
  return { newest, mark, head: Math.max(shown ?? 0, inStore) };
}
