import type { Actor } from './actor.js';
import type { ExamPolicy } from './examPolicy/examPolicy.js';

/** What is proctored. */
export interface Exam {
  readonly id: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Grows with each change, so that two who change it at once can't overwrite each other. */
  readonly policy: ExamPolicy;
  /** Who changed the policy last; absent for the policy that the exam began with. */
  readonly lastPolicyChange?: { readonly at: string; readonly by: Actor };
}

/** Ids appear in cursors and table keys: short, and free of separators. */
export const EXAM_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
