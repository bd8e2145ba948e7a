import type { Viewer } from '../auth/viewer.js';
import type { IncidentRecord } from '../domain/incidents/incidentRecord.js';
import type { ReviewVerdict } from '../domain/incidents/review.js';
import type { World } from './changeSession.js';

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

/** @throws ProctorError BAD_USER_INPUT, NOT_FOUND, FORBIDDEN */
export async function reviewIncident(
  _world: World,
  _viewer: Viewer,
  _input: ReviewIncidentInput,
): Promise<ReviewIncidentResult> {
  throw new Error('Not built yet.');
}
