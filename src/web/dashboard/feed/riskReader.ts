import type { ApolloClient } from '@apollo/client';
import { RisksDocument } from '../../api/generated/operations.js';
import { withRisks } from '../state/risks.js';
import type { ExamFeed } from './examFeed.js';

/** Soon enough to be seen falling after a judgement, and seldom enough for an exam in which much happens. */
const AT_MOST_EVERY_MS = 2_000;
/** While an incident lasts its risk grows, and not every minute of it is an event. */
const AT_LEAST_EVERY_MS = 60_000;

/** Reads everybody's risk again when something happened from which it follows. Gives back what stops it. */
export function keepRisksFresh({ apollo, feed, examId }: { apollo: ApolloClient; feed: ExamFeed; examId: string }) {
  let grounds = 0;
  let readAt = Date.now();
  let isReading = false;

  async function read(): Promise<void> {
    isReading = true;
    readAt = Date.now();
    const seen = feed.exam.getState()?.grounds ?? 0;
    try {
      const { data } = await apollo.query({ query: RisksDocument, variables: { examId }, fetchPolicy: 'no-cache' });
      const sessions = data?.exam?.sessions;
      if (!sessions) return;
      feed.update((state) => withRisks(state, sessions));
      grounds = seen;
    } catch {
      // Tried again with the next round; the feed says that the server is away.
    } finally {
      isReading = false;
    }
  }

  const timer = setInterval(() => {
    const state = feed.exam.getState();
    const age = Date.now() - readAt;
    if (!state || isReading || age < AT_MOST_EVERY_MS) return;
    if (state.grounds !== grounds || age >= AT_LEAST_EVERY_MS) void read();
  }, 500);
  return () => clearInterval(timer);
}
