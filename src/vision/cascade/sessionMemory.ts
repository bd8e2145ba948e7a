/** What is remembered of sessions, as long as they go on and as many as there is room for. */
import type { Budget } from './budget.js';
import type { Notes } from './worthAsking.js';

export interface SessionMemory {
  readonly notes: Notes;
  readonly budget: Budget;
}

export interface SessionMemories {
  readonly size: number;
  get(session: string): SessionMemory | undefined;
  set(session: string, memory: SessionMemory): void;
  delete(session: string): void;
}

export interface SessionMemoriesOptions {
  readonly mostSessions: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Who was not seen for so long begins anew; their budget would be full by then. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;

export function createSessionMemories({ mostSessions, now }: SessionMemoriesOptions): SessionMemories {
  /** The one that was longest not seen is first. */
  const memories = new Map<string, { readonly at: number; readonly memory: SessionMemory }>();

  function forgetOld(): void {
    for (const [session, { at }] of memories) {
      if (memories.size <= mostSessions && now() - at < FORGOTTEN_AFTER_MS) return;
      memories.delete(session);
    }
  }

  return {
    get size() {
      return memories.size;
    },
    get: (session) => memories.get(session)?.memory,
    set(session, memory) {
      memories.delete(session);
      memories.set(session, { at: now(), memory });
      forgetOld();
    },
    delete: (session) => void memories.delete(session),
  };
}
