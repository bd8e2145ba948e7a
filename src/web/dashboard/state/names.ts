/** What candidates are called: as their newest enrolled photo says, which the server alone can tell. */
import type { ExamState, FeedEvent } from './examState.js';

/** Of whom these events tell something after which their name is to be read: they are new here, or a photo came or went. */
export function namesWantedBy(events: readonly FeedEvent[], before: Pick<ExamState, 'candidates'>): readonly string[] {
  const wanted = new Set<string>();
  for (const { __typename, candidateId } of events) {
    if (candidateId === null || __typename === 'CandidateErased') continue;
    const isAboutPhotos = __typename === 'FaceEnrolled' || __typename === 'FaceDeleted';
    if (isAboutPhotos || !before.candidates.has(candidateId)) wanted.add(candidateId);
  }
  return [...wanted];
}

export function withNames(
  state: ExamState,
  read: readonly { readonly candidateId: string; readonly candidateName: string | null }[],
): ExamState {
  const candidates = new Map(state.candidates);
  for (const { candidateId, candidateName } of read) {
    const before = candidates.get(candidateId);
    const name = candidateName ?? undefined;
    if (before && before.name !== name) candidates.set(candidateId, { ...before, name });
  }
  return { ...state, candidates };
}
