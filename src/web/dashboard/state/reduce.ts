/** What events make of what is known. Pure: the same events give the same state, in whatever batches they come. */
import { createDraft, type Draft } from './draft.js';
import type { ExamState, FeedEvent, Incident } from './examState.js';
import { isWaiting } from './queue.js';

/** Of those that were judged, so many are held for being called back. */
const JUDGED_KEPT = 100;

/** @param events in the order of the feed */
export function reduce(state: ExamState, events: readonly FeedEvent[]): ExamState {
  const draft = createDraft(state);
  for (const event of events) {
    apply(draft, event);
    if (event.__typename !== 'SignOfLife') draft.watch(event);
  }
  return withoutOldJudged(draft.finish());
}

function apply(draft: Draft, event: FeedEvent): void {
  const { candidateId } = event;
  if (event.__typename === 'PolicyChanged' || event.__typename === 'CandidateErased') draft.outdate();
  else if (candidateId !== null) applyTo(draft, candidateId, event);
}

function applyTo(draft: Draft, candidateId: string, event: FeedEvent): void {
  switch (event.__typename) {
    case 'SessionStarted':
      start(draft, candidateId, event.sessionId, event.occurredAt);
      break;
    case 'SessionPaused':
      draft.changeCandidate(candidateId, { status: 'PAUSED' });
      break;
    case 'SessionResumed':
      draft.changeCandidate(candidateId, { status: draft.hasFrame(candidateId) ? 'ACTIVE' : 'WAITING' });
      break;
    case 'SessionExtended':
      extend(draft, candidateId, event.minutes);
      break;
    case 'SessionEnded':
      draft.changeCandidate(candidateId, { status: event.reason === null ? 'ENDED' : 'TERMINATED' });
      break;
    case 'FrameProcessed':
      frame(draft, candidateId, event);
      break;
    case 'IncidentOpened':
    case 'IncidentUpdated':
    case 'IncidentClosed':
      incident(draft, candidateId, event.sessionId, event.incident);
      break;
    case 'IncidentReviewed':
      review(draft, event);
      break;
  }
}

function start(draft: Draft, candidateId: string, sessionId: string, startedAt: string): void {
  if (draft.candidate(candidateId)) return;
  const unknown = { endsAt: null, name: undefined, risk: undefined };
  draft.addCandidate({ candidateId, sessionId, status: 'WAITING', startedAt, ...unknown });
  // When its time is up, the server alone can say: with the risks it is read.
  draft.touchGrounds();
}

function extend(draft: Draft, candidateId: string, minutes: number): void {
  const endsAt = draft.candidate(candidateId)?.endsAt;
  if (endsAt == null) return;
  draft.changeCandidate(candidateId, { endsAt: new Date(Date.parse(endsAt) + minutes * 60_000).toISOString() });
}

function frame(draft: Draft, candidateId: string, event: Extract<FeedEvent, { __typename: 'FrameProcessed' }>): void {
  start(draft, candidateId, event.sessionId, event.occurredAt);
  draft.setNewestFrame(candidateId, Date.parse(event.occurredAt));
  const isOver = ['ENDED', 'TERMINATED', 'PAUSED'].includes(draft.candidate(candidateId)?.status ?? '');
  if (!isOver) draft.changeCandidate(candidateId, { status: 'ACTIVE' });
}

function incident(draft: Draft, candidateId: string, sessionId: string, incident: Incident): void {
  draft.touchGrounds();
  const record = { candidateId, sessionId, incident, review: draft.incident(incident.id)?.review ?? null };
  if (record.review || isWaiting(record)) draft.setIncident(record);
  else draft.dropIncident(incident.id);

  if (incident.kind !== 'FEED_LOST') return;
  const status = draft.candidate(candidateId)?.status;
  if (!incident.end) draft.changeCandidate(candidateId, { status: 'FEED_LOST' });
  else if (status === 'FEED_LOST') draft.changeCandidate(candidateId, { status: 'ACTIVE' });
}

function review(draft: Draft, event: Extract<FeedEvent, { __typename: 'IncidentReviewed' }>): void {
  draft.touchGrounds();
  const record = draft.incident(event.incidentId);
  // Of one that is not known here, nothing waits to be judged.
  if (!record || (record.review?.revision ?? 0) > event.review.revision) return;
  const judged = { ...record, review: event.review };
  if (event.review.verdict !== 'NONE' || isWaiting(judged)) draft.setIncident(judged);
  else draft.dropIncident(event.incidentId);
}

function withoutOldJudged(state: ExamState): ExamState {
  if (state.incidents.size <= JUDGED_KEPT) return state;
  const judged = [...state.incidents.values()].filter((record) => !isWaiting(record) && record.incident.end);
  if (judged.length <= JUDGED_KEPT) return state;
  const oldest = judged
    .toSorted((one, other) => (one.review?.at ?? '').localeCompare(other.review?.at ?? ''))
    .slice(0, judged.length - JUDGED_KEPT);
  const incidents = new Map(state.incidents);
  for (const { incident } of oldest) incidents.delete(incident.id);
  return { ...state, incidents };
}
