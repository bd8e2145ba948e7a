import type { Viewer } from '../auth/viewer.js';
import type { Face } from '../domain/face.js';
import type { Store } from '../store/store.js';
import { announceFace } from './announceFace.js';
import { ProctorError } from './errors.js';
import type { Dependencies } from './service.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function face(store: Store, externalImageId: string): Promise<Face | undefined> {
  return UUID.test(externalImageId) ? await store.faces.get(externalImageId) : undefined;
}

/** The faces of one candidate, oldest first. */
export async function faces(store: Store, candidateId: string): Promise<readonly Face[]> {
  const all = candidateId === '' ? [] : await store.faces.ofCandidate(candidateId);
  return all.toSorted((a, b) => a.enrolledAt.localeCompare(b.enrolledAt));
}

/**
 * Takes away an enrolled face, vector and metadata. The engine forgets first: should the rest fail, the face is still
 * listed and can be deleted again, whereas a vector without its face would be out of reach.
 * @throws ProctorError NOT_FOUND
 */
export async function deleteFace(dependencies: Dependencies, _viewer: Viewer, externalImageId: string): Promise<Face> {
  const { store, engine, now } = dependencies;
  const known = await face(store, externalImageId);
  if (!known) throw new ProctorError('NOT_FOUND', 'There is no face of this id.');
  await engine.forget(known.externalImageId, known.template);
  const deleted = (await store.faces.delete(known.externalImageId)) ?? known;
  await announceFace(dependencies, 'FaceDeleted', deleted, { occurredAt: new Date(now()).toISOString() });
  return deleted;
}
