/**
 * The history of one exam in one process, put together. In the order in which they are understood:
 *
 * - `sharing.ts`: what it has to know of the other processes, and how it gets its turn to write
 * - `eventMemory.ts`: what is remembered of it (`recentEvents.ts`: the newest events, `historyPages.ts`: older ones,
 *   `keyPlaces.ts`: where the event of a key is)
 * - `visibleHistory.ts`: up to which place everybody may see it
 * - `writer.ts`: how events get their places and become visible (`groupCommit.ts`: many at once, `places.ts`: which place
 *   comes next, `recovery.ts` and `closeGaps.ts`: after a crash)
 * - `headTracker.ts`: how far the history has come, here and elsewhere
 * - `reader.ts`, `search.ts`, `rewriter.ts` and, one event after the other, `follower.ts`
 */
import type { EventStore, Expiry } from '../../store/store.js';
import { createEventMemory, type EventMemoryOptions } from './eventMemory.js';
import type { GroupCommit } from './groupCommit.js';
import { createHeadTracker, type HeadTracker } from './headTracker.js';
import { createHistoryReader, type HistoryReader } from './reader.js';
import { createHistoryRewriter, type HistoryRewriter } from './rewriter.js';
import { createHistorySearch, type HistorySearch, type SearchOptions } from './search.js';
import type { Sharing } from './sharing.js';
import { createVisibleHistory } from './visibleHistory.js';
import { createHistoryWriter } from './writer.js';

export interface ExamHistory extends HeadTracker, HistoryReader, HistorySearch, HistoryRewriter {
  readonly appends: GroupCommit;
  /** Calls back once, when the head has moved; the returned function calls it off. */
  onGrowth(callback: () => void): () => void;
  /** What is in memory of it is not needed any more. */
  close(): void;
  /** True while something would be lost by forgetting all this and opening the history anew. */
  isNeeded(): boolean;
}

export interface ExamHistoryOptions extends EventMemoryOptions, Pick<SearchOptions, 'readAtOnce'> {
  readonly sharing: Sharing;
  /** For how long an event that is written now is kept; undefined for ever. */
  readonly expiry: () => Promise<Expiry | undefined>;
}

export function createExamHistory(examId: string, store: EventStore, options: ExamHistoryOptions): ExamHistory {
  const memory = createEventMemory(examId, store, options);
  const visible = createVisibleHistory(memory);
  const writer = createHistoryWriter(examId, store, { ...options, visible });
  const tracker = createHeadTracker(examId, store, { ...options, memory, visible, writer });
  const reader = createHistoryReader(examId, store, { memory, visible, writer, tracker });
  const search = createHistorySearch(examId, store, { ...options, memory, tracker, reader });
  const rewriter = createHistoryRewriter(examId, store, { ...options, memory, tracker });
  return {
    ...tracker,
    ...reader,
    ...search,
    ...rewriter,
    appends: writer.appends,
    onGrowth: visible.onGrowth,
    close: memory.close,
    isNeeded: writer.isNeeded,
  };
}
