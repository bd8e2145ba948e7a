import type { ApolloClient } from '@apollo/client';
import {
  ExamSnapshotDocument,
  type IncidentFilter,
  type IncidentPageFragment,
  MoreIncidentsDocument,
} from '../../api/generated/operations.js';
import type { Snapshot } from '../state/examState.js';
import type { ServerClock } from './clock.js';
import { readOn } from './readOn.js';

export const INCIDENT_PAGE = 200;

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
    variables: { examId, first: INCIDENT_PAGE },
    fetchPolicy: 'no-cache',
  });
  if (data) clock.set(data.server.time, sentAt, Date.now());
  const exam = data?.exam;
  if (!exam) return undefined;
  const more = (filter: IncidentFilter) => (after: string) => readIncidentsAfter(apollo, { examId, after, filter });
  const [open, unjudged] = await Promise.all([
    readOn(exam.open, more({ isOpen: true })),
    readOn(exam.unjudged, more({ isOpen: false, severities: ['MEDIUM', 'HIGH'], verdicts: ['NONE', 'ACKNOWLEDGED'] })),
  ]);
  return { exam, incidents: [...open, ...unjudged], cursor: exam.cursor };
}

/** The page of incidents after a cursor. @throws what the request throws */
export async function readIncidentsAfter(
  apollo: ApolloClient,
  variables: { readonly examId: string; readonly after: string; readonly filter: IncidentFilter },
): Promise<IncidentPageFragment | undefined> {
  const { data } = await apollo.query({
    query: MoreIncidentsDocument,
    variables: { ...variables, first: INCIDENT_PAGE },
    fetchPolicy: 'no-cache',
  });
  return data?.exam?.incidents;
}
