import type { Viewer } from '../auth/viewer.js';
import type { ExamEvent, ExamEventType, SignOfLife } from '../domain/events.js';
import type { Exam } from '../domain/exam.js';
import type { IncidentKind, Severity } from '../domain/incidents/kinds.js';
import type { EventLog } from '../events/eventLog.js';
import { ProctorError } from './errors.js';
import { getExam, isStaff } from './exams.js';
import type { Dependencies } from './service.js';

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
  { store, log }: Dependencies,
  viewer: Viewer,
  examId: string,
  { after, filter }: { readonly after?: string; readonly filter?: ExamEventFilter },
): Promise<AsyncIterableIterator<FeedItem>> {
  const exam = await getExam(store, viewer, examId);
  const start = after ?? (await log.latest(exam.id));
  await log.read(exam.id, { after: start, limit: 1 });
  const events = log.follow(exam.id, start);
  return filter ? filtered(events, passes(filter)) : events;
}

/** Up to `limit` of the newest events, oldest first; a candidate gets their own, without what was made of them. */
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
  return newest.filter((event) => event.candidateId === viewer.sub && !('incident' in event)).slice(-limit);
}

const MAX_RECENT = 500;

export function passes(filter: ExamEventFilter): (event: ExamEvent) => boolean {
  const candidates = filter.candidateIds && new Set(filter.candidateIds);
  const types = filter.types && new Set(filter.types);
  return (event) =>
    (candidates === undefined || (event.candidateId !== undefined && candidates.has(event.candidateId))) &&
    (types?.has(event.type) ?? true);
}

/** Written as an object rather than a generator: a generator that waits for an event can't be returned until it comes. */
function filtered(
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
