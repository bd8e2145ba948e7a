import type { ExamState, Risk } from './examState.js';

/** Takes over what was read of risks and of when each candidate's time is up. */
export function withRisks(
  state: ExamState,
  read: readonly { readonly candidateId: string; readonly endsAt: string | null; readonly risk: Risk }[],
): ExamState {
  const candidates = new Map(state.candidates);
  for (const { candidateId, endsAt, risk } of read) {
    const before = candidates.get(candidateId);
    if (!before) continue;
    const isSame = before.endsAt === endsAt && JSON.stringify(before.risk) === JSON.stringify(risk);
    if (!isSame) candidates.set(candidateId, { ...before, endsAt, risk });
  }
  return { ...state, candidates };
}
