import type { Session } from '../domain/session.js';
import type { EventLog } from '../events/eventLog.js';
import { type Store, VersionConflict } from '../store/store.js';

/**
 * Finishes what a crash left between writing a session's state and appending its events. Events that reached the log are
 * recognised by their keys, so that this may run at any time, also while frames arrive.
 */
export async function appendLeftovers({
  store,
  log,
}: {
  readonly store: Store;
  readonly log: EventLog;
}): Promise<void> {
  for await (const session of store.sessions.withOutbox()) {
    await log.append(session.examId, session.outbox);
    await emptyOutbox(store, session);
  }
}

/** So that the next start has less to look at. Whoever wrote in between has taken care of the outbox. */
async function emptyOutbox(store: Store, session: Session): Promise<void> {
  try {
    await store.sessions.save({ ...session, outbox: [], version: session.version + 1 });
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
  }
}
