/**
 * Whose faces somebody may see, enrol and delete. A face counts in every exam, so whoever is limited to some exams reaches
 * the faces of those alone who have a session there or were enrolled for there, and of those whom nobody knows yet: who is
 * recognised in other exams is none of their business. Nor do they begin a session for anybody else: it would bring the
 * faces within reach.
 */
import { hasRole, maySeeExam, type Viewer } from '../auth/viewer.js';
import { EXAM_ID_PATTERN } from '../domain/exam.js';
import type { Face } from '../domain/face.js';
import type { EventLog } from '../events/eventLog.js';
import type { Store } from '../store/store.js';
import { announcementKey } from './announceFace.js';
import { ProctorError } from './errors.js';

interface World {
  readonly store: Pick<Store, 'sessions' | 'faces'>;
  readonly log: Pick<EventLog, 'find'>;
}

/** @throws ProctorError FORBIDDEN */
export async function requireReach(world: World, viewer: Viewer, candidateId: string): Promise<void> {
  if ((await reachOf(world, viewer, candidateId)) === 'others') throw forbidden();
}

/**
 * @param isExamNamed whether it was said for which exam the viewer, who may see it, enrols: nobody else would ever reach
 * again whom they enrol for none
 * @throws ProctorError FORBIDDEN
 */
export async function requireReachToEnrol(
  world: World,
  viewer: Viewer,
  { candidateId, isExamNamed }: { readonly candidateId: string; readonly isExamNamed: boolean },
): Promise<void> {
  const reach = await reachOf(world, viewer, candidateId);
  if (reach === 'others') throw forbidden();
  if (reach === 'unknown' && !isExamNamed) {
    throw new ProctorError(
      'FORBIDDEN',
      'Your token covers some exams only: say as `examId` for which of them this is.',
    );
  }
}

async function reachOf(
  { store, log }: World,
  viewer: Viewer,
  candidateId: string,
): Promise<'own' | 'unknown' | 'others'> {
  const { examIds } = viewer;
  if (examIds === undefined || hasRole(viewer, 'ADMIN') || viewer.sub === candidateId) return 'own';
  const sessions = await store.sessions.ofCandidate(candidateId);
  if (sessions.some(({ examId }) => maySeeExam(viewer, examId))) return 'own';
  const faces = await store.faces.ofCandidate(candidateId);
  if (sessions.length === 0 && faces.length === 0) return 'unknown';
  return (await wereEnrolledFor(log, faces, examIds)) ? 'own' : 'others';
}

async function wereEnrolledFor(
  log: World['log'],
  faces: readonly Face[],
  examIds: readonly string[],
): Promise<boolean> {
  for (const examId of examIds.filter((id) => EXAM_ID_PATTERN.test(id))) {
    for (const face of faces) if (await log.find(examId, announcementKey('FaceEnrolled', face))) return true;
  }
  return false;
}

function forbidden(): ProctorError {
  return new ProctorError('FORBIDDEN', 'This candidate sits exams that your token does not cover.');
}
