import type { Viewer } from '../auth/viewer.js';
import type { IncidentRecord } from '../domain/incidents/incidentRecord.js';
import type { ReviewVerdict } from '../domain/incidents/review.js';
import { hasIncident, type ReviewDecision, reviewIncident as review } from '../domain/incidents/reviewIncident.js';
import { actorOf } from './actor.js';
import { changeSession, type World } from './changeSession.js';
import { ProctorError } from './errors.js';
import { getExam } from './exams.js';
import { requireText } from './input.js';

export interface ReviewIncidentInput {
  readonly examId: string;
  readonly incidentId: string;
  readonly verdict: ReviewVerdict;
  readonly reason?: string | undefined;
  /** The revision of the review that the proctor saw, 0 for none. */
  readonly seen?: number | undefined;
}

export interface ReviewIncidentResult {
  readonly status: 'recorded' | 'reviewed meanwhile';
  readonly record: IncidentRecord;
}

const MAX_REASON = 500;

/**
 * Records what a proctor makes of an incident: in the session, whose writes come one after the other, so that of two who
 * saw the same only one is recorded; from there in the history, and with the incident.
 * @throws ProctorError BAD_USER_INPUT, NOT_FOUND, FORBIDDEN
 */
export async function reviewIncident(
  world: World,
  viewer: Viewer,
  input: ReviewIncidentInput,
): Promise<ReviewIncidentResult> {
  const { id: examId } = await getExam(world.store, viewer, input.examId);
  const reason = readReason(input);
  const record = await getRecord(world, examId, input.incidentId);
  const { incident, candidateId, review: known } = record;
  const { id: incidentId, kind, severity } = incident;
  const { verdict, seen } = input;

  const decisions: ReviewDecision[] = [];
  await changeSession(world, { examId, candidateId }, (session, at) => {
    if (!session || !hasIncident(session, incidentId)) throw unknownIncident();
    const request = { incidentId, kind, severity, verdict, reason, seen, known };
    const decision = review(session, request, { at, by: actorOf(viewer) });
    decisions.push(decision);
    return decision.session;
  });
  const decision = decisions.at(-1); // what was decided before did not get through
  if (decision?.status === 'recorded') return { status: 'recorded', record: { ...record, review: decision.review } };
  const status = decision?.status === 'reviewed meanwhile' ? decision.status : 'recorded';
  return { status, record: await getRecord(world, examId, incidentId) };
}

function readReason({ verdict, reason }: ReviewIncidentInput): string | undefined {
  const isRequired = verdict === 'CONFIRMED' || verdict === 'DISMISSED';
  if (!isRequired && (reason === undefined || reason.trim() === '')) return undefined;
  return requireText('reason', reason ?? '', MAX_REASON);
}

async function getRecord({ store }: World, examId: string, incidentId: string): Promise<IncidentRecord> {
  const record = await store.incidents.get(examId, incidentId);
  if (!record) throw unknownIncident();
  return record;
}

function unknownIncident(): ProctorError {
  return new ProctorError('NOT_FOUND', 'There is no incident of this id in this exam.');
}
