/** Telling the proctors who should know that a face came or went. */
import type { Face } from '../domain/face.js';
import type { EventLog } from '../events/eventLog.js';
import type { Store } from '../store/store.js';

/** The exam that a fresh machine has, so that the first call works. */
export const DEMO_EXAM_ID = 'demo';

/**
 * Appends the event to the exam that is named; else to each exam in which the candidate has a session; else to the demo
 * exam, where there is one. Announcing the same again, in the same exam, is harmless.
 */
export async function announceFace(
  { store, log }: { readonly store: Store; readonly log: EventLog },
  type: 'FaceEnrolled' | 'FaceDeleted',
  face: Face,
  { examId, occurredAt }: { readonly examId?: string | undefined; readonly occurredAt: string },
): Promise<void> {
  const { externalImageId, candidateId } = face;
  const key = announcementKey(type, face);
  for (const exam of await examsToTell(store, candidateId, examId)) {
    await log.append(exam, [{ type, key, examId: exam, occurredAt, candidateId, externalImageId }]);
  }
}

/** The key of the event, in whatever exam it is. */
export function announcementKey(type: 'FaceEnrolled' | 'FaceDeleted', { externalImageId, enrolledAt }: Face): string {
  return `${type}/${externalImageId}/${enrolledAt}`;
}

async function examsToTell(store: Store, candidateId: string, examId: string | undefined): Promise<readonly string[]> {
  if (examId !== undefined) return [examId];
  const sessions = await store.sessions.ofCandidate(candidateId);
  if (sessions.length > 0) return sessions.map((session) => session.examId);
  return (await store.exams.get(DEMO_EXAM_ID)) ? [DEMO_EXAM_ID] : [];
}
