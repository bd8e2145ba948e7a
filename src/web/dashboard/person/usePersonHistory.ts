import type { ApolloClient } from '@apollo/client';
import { useEffect, useMemo, useState } from 'react';
import {
  type ExamEventFilter,
  PersonHistoryDocument,
  type PersonHistoryQuery,
  PersonIncidentsDocument,
} from '../../api/generated/operations.js';
import { readOn } from '../feed/readOn.js';
import { INCIDENT_PAGE, readIncidentsAfter } from '../feed/readSnapshot.js';
import { useExam, useExamServices } from '../services.js';
import type { FeedEvent, IncidentRecord } from '../state/examState.js';
import { mergeEvents } from '../state/timeline.js';

export interface PersonHistory {
  readonly status: 'reading' | 'read' | 'failed';
  /** Those of the candidate, oldest first, frames of the window alone. */
  readonly events: readonly FeedEvent[];
  /** All of the candidate's, the newest first. */
  readonly incidents: readonly IncidentRecord[];
  /** As the enrolled photo says. */
  readonly name: string | undefined;
  readAgain(): void;
}

const PAGE = 500;

const FRAMES: ExamEventFilter['types'] = ['FRAME_PROCESSED'];
const DEEDS: ExamEventFilter['types'] = [
  'SESSION_STARTED',
  'SESSION_PAUSED',
  'SESSION_RESUMED',
  'SESSION_EXTENDED',
  'SESSION_ENDED',
  'INCIDENT_REVIEWED',
  'NOTE_WRITTEN',
  'MESSAGE_SENT',
  'EVIDENCE_VIEWED',
  'SESSION_EXPORTED',
  'FACE_ENROLLED',
  'FACE_DELETED',
];

type Past = Omit<PersonHistory, 'readAgain'>;

const NOTHING: Past = { status: 'reading', events: [], incidents: [], name: undefined };

/** What happened, and what happens. @param windowMinutes of frames; 0 for all there are */
export function usePersonHistory(candidateId: string, windowMinutes: number): PersonHistory {
  const { apollo, examId, feed, clock } = useExamServices();
  const readings = useExam((exam) => exam.readings);
  const [past, setPast] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    feed.update((exam) => ({ ...exam, watched: { candidateId, events: [] } }));
    return () => feed.update((exam) => ({ ...exam, watched: undefined }));
  }, [feed, candidateId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read anew leaves a gap here
  useEffect(() => {
    let isCurrent = true;
    const from = windowMinutes === 0 ? undefined : new Date(clock.now() - windowMinutes * 60_000).toISOString();
    readPast({ apollo, examId, candidateId, from }).then(
      (read) => isCurrent && setPast(read),
      () => isCurrent && setPast((before) => ({ ...before, status: 'failed' })),
    );
    return () => {
      isCurrent = false;
    };
  }, [apollo, examId, candidateId, windowMinutes, readings, clock, attempt]);

  const heard = useExam((exam) => (exam.watched?.candidateId === candidateId ? exam.watched.events : NOTHING.events));
  return useMemo(() => {
    const events = mergeEvents(past.events, heard);
    const incidents = incidentsIn(past.incidents, heard);
    return { ...past, events, incidents, readAgain: () => setAttempt((before) => before + 1) };
  }, [past, heard]);
}

interface Reading {
  readonly apollo: ApolloClient;
  readonly examId: string;
  readonly candidateId: string;
  readonly from: string | undefined;
}

async function readPast(reading: Reading): Promise<Past> {
  const { apollo, examId, candidateId } = reading;
  const [frames, deeds, { data }] = await Promise.all([
    readEvents(reading, { candidateIds: [candidateId], types: FRAMES }),
    readEvents({ ...reading, from: undefined }, { candidateIds: [candidateId], types: DEEDS }),
    apollo.query({
      query: PersonIncidentsDocument,
      variables: { examId, candidateId, first: INCIDENT_PAGE },
      fetchPolicy: 'no-cache',
    }),
  ]);
  const first = data?.exam?.incidents;
  const filter = { candidateIds: [candidateId] };
  const more = (after: string) => readIncidentsAfter(apollo, { examId, after, filter });
  return {
    status: 'read',
    events: mergeEvents(frames, deeds),
    incidents: first ? await readOn(first, more) : [],
    name: data?.faces.at(-1)?.fullName,
  };
}

/** All of them: the newest come last. */
async function readEvents({ apollo, examId, from }: Reading, filter: ExamEventFilter): Promise<readonly FeedEvent[]> {
  const events: FeedEvent[] = [];
  let after: string | null = null;
  for (;;) {
    const variables = { examId, first: PAGE, after, filter, from: from ?? null };
    const answer: { data?: PersonHistoryQuery | undefined } = await apollo.query({
      query: PersonHistoryDocument,
      variables,
      fetchPolicy: 'no-cache',
    });
    const page = answer.data?.exam?.events;
    if (!page) break;
    events.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  return events;
}

function incidentsIn(read: readonly IncidentRecord[], heard: readonly FeedEvent[]): readonly IncidentRecord[] {
  const byId = new Map(read.map((record) => [record.incident.id, record]));
  for (const event of heard) {
    if (event.__typename === 'IncidentReviewed') {
      const record = byId.get(event.incidentId);
      if (record) byId.set(event.incidentId, { ...record, review: event.review });
    } else if ('incident' in event && event.candidateId !== null) {
      const { incident, candidateId, sessionId } = event;
      byId.set(incident.id, { candidateId, sessionId, incident, review: byId.get(incident.id)?.review ?? null });
    }
  }
  return [...byId.values()].toSorted((one, other) => other.incident.since.localeCompare(one.incident.since));
}
