import { maySeeExam, type Viewer } from '../auth/viewer.js';
import type { Session } from '../domain/session.js';
import { isOver } from '../domain/sessionLife.js';
import type { LivePicture, LivePictures } from '../pictures/livePictures.js';
import { isStaff } from './exams.js';

export type { LivePicture };

/** The newest frame of a session, for the exam's staff, as long as the session goes on. */
export async function livePicture(
  livePictures: LivePictures,
  viewer: Viewer,
  session: Session,
): Promise<LivePicture | undefined> {
  if (!isStaff(viewer) || !maySeeExam(viewer, session.examId) || isOver(session)) return undefined;
  return await livePictures.look(session);
}
