/** What is remembered of sessions, as long as they go on and as many as there is room for. */
import type { CallBudget } from '../../domain/callBudget.js';
import type { Notes } from './worthAsking.js';

export interface SessionMemory {
  readonly notes: Notes;
  /** As far as this node knows. */
  readonly budget: CallBudget;
}

export interface SessionMemories {
  readonly size: number;
  /** Nothing, too, where the clock has been put back since: what was to hold for a while would hold for that much longer. */
  get(session: string): SessionMemory | undefined;
  set(session: string, memory: SessionMemory): void;
  /** Sets what is still remembered: of a session that was forgotten meanwhile, nothing is remembered again. */
  update(session: string, memory: SessionMemory): void;
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

  function set(session: string, memory: SessionMemory): void {
    memories.delete(session);
    memories.set(session, { at: now(), memory });
    forgetOld();
  }

  return {
    get size() {
      return memories.size;
    },
    get(session) {
      const found = memories.get(session);
      return found && found.at <= now() ? found.memory : undefined;
    },
    set,
    update(session, memory) {
      if (memories.has(session)) set(session, memory);
    },
    delete: (session) => void memories.delete(session),
  };
}
