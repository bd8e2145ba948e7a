import type { Viewer } from '../auth/viewer.js';
import type { ExamEvent, ExamEventType, SignOfLife } from '../domain/events.js';
import type { Exam } from '../domain/exam.js';
import type { IncidentKind, Severity } from '../domain/incidents/kinds.js';
import type { EventLog } from '../events/eventLog.js';
import { ProctorError } from './errors.js';
import { getExam, isStaff } from './exams.js';
import type { Dependencies } from './service.js';
import { withSignsOfLife } from './signsOfLife.js';
import { withoutStrangers } from './toldEvents.js';

/** An event passes when it fits everything that is given. */
export interface ExamEventFilter {
  readonly candidateIds?: readonly string[] | undefined;
  readonly types?: readonly ExamEventType[] | undefined;
  /** About incidents of these kinds, of these severities. */
  readonly kinds?: readonly IncidentKind[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
}

/** What a feed delivers. */
export type FeedItem = ExamEvent | SignOfLife;

/**
 * Resolves once it is certain that the viewer may listen and that the cursor can be followed, so that a refusal is the
 * answer to the request and not the end of a stream.
 * @throws ProctorError FORBIDDEN, NOT_FOUND; CursorError
 */
export async function examEvents(
  { store, log, now }: Pick<Dependencies, 'store' | 'log' | 'now'>,
  viewer: Viewer,
  examId: string,
  { after, filter }: { readonly after?: string; readonly filter?: ExamEventFilter },
): Promise<AsyncIterableIterator<FeedItem>> {
  const exam = await getExam(store, viewer, examId);
  const start = after ?? (await log.latest(exam.id));
  await log.read(exam.id, { after: start, limit: 1 });
  let cursor = start;
  const isWanted = passes(filter ?? {});
  const wanted = filtered(log.follow(exam.id, start), (event) => {
    cursor = event.id;
    return isWanted(event);
  });
  return withSignsOfLife(wanted, { examId: exam.id, cursor: () => cursor, now });
}

/**
 * Up to `limit` of the newest events, oldest first. A candidate gets what came of their own frames and photos, and no more
 * of it than they need: what proctors made of it is not for them, and what proctors tell them comes with `candidateNotices`.
 */
export async function recentEvents(
  log: EventLog,
  viewer: Viewer,
  exam: Exam,
  limit: number,
): Promise<readonly ExamEvent[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_RECENT) {
    throw new ProctorError('BAD_USER_INPUT', `\`limit\` must be from 1 to ${MAX_RECENT}.`);
  }
  if (isStaff(viewer)) return await log.recent(exam.id, limit);
  const newest = await log.recent(exam.id, MAX_RECENT);
  const own = newest.filter(({ candidateId, type }) => candidateId === viewer.sub && FOR_CANDIDATES.has(type));
  return own
    .slice(-Math.min(limit, MAX_FOR_CANDIDATES))
    .map((event) => (event.type === 'FrameProcessed' ? withoutStrangers(event) : event));
}

const MAX_RECENT = 500;
const MAX_FOR_CANDIDATES = 100;

const FOR_CANDIDATES: ReadonlySet<ExamEventType> = new Set([
  'SessionStarted',
  'FrameProcessed',
  'FaceEnrolled',
  'FaceDeleted',
]);

/** Whether an event fits everything that the filter gives. */
export function passes({ candidateIds, types, kinds, severities }: ExamEventFilter): (event: ExamEvent) => boolean {
  const [isOurs, isOfType, isOfKind, isOfSeverity] = [
    oneOf(candidateIds),
    oneOf(types),
    oneOf(kinds),
    oneOf(severities),
  ];
  return (event) => {
    const about = incidentIn(event);
    return isOurs(event.candidateId) && isOfType(event.type) && isOfKind(about?.kind) && isOfSeverity(about?.severity);
  };
}

function oneOf<T>(values: readonly T[] | undefined): (value: T | undefined) => boolean {
  if (values === undefined) return () => true;
  const wanted = new Set(values);
  return (value) => value !== undefined && wanted.has(value);
}

/** The incident that an event is about. */
function incidentIn(event: ExamEvent): { readonly kind: IncidentKind; readonly severity: Severity } | undefined {
  if ('incident' in event) return event.incident;
  return event.type === 'IncidentReviewed' ? event : undefined;
}

/** Written as an object rather than a generator: a generator that waits for an event can't be returned until it comes. */
export function filtered(
  events: AsyncIterableIterator<ExamEvent>,
  isWanted: (event: ExamEvent) => boolean,
): AsyncIterableIterator<ExamEvent> {
  return {
    async next() {
      for (;;) {
        const result = await events.next();
        if (result.done || isWanted(result.value)) return result;
      }
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
