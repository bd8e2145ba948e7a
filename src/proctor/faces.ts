import type { Viewer } from '../auth/viewer.js';
import { MAX_CANDIDATE_ID } from '../domain/candidateId.js';
import type { Face } from '../domain/face.js';
import { announceFace } from './announceFace.js';
import { ProctorError } from './errors.js';
import { requireReach } from './faceReach.js';
import type { Dependencies } from './service.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type World = Pick<Dependencies, 'store' | 'log'>;

/** @throws ProctorError FORBIDDEN */
export async function face(world: World, viewer: Viewer, externalImageId: string): Promise<Face | undefined> {
  const known = UUID.test(externalImageId) ? await world.store.faces.get(externalImageId) : undefined;
  if (known) await requireReach(world, viewer, known.candidateId);
  return known;
}

/** The faces of one candidate, oldest first. @throws ProctorError FORBIDDEN */
export async function faces(world: World, viewer: Viewer, candidateId: string): Promise<readonly Face[]> {
  if (candidateId === '' || candidateId.length > MAX_CANDIDATE_ID) return [];
  await requireReach(world, viewer, candidateId);
  const all = await world.store.faces.ofCandidate(candidateId);
  return all.toSorted((a, b) => a.enrolledAt.localeCompare(b.enrolledAt));
}

/**
 * Takes away an enrolled face, vector and metadata. The engine forgets first: should the rest fail, the face is still
 * listed and can be deleted again, whereas a vector without its face would be out of reach.
 * @throws ProctorError NOT_FOUND, FORBIDDEN
 */
export async function deleteFace(dependencies: Dependencies, viewer: Viewer, externalImageId: string): Promise<Face> {
  const { store, engine, now } = dependencies;
  const known = await face(dependencies, viewer, externalImageId);
  if (!known) throw new ProctorError('NOT_FOUND', 'There is no face of this id.');
  await engine.forget(known.externalImageId, known.template);
  const deleted = (await store.faces.delete(known.externalImageId)) ?? known;
  await announceFace(dependencies, 'FaceDeleted', deleted, { occurredAt: new Date(now()).toISOString() });
  return deleted;
}
