/** Appends to one history, one write at a time: what arrives while a write is under way goes into the next one together. */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import { StoreUnavailable } from '../../store/store.js';

export interface GroupCommit {
  append(events: readonly NewEvent[]): Promise<readonly ExamEvent[]>;
  isIdle(): boolean;
  /** Resolves when all that was to be written was written, or was refused. */
  drained(): Promise<void>;
}

interface Append {
  readonly events: readonly NewEvent[];
  readonly resolve: (events: readonly ExamEvent[]) => void;
  readonly reject: (error: unknown) => void;
}

/** More than this many events wait for the write after the next. */
const EVENTS_PER_WRITE = 100;

/**
 * @param commit is never called while an earlier call is under way; it writes what `take` gives it, which is what waits by
 *   then, and the same every time. Called as late as can be, it gives more: whoever waits for a turn to write need not wait
 *   for two.
 */
export function createGroupCommit(
  commit: (take: () => readonly NewEvent[]) => Promise<readonly ExamEvent[]>,
): GroupCommit {
  const waiting: Append[] = [];
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      let group: readonly Append[] | undefined;
      await write(() => {
        group ??= takeGroup();
        return group;
      });
    }
    draining = undefined;
  }

  function takeGroup(): readonly Append[] {
    let count = 0;
    const end = waiting.findIndex((append, index) => {
      count += append.events.length;
      return index > 0 && count > EVENTS_PER_WRITE;
    });
    return waiting.splice(0, end === -1 ? waiting.length : end);
  }

  async function write(take: () => readonly Append[]): Promise<void> {
    try {
      const written = await commit(() => take().flatMap((append) => append.events));
      let start = 0;
      for (const { events, resolve } of take()) {
        resolve(written.slice(start, start + events.length));
        start += events.length;
      }
    } catch (error) {
      const group = take();
      // An event that can never be written must not take with it those that only came at the same time.
      const isShared = group.length > 1 && !(error instanceof StoreUnavailable);
      for (const append of group) {
        if (isShared) await write(() => [append]);
        else append.reject(error);
      }
    }
  }

  return {
    append: (events) =>
      new Promise((resolve, reject) => {
        waiting.push({ events, resolve, reject });
        draining ??= drain();
      }),
    isIdle: () => draining === undefined,
    drained: async () => draining,
  };
}
