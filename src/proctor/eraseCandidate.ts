import type { Viewer } from '../auth/viewer.js';
import type { Actor } from '../domain/actor.js';
import type { Dependencies } from './service.js';

/** What was erased; see the schema. */
export interface ErasureReceipt {
  readonly candidateId: string;
  /** ISO 8601, by the server's clock. */
  readonly erasedAt: string;
  readonly by: Actor;
  readonly faces: number;
  readonly pictures: number;
  readonly sessions: number;
  readonly events: number;
  readonly incidents: number;
  readonly examIds: readonly string[];
}

/**
 * Forgets a candidate everywhere. Where it fails half-way, calling it again goes on.
 * @throws ProctorError BAD_USER_INPUT; StoreUnavailable, EngineUnavailable
 */
export async function eraseCandidate(
  _dependencies: Dependencies,
  _viewer: Viewer,
  _candidateId: string,
): Promise<ErasureReceipt> {
  throw new Error('Not built yet.');
}
