import type { FaceMatch, Part } from '../../domain/observation.js';
import type { EnrolledFace, ObserveRequest } from '../engine.js';
import { bestSimilarity, type Gallery } from './gallery.js';
import { toDescriptor } from './template.js';

/**
 * Compares the faces of a frame with those of the expected candidate, each of which is always listed. Only when the
 * candidate isn't there is everybody else searched, to name whoever sits in front of the camera instead.
 * @param descriptors of the frame's faces
 * @returns best first
 */
export function matchFaces(
  descriptors: readonly Float32Array[],
  expected: readonly EnrolledFace[],
  { similarityThreshold, namingThreshold }: Pick<ObserveRequest, 'similarityThreshold' | 'namingThreshold'>,
  gallery: Gallery,
): Part<readonly FaceMatch[]> {
  if (descriptors.length === 0) return { ok: true, value: [] };
  const matches: FaceMatch[] = [];
  for (const { externalImageId, template } of expected) {
    const known = template && toDescriptor(template);
    if (known) matches.push({ externalImageId, similarity: bestSimilarity(known, descriptors) });
  }
  if (expected.length > 0 && matches.length === 0) {
    return { ok: false, reason: 'The expected faces were enrolled with another engine or model' };
  }
  if (!matches.some(({ similarity }) => similarity >= similarityThreshold)) {
    const except = new Set(expected.map(({ externalImageId }) => externalImageId));
    matches.push(...gallery.search(descriptors, { threshold: namingThreshold, except }));
  }
  return { ok: true, value: matches.toSorted((one, other) => other.similarity - one.similarity) };
}
