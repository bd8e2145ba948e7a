import type { Viewer } from '../auth/viewer.js';
import type { ExamEvent } from '../domain/events.js';
import type { Exam } from '../domain/exam.js';
import type { EventLog } from '../events/eventLog.js';
import type { ExamEventFilter } from './examEvents.js';
import type { Page, PageRequest } from './pages.js';

/**
 * An exam's history, oldest first, page by page.
 * @throws ProctorError FORBIDDEN, BAD_USER_INPUT; CursorError
 */
export async function eventPage(
  _log: EventLog,
  _viewer: Viewer,
  _exam: Exam,
  _request: PageRequest & {
    readonly filter?: ExamEventFilter | undefined;
    /** ISO 8601: from this moment on, and before that one. */
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  },
): Promise<Page<ExamEvent>> {
  throw new Error('Not built yet.');
}
