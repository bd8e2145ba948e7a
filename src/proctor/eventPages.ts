import type { Viewer } from '../auth/viewer.js';
import type { ExamEvent } from '../domain/events.js';
import type { Exam } from '../domain/exam.js';
import type { EventLog } from '../events/eventLog.js';
import { type ExamEventFilter, passes } from './examEvents.js';
import { requireStaff } from './exams.js';
import { collectPage, type Page, type PageRequest, requirePageSize } from './pages.js';
import { readEvents, readEventsAbout } from './readEvents.js';

export interface EventPageRequest extends PageRequest {
  readonly filter?: ExamEventFilter | undefined;
  /** ISO 8601: from this moment on, and before that one. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const MOST_ON_A_PAGE = 500;
const MOST_LOOKED_AT = 5_000;

/**
 * The events of so many candidates are looked up, and those of more picked from all: a store that is charged for each event
 * that is looked up is charged for five or so that stand side by side.
 */
const MOST_LOOKED_UP = 10;

/**
 * An exam's history, oldest first, page by page.
 * @throws ProctorError FORBIDDEN, BAD_USER_INPUT; CursorError
 */
export async function eventPage(
  log: EventLog,
  viewer: Viewer,
  exam: Exam,
  request: EventPageRequest,
): Promise<Page<ExamEvent>> {
  requireStaff(viewer);
  requirePageSize(request.first, MOST_ON_A_PAGE);
  const { after, filter, from, to } = request;
  // One more than the page holds shows whether there is a next one.
  const reading = { after, first: request.first + 1 };
  const candidateIds = filter?.candidateIds;
  const fits = filter ? passes(filter) : () => true;
  return await collectPage(request, {
    source:
      candidateIds && candidateIds.length <= MOST_LOOKED_UP
        ? readEventsAbout(log, exam.id, candidateIds, reading)
        : readEvents(log, exam.id, reading),
    // Each by itself: what a crash delayed stands in the history behind what happened later.
    isWanted: (event) =>
      fits(event) && (from === undefined || event.occurredAt >= from) && (to === undefined || event.occurredAt < to),
    cursorOf: ({ id }) => id,
    mostLookedAt: MOST_LOOKED_AT,
  });
}
