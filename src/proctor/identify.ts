import type { Identity } from '../domain/checks.js';
import type { Face } from '../domain/face.js';
import type { FaceMatch, Part } from '../domain/observation.js';
import type { Policy } from '../domain/policy.js';
import type { Store } from '../store/store.js';

/**
 * Whom the engine's matches stand for. The candidate is recognised by the candidate's own faces and by nothing else;
 * the rest of the collection only serves to name somebody who sits in the candidate's place.
 */
export async function identify(
  matches: Part<readonly FaceMatch[]>,
  context: {
    readonly own: readonly Face[];
    readonly candidateId: string;
    readonly store: Store;
    readonly policy: Policy;
  },
): Promise<Part<Identity>> {
  if (!matches.ok) return matches;
  const { own, candidateId, store, policy } = context;
  const isEnrolled = own.length > 0;
  const similar = matches.value.filter((match) => match.similarity >= policy.similarityThreshold);

  const ownFaces = new Map(own.map((face) => [face.externalImageId, face]));
  const compared = matches.value.find((match) => ownFaces.has(match.externalImageId));
  const known = { isEnrolled, ...(compared && { similarity: compared.similarity }) };
  const candidate = similar.map((match) => ownFaces.get(match.externalImageId)).find((face) => face !== undefined);
  if (candidate) return { ok: true, value: { ...known, candidate: { fullName: candidate.fullName } } };

  for (const match of matches.value) {
    if (match.similarity < policy.namingThreshold) break;
    const face = await store.faces.get(match.externalImageId);
    if (!face || face.candidateId === candidateId) continue;
    return { ok: true, value: { ...known, impostor: { fullName: face.fullName, candidateId: face.candidateId } } };
  }
  return { ok: true, value: known };
}
