/** What every contender publishes, and what every subscriber asks for. */
import { readdir, readFile } from 'node:fs/promises';
import type { NewEvent } from '../../dist/domain/events.js';

export const EXAM_ID = 'demo';

/** As the dashboard asks. */
export const QUERY = queryOf('');

/** The same, from the exam's first event on: nothing is missed, however long the subscription takes to begin. */
export const QUERY_FROM_FIRST = queryOf(`, after: "${EXAM_ID}:000000000000"`);

function queryOf(more: string): string {
  return /* GraphQL */ `
  subscription ($examId: ID!) {
    examEvents(examId: $examId${more}) {
      __typename
      id
      occurredAt
      candidateId
      ... on FrameProcessed { frameId capturedAt checks { name status success } }
    }
  }
`;
}

/** Everything of an event, many times over: a few such subscriptions fill the buffers of a socket that reads nothing. */
export const GREEDY_QUERY = `subscription ($examId: ID!) { examEvents(examId: $examId) { ... on FrameProcessed {
  ${Array.from({ length: 14 }, (_, index) => `a${index}: checks { name testName status success details }`).join(' ')}
} } }`;

export async function readTypeDefs(): Promise<string[]> {
  const folder = new URL('../../schema/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql'));
  return await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
}

/** A frame in which all is well, as most are. */
export function frameProcessed(count: number): NewEvent {
  const now = new Date().toISOString();
  const frameId = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  return {
    type: 'FrameProcessed',
    key: `frame/${frameId}`,
    examId: EXAM_ID,
    occurredAt: now,
    candidateId: 'candidate-42',
    sessionId: '7b0a9f0e-7f0c-4b2a-9a51-2f3f1f6f0c11',
    frameId,
    capturedAt: now,
    engine: 'embedded',
    checks: [
      { name: 'OBJECTS_OF_INTEREST', status: 'PASS', details: '0' },
      { name: 'PERSON_DETECTION', status: 'PASS', details: '1' },
      { name: 'PERSON_RECOGNITION', status: 'PASS', details: 'Ada Lovelace' },
      { name: 'FACE_DETECTION', status: 'PASS', details: '1' },
      { name: 'UNSAFE_CONTENT', status: 'PASS', details: '0' },
    ],
  };
}

/** With the id that an event log would give it. */
export function withId(event: NewEvent, count: number) {
  return { ...event, id: `${EXAM_ID}:${String(count).padStart(12, '0')}` };
}
