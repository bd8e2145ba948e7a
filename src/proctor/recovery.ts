import type { Session } from '../domain/session.js';
import { type Store, VersionConflict } from '../store/store.js';
import { publishOutbox, type World } from './changeSession.js';
import type { FeedWatch } from './feedWatch.js';
import { announcePolicy } from './updatePolicy.js';

/**
 * Takes up what the last process left: finishes what a crash interrupted between writing a session's state and appending
 * its events, and waits again for the clients that were sending. It may run while frames arrive.
 */
export async function recover(world: World, feeds: FeedWatch): Promise<void> {
  await appendLeftovers(world);
  for (const exam of await world.store.exams.list()) {
    await announcePolicy(world.log, exam);
    for (const session of await world.store.sessions.ofExam(exam.id)) {
      if (session.state.status === 'ACTIVE') feeds.heard(session, world.now());
    }
  }
}

/** Events that reached the log already are recognised by their keys. */
async function appendLeftovers({ store, log }: World): Promise<void> {
  for await (const session of store.sessions.withOutbox()) {
    await publishOutbox({ store, log }, session.examId, session.outbox);
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
