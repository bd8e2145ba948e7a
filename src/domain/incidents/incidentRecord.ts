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
