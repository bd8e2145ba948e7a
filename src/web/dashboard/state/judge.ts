/** A proctor's judgements, shown before the server has answered, and taken back where it refuses. */
import type { ExamState, IncidentRecord, Verdict } from './examState.js';

export function beginJudging(state: ExamState, incidentId: string, verdict: Verdict): ExamState {
  return { ...state, judging: new Map(state.judging).set(incidentId, verdict) };
}

/** @param record as the server answered; undefined where it did not */
export function endJudging(state: ExamState, incidentId: string, record: IncidentRecord | undefined): ExamState {
  const judging = new Map(state.judging);
  judging.delete(incidentId);
  const known = state.incidents.get(incidentId);
  // The feed may have told more of the incident since, and a later judgement too.
  if (!record || (known?.review?.revision ?? 0) > (record.review?.revision ?? 0)) return { ...state, judging };
  const merged = known ? { ...known, review: record.review } : record;
  return { ...state, judging, incidents: new Map(state.incidents).set(incidentId, merged) };
}
