import type { ApolloClient } from '@apollo/client';
import {
  ExamSnapshotDocument,
  type IncidentFilter,
  type IncidentPageFragment,
  MoreIncidentsDocument,
} from '../../api/generated/operations.js';
import type { IncidentRecord, Snapshot } from '../state/examState.js';
import type { ServerClock } from './clock.js';

const PAGE = 200;
/** Of each sort. Who has more to look at than this has other worries. */
const MOST_PAGES = 10;

export interface SnapshotWithCursor extends Snapshot {
  readonly cursor: string;
}

/** All that is there. Undefined where there is no such exam for this viewer. @throws what the request throws */
export async function readSnapshot(
  apollo: ApolloClient,
  clock: ServerClock,
  examId: string,
): Promise<SnapshotWithCursor | undefined> {
  const sentAt = Date.now();
  const { data } = await apollo.query({
    query: ExamSnapshotDocument,
    variables: { examId, first: PAGE },
    fetchPolicy: 'no-cache',
  });
  if (data) clock.set(data.server.time, sentAt, Date.now());
  const exam = data?.exam;
  if (!exam) return undefined;
  const [open, unjudged] = await Promise.all([
    readOn(apollo, examId, exam.open, { isOpen: true }),
    readOn(apollo, examId, exam.unjudged, {
      isOpen: false,
      severities: ['MEDIUM', 'HIGH'],
      verdicts: ['NONE', 'ACKNOWLEDGED'],
    }),
  ]);
  return { exam, incidents: [...open, ...unjudged], cursor: exam.cursor };
}

async function readOn(
  apollo: ApolloClient,
  examId: string,
  first: IncidentPageFragment,
  filter: IncidentFilter,
): Promise<readonly IncidentRecord[]> {
  const records = first.edges.map(({ node }) => node);
  let { hasNextPage, endCursor: after } = first.pageInfo;
  for (let pages = 1; hasNextPage && pages < MOST_PAGES; pages++) {
    const { data } = await apollo.query({
      query: MoreIncidentsDocument,
      variables: { examId, first: PAGE, after, filter },
      fetchPolicy: 'no-cache',
    });
    const page = data?.exam?.incidents;
    if (!page) return records;
    records.push(...page.edges.map(({ node }) => node));
    ({ hasNextPage, endCursor: after } = page.pageInfo);
  }
  return records;
}
