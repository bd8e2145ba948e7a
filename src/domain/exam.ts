/** What is proctored. */
export interface Exam {
  readonly id: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Ids appear in cursors and table keys: short, and free of separators. */
export const EXAM_ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
