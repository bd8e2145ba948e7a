/** What the tests of every event log do with events. */
import type { ExamEvent } from '../../../src/domain/events.js';

export function idOf(event: ExamEvent | undefined): string {
  if (!event) throw new Error('There is no such event.');
  return event.id;
}

/** As it is after it was rewritten: of another key, and of nobody. */
export function rewritten(event: ExamEvent): ExamEvent {
  return { ...event, key: `new-${event.key}`, candidateId: 'nobody' };
}

/** The next so many, or fewer where the log is closed before. */
export async function take(events: AsyncIterator<ExamEvent>, count: number): Promise<readonly ExamEvent[]> {
  const taken: ExamEvent[] = [];
  while (taken.length < count) {
    const result = await events.next();
    if (result.done) break;
    taken.push(result.value);
  }
  return taken;
}
