/** One candidate's sitting of one exam. */
export interface SessionKey {
  readonly examId: string;
  readonly candidateId: string;
}

/** The same in one word. */
export function sessionKey({ examId, candidateId }: SessionKey): string {
  return JSON.stringify([examId, candidateId]);
}
