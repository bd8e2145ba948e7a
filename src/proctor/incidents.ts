/** The incidents of an exam as proctors go through them. */
import type { Viewer } from '../auth/viewer.js';
import type { Exam } from '../domain/exam.js';
import type { IncidentRecord } from '../domain/incidents/incidentRecord.js';
import type { IncidentKind, Severity } from '../domain/incidents/kinds.js';
import type { ReviewVerdict } from '../domain/incidents/review.js';
import type { Store } from '../store/store.js';
import type { Page, PageRequest } from './pages.js';

/** An incident passes when it fits everything that is given. */
export interface IncidentFilter {
  readonly candidateIds?: readonly string[] | undefined;
  readonly kinds?: readonly IncidentKind[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
  readonly isOpen?: boolean | undefined;
  readonly verdicts?: readonly ReviewVerdict[] | undefined;
  /** Opened from this moment on, and before that one: ISO 8601. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** @throws ProctorError FORBIDDEN, NOT_FOUND (the exam) */
export async function incident(
  _store: Store,
  _viewer: Viewer,
  _examId: string,
  _incidentId: string,
): Promise<IncidentRecord | undefined> {
  throw new Error('Not built yet.');
}

/** @throws ProctorError FORBIDDEN, BAD_USER_INPUT */
export async function incidents(
  _store: Store,
  _viewer: Viewer,
  _exam: Exam,
  _request: PageRequest & { readonly filter?: IncidentFilter | undefined },
): Promise<Page<IncidentRecord>> {
  throw new Error('Not built yet.');
}
