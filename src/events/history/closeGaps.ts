import type { EventStore, StoredEvent } from '../../store/store.js';

/**
 * A crash in the middle of the last write has left some of its places empty. Nobody ever saw anything there; that has to
 * be written down, because whatever else is missing later was there once, and has expired. Before that the places are
 * sealed: a request of the writer that is gone may still be on its way to one of them.
 *
 * @param newest the newest events, ascending
 * @returns the same, with what came before each and what arrived late
 */
export async function closeGaps(
  examId: string,
  store: EventStore,
  newest: readonly StoredEvent[],
): Promise<readonly StoredEvent[]> {
  const [oldest, last] = [newest[0], newest.at(-1)];
  if (!oldest || !last) return newest;
  const lastWrite = { after: last.writtenFrom - 1, upTo: last.seq, limit: last.seq - last.writtenFrom + 1 };
  const readLastWrite = () => store.read(examId, lastWrite);
  const isAllHere = oldest.seq <= last.writtenFrom;
  const found = isAllHere ? newest.filter(({ seq }) => seq >= last.writtenFrom) : await readLastWrite();
  const gaps = chain(found, last.writtenAfter).filter(({ stored, after }) => stored.after !== after);
  if (gaps.length === 0) return newest;
  for (const { stored, after } of gaps) {
    await store.seal(examId, Math.max(after + 1, last.writtenFrom), stored.seq - 1);
  }
  const settled = chain(await readLastWrite(), last.writtenAfter);
  for (const { stored, after } of settled) {
    if (stored.after !== after) await store.setAfter(examId, stored.seq, after);
  }
  const earlier = newest.filter(({ seq }) => seq < last.writtenFrom);
  return [...earlier, ...settled.map(({ stored, after }) => ({ ...stored, after }))];
}

/** Each with the place of the one before it. */
function chain(events: readonly StoredEvent[], before: number) {
  return events.map((stored, index) => ({ stored, after: events[index - 1]?.seq ?? before }));
}
