/**
 * An event log over the histories of exams. What happens live is served from memory: an exam's newest events, for as long as
 * somebody follows it or it was in use lately.
 */
import type { EventStore, Expiry } from '../../store/store.js';
import { formatCursor, parseCursor } from '../cursor.js';
import { CursorError, type EventLog } from '../eventLog.js';
import { createExamHistory, type ExamHistory } from './examHistory.js';
import { createFollower } from './follower.js';
import type { Page } from './historyPages.js';
import { createLruMap } from './lruMap.js';
import { createOpenExams } from './openExams.js';
import type { Sharing } from './sharing.js';

export interface HistoryLogOptions {
  /** How many of an exam's newest events are kept in memory; whoever is further behind is served from the store. */
  readonly recentEvents?: number;
  /** How many exams that nobody follows are kept in memory. */
  readonly idleExams?: number;
  /** For how many keys of each exam it is remembered whether and where their event is. */
  readonly rememberedKeys?: number;
  /** How many pages of older events are kept in memory, for all exams together. */
  readonly pages?: number;
  /** How many events are read at once to pick from them what concerns somebody. */
  readonly readAtOnce?: number;
  /** For how long an event of this exam that is written now is kept; without it, for ever. */
  readonly expiryOf?: (examId: string) => Promise<Expiry>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface HistoryLog extends EventLog {
  /** What this process knows of the exam's history, if it does. */
  inMemory(examId: string): ExamHistory | undefined;
  /** The histories that somebody follows. */
  followed(): readonly ExamHistory[];
}

/**
 * When a write fails, its appends reject with `StoreUnavailable`, and whether their events are in the history is not
 * known; append them again, under the same keys. Disposal ends all followers, and waits for the writes under way.
 *
 * @param sharingOf with whom an exam's history is shared
 */
export function createHistoryLog(
  store: EventStore,
  sharingOf: (examId: string) => Sharing,
  options: HistoryLogOptions = {},
): HistoryLog {
  const {
    recentEvents = 256,
    idleExams = 64,
    rememberedKeys = 2_048,
    pages = 64,
    readAtOnce = 500,
    now = Date.now,
  } = options;
  const pageCache = createLruMap<string, Promise<Page>>(pages);
  const exams = createOpenExams(openHistory, idleExams);
  let isClosed = false;

  function openHistory(examId: string): ExamHistory {
    return createExamHistory(examId, store, {
      recentEvents,
      rememberedKeys,
      readAtOnce,
      pageCache,
      sharing: sharingOf(examId),
      now,
      expiry: async () => await options.expiryOf?.(examId),
    });
  }

  async function use<T>(examId: string, act: (history: ExamHistory) => Promise<T>): Promise<T> {
    refuseIfClosed();
    return await exams.use(examId, act);
  }

  function refuseIfClosed(): void {
    if (isClosed) throw new Error('The event log is closed.');
  }

  async function placeOf(examId: string, history: ExamHistory, cursor: string): Promise<number> {
    const seq = parseCursor(examId, cursor);
    if (seq > (await history.open()) && !(await history.reaches(seq))) {
      throw new CursorError('invalid', 'There is no such event yet.');
    }
    return seq;
  }

  return {
    inMemory: exams.peek,
    followed: () => [...exams].flatMap(({ history, followers }) => (followers.size > 0 ? [history] : [])),

    append: (examId, events) => use(examId, (history) => history.appends.append(events)),

    find: (examId, key) => use(examId, (history) => history.find(key)),

    latest: (examId) => use(examId, async (history) => formatCursor(examId, await history.open())),

    read: (examId, { after, limit }) =>
      use(examId, async (history) => {
        if (after === undefined) return await history.readOldest(limit);
        return await history.read(await placeOf(examId, history, after), limit);
      }),

    readAbout: (examId, concerned, { after, limit }) =>
      use(examId, async (history) => {
        const start = after === undefined ? undefined : await placeOf(examId, history, after);
        return await history.readAbout(concerned, start, limit);
      }),

    recent: (examId, limit) => use(examId, (history) => history.readNewest(limit)),

    rewrite: (examId, change, after) =>
      use(examId, async (history) => {
        const start = after === undefined ? 0 : await placeOf(examId, history, after);
        const { changed, upTo } = await history.rewrite(start, change);
        return { changed, upTo: formatCursor(examId, upTo) };
      }),

    follow(examId, after) {
      refuseIfClosed();
      const { history, followers } = exams.get(examId);
      const start = after === undefined ? history.now() : placeOf(examId, history, after);
      const follower = createFollower(history, start, () => followers.delete(follower));
      followers.add(follower);
      return follower;
    },

    async [Symbol.asyncDispose]() {
      isClosed = true;
      for (const { followers } of exams) for (const follower of followers) await follower.return();
      for (const { history } of exams) await history.appends.drained();
    },
  };
}
