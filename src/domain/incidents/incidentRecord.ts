import type { NewEvent } from '../events.js';
import type { Incident } from './incident.js';
import type { Review } from './review.js';

/** An incident as it is found again after the exam: whose it was, and what proctors made of it. */
export interface IncidentRecord {
  readonly examId: string;
  readonly candidateId: string;
  readonly sessionId: string;
  readonly incident: Incident;
  readonly review?: Review;
}

/**
 * What events tell of incidents, put together: the newest of each incident and the last review of it, in the order in
 * which they are first told of. The events may come in any order, and more than once.
 */
export function recordsIn(events: Iterable<NewEvent>): readonly IncidentRecord[] {
  const records = new Map<string, IncidentRecord>();
  const reviews = new Map<string, Review>();
  for (const event of events) {
    if (event.type === 'IncidentReviewed') {
      const { incidentId, review } = event;
      if (review.revision > (reviews.get(incidentId)?.revision ?? 0)) reviews.set(incidentId, review);
    } else if ('incident' in event) {
      const { examId, candidateId, sessionId, incident } = event;
      if (incident.revision > (records.get(incident.id)?.incident.revision ?? 0)) {
        records.set(incident.id, { examId, candidateId, sessionId, incident });
      }
    }
  }
  return [...records.values()].map((record) => {
    const review = reviews.get(record.incident.id);
    return review ? { ...record, review } : record;
  });
}
