/** Who is asking. */
export type Role = 'CANDIDATE' | 'PROCTOR' | 'ADMIN';

export interface Viewer {
  /** The token's `sub`; for a candidate, the candidate's id. */
  readonly sub: string;
  readonly roles: readonly Role[];
  /** As the token gives it; never logged. */
  readonly name?: string;
  /** The exams the token is limited to; absent where it is not limited. An ADMIN is never limited. */
  readonly examIds?: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export function hasRole(viewer: Viewer, ...roles: readonly Role[]): boolean {
  return roles.some((role) => viewer.roles.includes(role));
}

export function maySeeExam(viewer: Viewer, examId: string): boolean {
  return hasRole(viewer, 'ADMIN') || viewer.examIds === undefined || viewer.examIds.includes(examId);
}
