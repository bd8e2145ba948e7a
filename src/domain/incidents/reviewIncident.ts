/** What a proctor's judgement of an incident does to its session. Pure; sessions that are over can be reviewed as well. */
import type { IncidentReviewed } from '../events.js';
import type { Session } from '../session.js';
import type { Deed } from '../sessionLife.js';
import type { IncidentKind, Severity } from './kinds.js';
import type { Review, ReviewVerdict } from './review.js';

export interface ReviewRequest {
  /** An incident of the session; see `hasIncident`. */
  readonly incidentId: string;
  readonly kind: IncidentKind;
  readonly severity: Severity;
  readonly verdict: ReviewVerdict;
  readonly reason?: string | undefined;
  /** The revision that the proctor judges by, 0 for none; left out, whatever is there is replaced. */
  readonly seen?: number | undefined;
  /** The last review as far as it is known in full: the session remembers no reasons. */
  readonly known?: Review | undefined;
}

export type ReviewDecision =
  | { readonly status: 'recorded'; readonly session: Session; readonly review: Review }
  /** The session is the one that was given. */
  | { readonly status: 'nothing new' | 'reviewed meanwhile'; readonly session: Session };

/** Incidents are numbered within their session, so it knows which there were without remembering them. */
export function hasIncident({ id, watch }: Session, incidentId: string): boolean {
  const number = incidentId.startsWith(`${id}-`) ? incidentId.slice(id.length + 1) : '';
  return /^[1-9]\d*$/.test(number) && Number(number) <= (watch?.incidents ?? 0);
}

/**
 * Records the review, unless it repeats the last one, or takes back what nobody has said; and unless somebody else judged
 * after what the proctor saw. A proctor who comes to the same verdict as another one is recorded as well.
 */
export function reviewIncident(session: Session, request: ReviewRequest, deed: Deed): ReviewDecision {
  const { incidentId, kind, severity, verdict, reason, seen } = request;
  const { revision, verdict: last } = session.reviews?.[incidentId] ?? { revision: 0, verdict: 'NONE' };
  if (last === verdict && (verdict === 'NONE' || isRepeated(request, revision, deed))) {
    return { status: 'nothing new', session };
  }
  if (seen !== undefined && seen !== revision) return { status: 'reviewed meanwhile', session };
  const why = reason !== undefined && { reason };
  const review: Review = { verdict, ...why, ...deed, severity, revision: revision + 1 };
  const { examId, candidateId, id: sessionId } = session;
  const event: IncidentReviewed = {
    type: 'IncidentReviewed',
    key: `review/${incidentId}/${review.revision}`,
    examId,
    candidateId,
    sessionId,
    occurredAt: deed.at,
    incidentId,
    kind,
    severity,
    review,
  };
  const reviews = { ...session.reviews, [incidentId]: { verdict, revision: review.revision } };
  return { status: 'recorded', session: { ...session, reviews, outbox: [...session.outbox, event] }, review };
}

/**
 * Whether the proctor said just this of just this, and nobody spoke since: their first request may have got through
 * unheard. Of an incident that has become more severe it is said anew.
 */
function isRepeated({ reason, severity, known }: ReviewRequest, revision: number, { by }: Deed): boolean {
  if (known?.revision !== revision || known.severity !== severity) return false;
  return known.reason === reason && known.by.id === by.id;
}
