import type { ExamEvent } from '../domain/events.js';
import type { EventLog } from '../events/eventLog.js';

const READ_AT_ONCE = 500;

/** All that is in the history after the cursor, or from the beginning, up to now. @throws CursorError */
export async function* readEvents(log: EventLog, examId: string, after?: string): AsyncIterable<ExamEvent> {
  let cursor = after;
  for (;;) {
    const events = await log.read(examId, { limit: READ_AT_ONCE, ...(cursor !== undefined && { after: cursor }) });
    yield* events;
    cursor = events.at(-1)?.id;
    if (cursor === undefined) return;
  }
}
