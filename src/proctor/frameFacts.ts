/**
 * What each frame needs to know and hardly ever changes: its exam, and the candidate's faces. Both are remembered, so that
 * a frame costs no request for them. What this process writes itself counts at once, what another one does after the times
 * below; a candidate's session, and with it consent, pause and end, is not remembered at all.
 */
import type { Exam } from '../domain/exam.js';
import type { Face } from '../domain/face.js';
import type { Store } from '../store/store.js';
import { createRemembered } from './remembered.js';

export interface FrameFacts {
  exam(id: string): Promise<Exam | undefined>;
  /** The candidate's own faces, oldest first. */
  facesOf(candidateId: string): Promise<readonly Face[]>;
  /** The candidate was not recognised by them: perhaps there are others by now. */
  doubtFacesOf(candidateId: string): void;
  /** The candidate begins anew: at another node they may have been erased meanwhile. */
  forgetFacesOf(candidateId: string): void;
}

/** A policy that is changed at another node counts here after this time at the latest. */
const EXAM_MS = 1_000;
/** A face that is deleted at another node counts here no more after this time at the latest. */
const FACES_MS = 60_000;
/** A face that is enrolled at another node counts here after this time at the latest, if it is needed. */
const DOUBTED_FACES_MS = 10_000;

/** @returns also the store as it has to be used from now on, so that nothing is written past what is remembered */
export function rememberFrameFacts(
  { exams, faces, ...store }: Store,
  now: () => number,
): { readonly store: Store; readonly facts: FrameFacts } {
  const knownExams = createRemembered(exams.get, { forMs: EXAM_MS, now });
  const knownFaces = createRemembered(faces.ofCandidate, { forMs: FACES_MS, now });
  return {
    facts: {
      exam: knownExams.get,
      facesOf: knownFaces.get,
      doubtFacesOf: (candidateId) => knownFaces.forgetOld(candidateId, DOUBTED_FACES_MS),
      forgetFacesOf: knownFaces.forget,
    },
    store: {
      ...store,
      exams: {
        ...exams,
        create: (exam) => exams.create(exam).finally(() => knownExams.forget(exam.id)),
        update: (exam) => exams.update(exam).finally(() => knownExams.forget(exam.id)),
      },
      faces: {
        ...faces,
        put: (face, ...expiry) => faces.put(face, ...expiry).finally(() => knownFaces.forget(face.candidateId)),
        // Whose it was is known only afterwards, and not where the answer is lost.
        delete: (externalImageId) => faces.delete(externalImageId).finally(() => knownFaces.forgetAll()),
      },
    },
  };
}
