/** The incidents of an exam as proctors go through them. */
import type { Viewer } from '../auth/viewer.js';
import type { Exam } from '../domain/exam.js';
import { isOpen } from '../domain/incidents/incident.js';
import type { IncidentRecord } from '../domain/incidents/incidentRecord.js';
import type { IncidentKind, Severity } from '../domain/incidents/kinds.js';
import type { ReviewVerdict } from '../domain/incidents/review.js';
import type { IncidentPlace, Store } from '../store/store.js';
import { getExam, requireStaff } from './exams.js';
import { parseIncidentCursor, toIncidentCursor } from './incidentCursor.js';
import { type Batch, collectPage, type Page, type PageRequest, requirePageSize } from './pages.js';

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

const MOST_ON_A_PAGE = 200;
const MOST_LOOKED_AT = 5_000;

/** @throws ProctorError FORBIDDEN, NOT_FOUND (the exam) */
export async function incident(
  store: Store,
  viewer: Viewer,
  examId: string,
  incidentId: string,
): Promise<IncidentRecord | undefined> {
  requireStaff(viewer);
  const exam = await getExam(store, viewer, examId);
  return await store.incidents.get(exam.id, incidentId);
}

/** @throws ProctorError FORBIDDEN, BAD_USER_INPUT */
export async function incidents(
  store: Store,
  viewer: Viewer,
  exam: Exam,
  request: PageRequest & { readonly filter?: IncidentFilter | undefined },
): Promise<Page<IncidentRecord>> {
  requireStaff(viewer);
  requirePageSize(request.first, MOST_ON_A_PAGE);
  const { after, first, filter = {} } = request;
  const isWanted = passes(filter);
  const start = laterOf(
    after === undefined ? undefined : parseIncidentCursor(after),
    filter.from === undefined ? undefined : { openedAt: filter.from, id: '' },
  );
  return await collectPage(request, {
    source: walk(store, exam.id, { start, to: filter.to, first }),
    isWanted,
    cursorOf,
    mostLookedAt: MOST_LOOKED_AT,
  });
}

/** How many are read at once where a filter may pass few of them. */
const READ_AT_ONCE = 500;

/** Exactly one more than a page of everything needs; many at once when the first read was not enough. */
async function* walk(
  store: Store,
  examId: string,
  options: { readonly start: IncidentPlace | undefined; readonly to: string | undefined; readonly first: number },
): AsyncIterable<Batch<IncidentRecord>> {
  const { to } = options;
  let { start } = options;
  for (let limit = options.first + 1; ; limit = READ_AT_ONCE) {
    const page = await store.incidents.page(examId, start, limit);
    const entries = page.filter(({ incident }) => to === undefined || incident.openedAt < to);
    const last = entries.at(-1);
    if (last) yield { entries, upTo: cursorOf(last), lookedAt: entries.length };
    if (entries.length < limit) return;
    start = last?.incident;
  }
}

function cursorOf({ incident: { openedAt, id } }: IncidentRecord): string {
  return toIncidentCursor({ openedAt, id });
}

/** Whether an incident fits everything that the filter gives, which may name thousands of candidates. */
function passes({ kinds, severities, verdicts, ...filter }: IncidentFilter): (record: IncidentRecord) => boolean {
  const candidateIds = filter.candidateIds && new Set(filter.candidateIds);
  return ({ candidateId, incident, review }) =>
    (candidateIds?.has(candidateId) ?? true) &&
    (kinds?.includes(incident.kind) ?? true) &&
    (severities?.includes(incident.severity) ?? true) &&
    (filter.isOpen === undefined || filter.isOpen === isOpen(incident)) &&
    (verdicts?.includes(review?.verdict ?? 'NONE') ?? true);
}

function laterOf(one: IncidentPlace | undefined, other: IncidentPlace | undefined): IncidentPlace | undefined {
  if (!one || !other) return one ?? other;
  return one.openedAt < other.openedAt ? other : one;
}
