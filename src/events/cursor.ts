/**
 * Ids of events, which are cursors too: the exam and the event's place in its history, `demo:000000000042`. Places start
 * at 1; place 0 is before the first event. Within an exam, ids also grow as text.
 */
import { CursorError } from './eventLog.js';

/** Enough for an event each millisecond, for thirty years. */
const DIGITS = 12;

export function formatCursor(examId: string, seq: number): string {
  return `${examId}:${String(seq).padStart(DIGITS, '0')}`;
}

/**
 * The place that the cursor names; whether the history reaches so far is for the log to know.
 * @throws CursorError `invalid`
 */
export function parseCursor(examId: string, cursor: string): number {
  const separator = cursor.lastIndexOf(':');
  const digits = cursor.slice(separator + 1);
  if (separator === -1 || digits.length !== DIGITS || !/^\d+$/.test(digits)) {
    throw new CursorError('invalid', 'This is not the id of an event.');
  }
  if (cursor.slice(0, separator) !== examId) {
    throw new CursorError('invalid', "This is the id of another exam's event.");
  }
  return Number(digits);
}
