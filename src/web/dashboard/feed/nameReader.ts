import type { ApolloClient } from '@apollo/client';
import { CandidateNamesDocument } from '../../api/generated/operations.js';
import { namesWantedBy, withNames } from '../state/names.js';
import type { ExamFeed } from './examFeed.js';

/** Soon enough for who has just come, and late enough for those who come with them and for the photo to be found. */
const WAIT_MS = 1_000;
/** The server gives no more sessions at once. */
const AT_ONCE = 50;

/** Reads the names of who is new, and of whose photos came or went. Gives back what stops it. */
export function keepNamesFresh({ apollo, feed, examId }: { apollo: ApolloClient; feed: ExamFeed; examId: string }) {
  const wanted = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  async function read(): Promise<void> {
    timer = undefined;
    const candidateIds = [...wanted].slice(0, AT_ONCE);
    for (const id of candidateIds) wanted.delete(id);
    try {
      const { data } = await apollo.query({
        query: CandidateNamesDocument,
        variables: { examId, candidateIds },
        fetchPolicy: 'no-cache',
      });
      const sessions = data?.exam?.sessions ?? [];
      feed.update((state) => withNames(state, sessions));
    } catch {
      // The feed says that the server is away: asked again with the next round.
      for (const id of candidateIds) wanted.add(id);
    }
    readSoon();
  }

  function readSoon(): void {
    // Stopped while an answer was on its way, it would ask again and again for whoever has left.
    if (wanted.size > 0 && !isStopped) timer ??= setTimeout(() => void read(), WAIT_MS);
  }

  const stopListening = feed.listen((events, before) => {
    for (const id of namesWantedBy(events, before)) wanted.add(id);
    readSoon();
  });
  return () => {
    isStopped = true;
    stopListening();
    clearTimeout(timer);
  };
}
