/**
 * How long what is written is kept: events and sessions as long as their exam says when they are written, faces, which
 * belong to no exam, as long as exams say that begin with the service's own policy.
 */
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import type { Face } from '../domain/face.js';
import type { Expiry, Store } from '../store/store.js';
import { createRemembered } from './remembered.js';

export interface Retention {
  /** Of what is written now in an exam. */
  ofExam(examId: string): Promise<Expiry>;
  /** Of a face, counted from its enrolment. */
  ofFace(face: Face): Expiry;
}

export interface RetentionOptions {
  readonly exams: Pick<Store['exams'], 'get'>;
  /** For faces, and for exams that are gone. */
  readonly policy: ExamPolicy;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A change of an exam's retention is heeded after this time at the latest. */
const REMEMBERED_MS = 10_000;
const DAY_MS = 24 * 60 * 60_000;

export function createRetention({ exams, policy, now }: RetentionOptions): Retention {
  async function readDays(examId: string): Promise<number> {
    const exam = await exams.get(examId);
    return (exam?.policy ?? policy).retention.eventsDays;
  }
  const days = createRemembered(readDays, { forMs: REMEMBERED_MS, now });

  return {
    async ofExam(examId) {
      return after(now(), await days.get(examId));
    },
    ofFace: ({ enrolledAt }) => after(Date.parse(enrolledAt), policy.retention.facesDays),
  };
}

/** The same store, which gives every session and every face that it writes its expiry. */
export function withRetention(store: Store, retention: Retention): Store {
  return {
    ...store,
    faces: { ...store.faces, put: (face) => store.faces.put(face, retention.ofFace(face)) },
    sessions: {
      ...store.sessions,
      save: async (session) => await store.sessions.save(session, await retention.ofExam(session.examId)),
    },
  };
}

function after(ms: number, days: number): Expiry {
  return { expiresAt: new Date(ms + days * DAY_MS).toISOString() };
}
