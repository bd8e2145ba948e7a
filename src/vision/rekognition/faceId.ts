/**
 * Rekognition keeps the vectors itself, and can delete one by its own id of it alone, which no other question than listing
 * the whole collection answers. So this id is what is recorded of a face, as its template.
 */
import type { FaceTemplate } from '../engine.js';

const MODEL_PREFIX = 'rekognition/';

/** @param modelVersion of the collection's face model; those of different versions can't be compared */
export function toTemplate(faceId: string, modelVersion: string | undefined): FaceTemplate {
  return { model: `${MODEL_PREFIX}${modelVersion ?? 'unknown'}`, vector: new TextEncoder().encode(faceId) };
}

/** @returns undefined for a template of another engine */
export function faceIdOf({ model, vector, also }: FaceTemplate): string | undefined {
  return model.startsWith(MODEL_PREFIX) ? new TextDecoder().decode(vector) : also && faceIdOf(also);
}
