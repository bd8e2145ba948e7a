/** What a proctor makes of incidents: shown at once, sent, taken back where the server refuses, and undone on demand. */
import type { ApolloClient } from '@apollo/client';
import { ReviewIncidentDocument } from '../api/generated/operations.js';
import type { ExamFeed } from './feed/examFeed.js';
import type { Outcomes } from './outcomes.js';
import type { IncidentRecord, Verdict } from './state/examState.js';
import { beginJudging, endJudging } from './state/judge.js';
import { hasRisen } from './state/queue.js';
import { STRINGS } from './strings.js';
import { createTurns } from './turns.js';
import { nameOf, titleOf } from './words.js';

export interface Judgements {
  /** @param reason needed to confirm and to dismiss */
  judge(record: IncidentRecord, verdict: Verdict, reason?: string): Promise<void>;
  /** Takes back what this proctor judged last. */
  undo(): Promise<void>;
}

export interface JudgementsOptions {
  readonly apollo: ApolloClient;
  readonly feed: ExamFeed;
  readonly examId: string;
  readonly outcomes: Outcomes;
}

interface Judged {
  readonly record: IncidentRecord;
  readonly verdict: Verdict;
  readonly reason: string | undefined;
}

export function createJudgements({ apollo, feed, examId, outcomes }: JudgementsOptions): Judgements {
  const before: Judged[] = [];
  /** Of each incident: the server is told which judgement was seen last, and that may be one's own. */
  const turns = createTurns();
  const known = (id: string) => feed.exam.getState()?.incidents.get(id);

  /** Whether it was recorded. */
  async function send(record: IncidentRecord, verdict: Verdict, reason: string | undefined): Promise<boolean> {
    const incidentId = record.incident.id;
    const seen = (known(incidentId) ?? record).review?.revision ?? 0;
    feed.update((state) => beginJudging(state, incidentId, verdict));
    try {
      const { data } = await apollo.mutate({
        mutation: ReviewIncidentDocument,
        variables: { input: { examId, incidentId, verdict, reason: reason ?? null, seen } },
        fetchPolicy: 'no-cache',
      });
      const answer = data?.reviewIncident;
      feed.update((state) => endJudging(state, incidentId, answer?.record));
      if (answer?.__typename !== 'IncidentReviewedMeanwhile') return answer !== undefined;
      const { by, verdict: theirs } = answer.record.review ?? { by: { id: '', name: null }, verdict: 'NONE' };
      outcomes.tell({ tone: 'caution', text: STRINGS.queue.meanwhile(by.name ?? by.id, theirs) });
    } catch {
      feed.update((state) => endJudging(state, incidentId, undefined));
      outcomes.tell({ tone: 'alarm', text: STRINGS.queue.failed });
    }
    return false;
  }

  async function undo(): Promise<void> {
    const last = before.pop();
    if (!last) return outcomes.tell({ tone: 'note', text: STRINGS.queue.nothingToUndo });
    const isDone = await turns.take(last.record.incident.id, () => send(last.record, last.verdict, last.reason));
    const [what, who] = wordsFor(last.record);
    if (isDone) outcomes.tell({ tone: 'good', text: STRINGS.queue.takenBack(what, who) });
    else before.push(last);
  }

  function wordsFor({ incident, candidateId }: IncidentRecord): [what: string, who: string] {
    return [titleOf(incident), nameOf(feed.exam.getState()?.candidates.get(candidateId) ?? { candidateId })];
  }

  return {
    async judge(record, verdict, reason) {
      let review: IncidentRecord['review'] | undefined;
      const isDone = await turns.take(record.incident.id, () => {
        const last = known(record.incident.id) ?? record;
        // Taken back, what was taken up anew is to be looked at again, as it was before.
        review = hasRisen(last) ? undefined : last.review;
        return send(record, verdict, reason);
      });
      if (!isDone) return;
      before.push({ record, verdict: review?.verdict ?? 'NONE', reason: review?.reason ?? undefined });
      const [what, who] = wordsFor(record);
      const text = verdict === 'NONE' ? STRINGS.queue.takenBack(what, who) : STRINGS.queue.done(verdict, what, who);
      outcomes.tell({ tone: 'good', text, action: { label: STRINGS.queue.undo, run: undo } });
    },
    undo,
  };
}
