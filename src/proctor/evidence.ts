import type { Viewer } from '../auth/viewer.js';
import type { Evidence } from '../domain/evidence.js';
import type { EvidenceRole } from '../domain/incidents/advance.js';
import type { World } from './changeSession.js';

/** A frame that is kept, in all its roles. */
export type KeptFrame = Omit<Evidence, 'role'> & { readonly roles: readonly EvidenceRole[] };

/**
 * The frames kept of an incident, in the order in which they were taken. That they were looked at is recorded.
 * @throws ProctorError NOT_FOUND, FORBIDDEN
 */
export async function evidence(
  _world: World,
  _viewer: Viewer,
  _examId: string,
  _incidentId: string,
): Promise<readonly KeptFrame[]> {
  throw new Error('Not built yet.');
}
