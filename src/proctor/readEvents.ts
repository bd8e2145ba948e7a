import type { Concerned, ExamEvent } from '../domain/events.js';
import type { EventLog } from '../events/eventLog.js';
import type { Batch } from './pages.js';

const READ_AT_ONCE = 500;

export interface Reading {
  /** From the beginning, without it. */
  readonly after?: string | undefined;
  /** How many are enough at first. */
  readonly first?: number | undefined;
}

/** All that is in the history after the cursor, up to now, as it is read. @throws CursorError */
export async function* readEvents(log: EventLog, examId: string, reading: Reading): AsyncIterable<Batch<ExamEvent>> {
  let cursor = reading.after;
  for (let limit = reading.first ?? READ_AT_ONCE; ; limit = READ_AT_ONCE) {
    const entries = await log.read(examId, { limit, ...(cursor !== undefined && { after: cursor }) });
    cursor = entries.at(-1)?.id;
    if (cursor === undefined) return;
    yield { entries, upTo: cursor, lookedAt: entries.length };
  }
}

/** Of that, what concerns one of these. @throws CursorError */
export async function* readEventsAbout(
  log: EventLog,
  examId: string,
  concerned: readonly Concerned[],
  reading: Reading = {},
): AsyncIterable<Batch<ExamEvent>> {
  let cursor = reading.after;
  for (let limit = reading.first ?? READ_AT_ONCE; ; limit = READ_AT_ONCE) {
    const options = { limit, ...(cursor !== undefined && { after: cursor }) };
    const { events, upTo, isEnd, lookedAt } = await log.readAbout(examId, concerned, options);
    yield { entries: events, upTo, lookedAt };
    if (isEnd) return;
    cursor = upTo;
  }
}
