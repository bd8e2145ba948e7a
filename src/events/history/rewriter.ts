/** Puts other events in the place of visible ones, while appends go on. */
import type { ExamEvent, NewEvent } from '../../domain/events.js';
import { type EventStore, type StoredEvent, VersionConflict } from '../../store/store.js';
import type { EventMemory } from './eventMemory.js';
import type { HeadTracker } from './headTracker.js';
import { EVENTS_PER_PAGE, toPlacedEvent } from './historyPages.js';
import type { Sharing } from './sharing.js';

export interface HistoryRewriter {
  /** @see EventLog.rewrite */
  rewrite(after: number, change: Change): Promise<Rewritten>;
}

/** Asked again where somebody else changed the event meanwhile. */
type Change = (event: ExamEvent) => NewEvent | undefined;

/** How many events became others, and the place up to which all were looked at. */
export interface Rewritten {
  readonly changed: number;
  readonly upTo: number;
}

export interface HistoryRewriterOptions {
  readonly memory: EventMemory;
  readonly tracker: HeadTracker;
  readonly sharing: Sharing;
}

/** Rewriting sends so many requests at once: fast, and the appends of a running exam hardly notice. */
const REWRITES_AT_ONCE = 8;

/** Others may rewrite the same event; more often than this means that something is wrong. */
const MAX_ATTEMPTS = 5;

export function createHistoryRewriter(
  examId: string,
  store: EventStore,
  { memory, tracker, sharing }: HistoryRewriterOptions,
): HistoryRewriter {
  async function rewrite(after: number, change: Change): Promise<Rewritten> {
    let changed = 0;
    for (let upTo = after; ; ) {
      const newest = await tracker.open();
      const stored = await store.read(examId, { after: upTo, upTo: newest, limit: EVENTS_PER_PAGE });
      const changes = stored.flatMap((old) => {
        const event = change(toPlacedEvent(examId, old).event);
        return event ? [{ old, event }] : [];
      });
      for (let start = 0; start < changes.length; start += REWRITES_AT_ONCE) {
        const some = changes.slice(start, start + REWRITES_AT_ONCE);
        await allDone(some.map(({ old, event }) => replace(old, event, change)));
      }
      changed += changes.length;
      const last = stored.at(-1);
      if (!last) return { changed, upTo: newest };
      upTo = last.seq;
    }
  }

  /** In the store first: what is in memory, and was read before, is forgotten once nobody can read it again. */
  async function replace(read: StoredEvent, wanted: NewEvent, change: Change): Promise<void> {
    let [old, event] = [read, wanted];
    for (let attempt = 1; ; attempt++) {
      try {
        await store.replace(examId, old.seq, event, old.event);
        return memory.replaced(toPlacedEvent(examId, old), event);
      } catch (error) {
        // Somebody else rewrites it, too: here or at another node.
        if (!(error instanceof VersionConflict) || attempt === MAX_ATTEMPTS) throw error;
      }
      const current = await store.get(examId, old.seq);
      const changed = current && change(toPlacedEvent(examId, current).event);
      if (!changed) return;
      [old, event] = [current, changed];
    }
  }

  return {
    async rewrite(after, change) {
      try {
        return await rewrite(after, change);
      } finally {
        // Where an answer was lost, the store may have another event than is remembered; done again, it finds it changed.
        memory.forget();
        await sharing.announceRewrite();
      }
    },
  };
}

/** Rejects only once nothing is under way any more: what came later, nobody would be told of. */
async function allDone(changes: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(changes);
  await Promise.all(changes);
}
