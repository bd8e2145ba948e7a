import DataLoader from 'dataloader';
import type { Viewer } from '../auth/viewer.js';
import type { Session } from '../domain/session.js';
import type { Store } from '../store/store.js';
import { isStaff } from './exams.js';

/**
 * What candidates are called, by their newest enrolled face. A session has no name of its own: with the faces the name is
 * gone, too, and a pseudonym has neither.
 *
 * Many who are asked about at once, as for a dashboard full of them, are read at once. Nothing is remembered from one time
 * to the next.
 */
export function createNameReader(store: Store) {
  const names = new DataLoader<string, string | null>((candidateIds) => readNames(store, candidateIds), {
    cache: false,
    maxBatchSize: 1_000,
  });

  /** Resolves to null where no face is enrolled, and for whoever is not staff. */
  return async function candidateName(viewer: Viewer, { candidateId }: Session): Promise<string | null> {
    return isStaff(viewer) ? await names.load(candidateId) : null;
  };
}

async function readNames(store: Store, candidateIds: readonly string[]): Promise<readonly (string | null)[]> {
  const faces = await store.faces.ofCandidates([...new Set(candidateIds)]);
  return candidateIds.map((candidateId) => faces.get(candidateId)?.at(-1)?.fullName ?? null);
}
