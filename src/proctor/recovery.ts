/**
 * Takes up what a process left that ended on the spot: finishes what was interrupted between writing a session's state and
 * appending its events, and waits again for the clients that were sending. It may run while frames arrive, here and on
 * other nodes: what is done already is recognised.
 */
import type { Session } from '../domain/session.js';
import type { EventLog } from '../events/eventLog.js';
import { type Store, StoreUnavailable, VersionConflict } from '../store/store.js';
import { publishOutbox, type World } from './changeSession.js';
import type { FeedWatch } from './feedWatch.js';
import { announcePolicy } from './updatePolicy.js';

/** After another node's end there is everything to take up; after a failure of one's own, what could not be appended. */
export type Leftovers = 'everything' | 'events';

export interface Recovery extends AsyncDisposable {
  /** All that the last process left; where the store or the log can't be used now, as soon as they can. */
  recover(): Promise<void>;
  /** Soon, and then until it succeeds. */
  recoverSoon(leftovers: Leftovers): void;
}

/** Who was interrupted tries again by then, as a rule; nodes that begin at once need not all do the same at once. */
const SOON_MS = 2_000;
const JITTER_MS = 3_000;

/** @param onProblem told when it failed; the next try comes soon */
export function createRecovery(world: World, feeds: FeedWatch, onProblem: (error: unknown) => void): Recovery {
  let wanted: Leftovers | undefined;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    const leftovers = wanted;
    wanted = undefined;
    try {
      await (leftovers === 'everything' ? recoverAll() : appendLeftovers());
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) onProblem(error);
      if (leftovers) recoverSoon(leftovers);
    }
  }

  async function recoverAll(): Promise<void> {
    await appendLeftovers();
    for (const exam of await world.store.exams.list()) await announcePolicy(world.log, exam);
    for await (const session of world.store.sessions.active()) feeds.heard(session, world.now());
  }

  /** Events that reached the log already are recognised by their keys. One session that can't be helped keeps up no other. */
  async function appendLeftovers(): Promise<void> {
    const { store, log } = world;
    for await (const session of store.sessions.withOutbox()) {
      try {
        await publishOutbox({ store, log }, session.examId, session.outbox);
        await emptyOutbox(store, session);
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        onProblem(error);
        recoverSoon('events');
      }
    }
  }

  function recoverSoon(leftovers: Leftovers): void {
    if (wanted !== 'everything') wanted = leftovers;
    timer ??= setTimeout(
      () => {
        timer = undefined;
        const previous = working ?? Promise.resolve();
        working = previous.then(work);
      },
      SOON_MS + Math.random() * JITTER_MS,
    ).unref();
  }

  return {
    async recover() {
      try {
        await recoverAll();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        recoverSoon('everything');
      }
    },
    recoverSoon,
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await working;
      clearTimeout(timer);
    },
  };
}

/** The same store and log, which tell when a session was written, or may have been, and its events were not appended. */
export function tellingOfInterruptions<T extends Pick<World, 'store' | 'log'>>(parts: T, onInterrupted: () => void): T {
  const { store, log } = parts;
  const watched = async <R>(write: () => Promise<R>): Promise<R> => {
    try {
      return await write();
    } catch (error) {
      if (error instanceof StoreUnavailable) onInterrupted();
      throw error;
    }
  };
  const sessions: Store['sessions'] = {
    ...store.sessions,
    save: (...session) => watched(() => store.sessions.save(...session)),
  };
  const append: EventLog['append'] = (...events) => watched(() => log.append(...events));
  return { ...parts, store: { ...store, sessions }, log: { ...log, append } };
}

/** So that the next start has less to look at. Whoever wrote in between has taken care of the outbox. */
async function emptyOutbox(store: Store, session: Session): Promise<void> {
  try {
    await store.sessions.save({ ...session, outbox: [], version: session.version + 1 });
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
  }
}
