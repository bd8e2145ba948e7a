/**
 * How many incidents there are, of what severity, and what was made of them. Put together from pages and from events, in
 * whatever order they come: severities only rise, and of two reviews the later one counts.
 */
import type { IncidentCountsQuery } from '../../api/generated/operations.js';
import type { FeedEvent, Severity, Verdict } from '../state/examState.js';
import { RANK } from '../state/queue.js';

export type CountedIncident = NonNullable<IncidentCountsQuery['exam']>['incidents']['edges'][number]['node'];

interface Known {
  readonly candidateId: string;
  readonly severity: Severity;
}

interface KnownReview {
  readonly verdict: Verdict;
  readonly revision: number;
}

export interface Tally {
  readonly incidents: ReadonlyMap<string, Known>;
  readonly reviews: ReadonlyMap<string, KnownReview>;
}

export type BySeverity = Readonly<Record<Severity, number>>;

export interface Counts {
  readonly all: number;
  readonly unjudged: number;
  readonly of: Readonly<Record<Severity, Readonly<Record<Verdict, number>>>>;
  readonly byCandidate: ReadonlyMap<string, BySeverity>;
}

export const NOTHING_COUNTED: Tally = { incidents: new Map(), reviews: new Map() };
export const NO_INCIDENTS: BySeverity = { HIGH: 0, MEDIUM: 0, LOW: 0 };

export function addPage(tally: Tally, page: readonly CountedIncident[]): Tally {
  const incidents = new Map(tally.incidents);
  const reviews = new Map(tally.reviews);
  for (const { candidateId, incident, review } of page) {
    addIncident(incidents, incident.id, { candidateId, severity: incident.severity });
    if (review) addReview(reviews, incident.id, review);
  }
  return { incidents, reviews };
}

/** The same tally where the events concern no incident. */
export function addEvents(tally: Tally, events: readonly FeedEvent[]): Tally {
  const telling = events.filter((event) => 'incident' in event || event.__typename === 'IncidentReviewed');
  if (telling.length === 0) return tally;
  const incidents = new Map(tally.incidents);
  const reviews = new Map(tally.reviews);
  for (const event of telling) {
    if (event.__typename === 'IncidentReviewed') addReview(reviews, event.incidentId, event.review);
    else if ('incident' in event && event.candidateId !== null) {
      addIncident(incidents, event.incident.id, {
        candidateId: event.candidateId,
        severity: event.incident.severity,
      });
    }
  }
  return { incidents, reviews };
}

export function countsOf({ incidents, reviews }: Tally): Counts {
  const none = () => ({ NONE: 0, ACKNOWLEDGED: 0, CONFIRMED: 0, DISMISSED: 0 });
  const of = { HIGH: none(), MEDIUM: none(), LOW: none() };
  const byCandidate = new Map<string, Record<Severity, number>>();
  for (const [id, { candidateId, severity }] of incidents) {
    of[severity][reviews.get(id)?.verdict ?? 'NONE'] += 1;
    const own = byCandidate.get(candidateId) ?? { ...NO_INCIDENTS };
    own[severity] += 1;
    byCandidate.set(candidateId, own);
  }
  return { all: incidents.size, unjudged: of.HIGH.NONE + of.MEDIUM.NONE + of.LOW.NONE, of, byCandidate };
}

function addIncident(incidents: Map<string, Known>, id: string, known: Known): void {
  const before = incidents.get(id);
  if (!before || RANK[known.severity] > RANK[before.severity]) incidents.set(id, known);
}

function addReview(reviews: Map<string, KnownReview>, id: string, { verdict, revision }: KnownReview): void {
  if ((reviews.get(id)?.revision ?? 0) < revision) reviews.set(id, { verdict, revision });
}
