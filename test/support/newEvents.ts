import type { NewEvent } from '../../src/domain/events.js';

/** An event that is told apart by its key, and otherwise is like any other. */
export function newEvent(examId: string, key: string, candidateId = 'candidate-1'): NewEvent {
  return {
    type: 'FrameProcessed',
    key,
    examId,
    occurredAt: '2026-01-15T09:00:00.000Z',
    candidateId,
    sessionId: 'session-1',
    frameId: key,
    capturedAt: '2026-01-15T08:59:59.900Z',
    engine: 'embedded',
    checks: [{ name: 'FACE_DETECTION', status: 'PASS', details: '1' }],
  };
}

/** `key-1`, `key-2` and so on, of ten candidates in turn. */
export function newEvents(examId: string, count: number, from = 1): readonly NewEvent[] {
  return Array.from({ length: count }, (_, index) =>
    newEvent(examId, `key-${from + index}`, `candidate-${(from + index) % 10}`),
  );
}

/** An event that concerns everybody. */
export function messageToAll(examId: string, key: string): NewEvent {
  const occurredAt = '2026-01-15T09:00:00.000Z';
  return { type: 'MessageSent', key, examId, occurredAt, by: { id: 'paula' }, text: 'Ten minutes left.' };
}
