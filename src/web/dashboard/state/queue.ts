/** What needs a look, and in which order. */
import type { Candidate, ExamState, IncidentRecord, Kind, Severity, Verdict } from './examState.js';

export interface Filter {
  /** A part of a name or of a candidate's id; empty for everybody. */
  readonly search: string;
  /** Undefined for all kinds. */
  readonly kind: Kind | undefined;
  /** Undefined for all severities. */
  readonly severity: Severity | undefined;
}

export const EVERYTHING: Filter = { search: '', kind: undefined, severity: undefined };

export const RANK: Readonly<Record<Severity, number>> = { LOW: 1, MEDIUM: 2, HIGH: 3 };

type Reviewed = Pick<IncidentRecord, 'incident' | 'review'>;

/**
 * Whether a proctor should look. What is open waits until somebody takes it up, and again when it has become more severe
 * since. What has ended by itself waits too where it was more than slight, since a phone put away is a phone all the same; a
 * feed that came back is nothing to look at.
 */
export function isWaiting({ incident, review }: Reviewed): boolean {
  if (review && review.verdict !== 'NONE' && !hasRisen({ incident, review })) return false;
  return incident.end === null || (incident.severity !== 'LOW' && incident.kind !== 'FEED_LOST');
}

/** Somebody took it up as something less than it has become. What was confirmed or dismissed has been judged. */
export function hasRisen({ incident, review }: Reviewed): boolean {
  return review?.verdict === 'ACKNOWLEDGED' && RANK[incident.severity] > RANK[review.severity];
}

/** As this proctor sees it: what they just said counts before the server has answered. */
export function verdictOf({ judging }: Pick<ExamState, 'judging'>, { incident, review }: IncidentRecord): Verdict {
  return judging.get(incident.id) ?? review?.verdict ?? 'NONE';
}

type Judged = Pick<ExamState, 'incidents' | 'judging' | 'candidates'>;

/** The most severe first; among equals the one that has waited longest. */
export function queueOf(state: Judged, filter: Filter = EVERYTHING): readonly IncidentRecord[] {
  return [...state.incidents.values()]
    .filter((record) => isWaitingHere(state, record))
    .filter((record) => fits(record, state.candidates.get(record.candidateId), filter))
    .toSorted(byUrgency);
}

/** What was taken up or judged, the newest first. */
export function handledOf(state: Judged): readonly IncidentRecord[] {
  const at = ({ incident, review }: IncidentRecord) => (state.judging.has(incident.id) ? '~' : (review?.at ?? ''));
  return [...state.incidents.values()]
    .filter((record) => verdictOf(state, record) !== 'NONE' && !isWaitingHere(state, record))
    .toSorted((one, other) => at(other).localeCompare(at(one)));
}

function isWaitingHere({ judging }: Judged, record: IncidentRecord): boolean {
  const said = judging.get(record.incident.id);
  if (said === undefined) return isWaiting(record);
  return said === 'NONE' && isWaiting({ ...record, review: null });
}

export function matches({ search }: Filter, { candidateId, name }: Pick<Candidate, 'candidateId' | 'name'>): boolean {
  const wanted = plain(search);
  return wanted === '' || plain(candidateId).includes(wanted) || plain(name ?? '').includes(wanted);
}

function fits({ candidateId, incident }: IncidentRecord, candidate: Candidate | undefined, filter: Filter): boolean {
  return (
    (filter.kind === undefined || incident.kind === filter.kind) &&
    (filter.severity === undefined || incident.severity === filter.severity) &&
    matches(filter, candidate ?? { candidateId, name: undefined })
  );
}

function byUrgency({ incident: one }: IncidentRecord, { incident: other }: IncidentRecord): number {
  return (
    RANK[other.severity] - RANK[one.severity] || one.since.localeCompare(other.since) || (one.id < other.id ? -1 : 1)
  );
}

/** Without accents and case, so that "lopez" finds López. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
