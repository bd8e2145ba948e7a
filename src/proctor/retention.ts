/**
 * How long what is written is kept: events and sessions as long as their exam says when they are written, faces, which
 * belong to no exam, as long as exams say that begin with the service's own policy.
 */
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import type { Face } from '../domain/face.js';
import type { Expiry, Store } from '../store/store.js';

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
  const known = new Map<string, { readonly at: number; readonly days: Promise<number> }>();

  async function readDays(examId: string): Promise<number> {
    const exam = await exams.get(examId);
    return (exam?.policy ?? policy).retention.eventsDays;
  }

  async function daysOf(examId: string): Promise<number> {
    const at = now();
    for (const [id, one] of known) if (at - one.at >= REMEMBERED_MS) known.delete(id);
    const { days } = known.get(examId) ?? { days: readDays(examId) };
    if (!known.has(examId)) known.set(examId, { at, days });
    return await days.catch((error: unknown) => {
      known.delete(examId);
      throw error;
    });
  }

  return {
    async ofExam(examId) {
      return after(now(), await daysOf(examId));
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
