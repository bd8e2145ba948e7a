import type { FaceMatch } from '../../domain/observation.js';
import type { FaceTemplate } from '../engine.js';
import { toDescriptor } from './template.js';
import { similarityScale } from './thresholds.js';

/** An enrolled face whose descriptor is known. */
export interface KnownFace {
  readonly externalImageId: string;
  readonly template: FaceTemplate;
}

/** All enrolled faces, in memory: whom does a face resemble? */
export interface Gallery {
  readonly size: number;
  add(externalImageId: string, descriptor: Float32Array): void;
  remove(externalImageId: string): void;
  /**
   * Takes over what is enrolled by now, on this node and others. Faces added or removed here while the list was being
   * read, or shortly before, stay as they are: the list may not know of them yet.
   */
  refresh(enrolled: AsyncIterable<EnrolledSource>): Promise<void>;
  /**
   * Faces that resemble one of the descriptors.
   * @param threshold 0–100
   * @returns best first
   */
  search(
    descriptors: readonly Float32Array[],
    options: { readonly threshold: number; readonly except: ReadonlySet<string> },
  ): readonly FaceMatch[];
}

export interface EnrolledSource {
  readonly externalImageId: string;
  readonly template?: FaceTemplate;
}

/** How long a change made here outweighs a list that doesn't know of it: its record may still be on its way. */
const graceMs = 60_000;

export function createGallery(now: () => number = Date.now): Gallery {
  let faces = new Map<string, Float32Array>();
  /** `undefined` for a face that was removed. */
  const changes = new Map<string, { readonly at: number; readonly descriptor: Float32Array | undefined }>();

  function change(externalImageId: string, descriptor: Float32Array | undefined): void {
    changes.set(externalImageId, { at: now(), descriptor });
    applyTo(faces, externalImageId, descriptor);
  }

  return {
    get size() {
      return faces.size;
    },
    add: (externalImageId, descriptor) => change(externalImageId, descriptor),
    remove: (externalImageId) => change(externalImageId, undefined),
    async refresh(enrolled) {
      const since = now() - graceMs;
      const fresh = new Map<string, Float32Array>();
      for await (const { externalImageId, template } of enrolled) {
        applyTo(fresh, externalImageId, template && toDescriptor(template));
      }
      for (const [externalImageId, { at, descriptor }] of changes) {
        if (at >= since) applyTo(fresh, externalImageId, descriptor);
        else changes.delete(externalImageId);
      }
      faces = fresh;
    },
    search(descriptors, { threshold, except }) {
      const matches: FaceMatch[] = [];
      for (const [externalImageId, descriptor] of faces) {
        if (except.has(externalImageId)) continue;
        const similarity = bestSimilarity(descriptor, descriptors);
        if (similarity >= threshold) matches.push({ externalImageId, similarity });
      }
      return matches.toSorted((one, other) => other.similarity - one.similarity);
    },
  };
}

function applyTo(
  faces: Map<string, Float32Array>,
  externalImageId: string,
  descriptor: Float32Array | undefined,
): void {
  if (descriptor) faces.set(externalImageId, descriptor);
  else faces.delete(externalImageId);
}

/** 0–100: how much a known face resembles the one of the descriptors that it resembles most. */
export function bestSimilarity(known: Float32Array, descriptors: readonly Float32Array[]): number {
  let nearest = Infinity;
  for (const descriptor of descriptors) nearest = Math.min(nearest, distanceBetween(known, descriptor));
  return similarityScale(nearest);
}

/** Euclidean. */
export function distanceBetween(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) {
    const difference = (one[index] as number) - (other[index] as number); // Both have `descriptorLength` numbers.
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
