import type { CheckName } from '../../domain/checks.js';
import type {
  Box,
  ModerationLabel,
  ObservedFace,
  ObservedLabel,
  ObservedScene,
  Part,
} from '../../domain/observation.js';
import type { FaceQuality } from '../engine.js';
import type { FacelessPhoto } from './enrolment.js';

/** What a worker thread is asked, and what it answers; everything here survives `postMessage`. */

export interface EncodedPicture {
  /** Backed by a buffer of their own, which goes over to the worker. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

export type SightTask =
  /** Only brings a worker up. */
  { readonly kind: 'wake' } | ObserveTask | { readonly kind: 'examine'; readonly picture: EncodedPicture };

export interface ObserveTask {
  readonly kind: 'observe';
  readonly picture: EncodedPicture;
  /** Whether there is anybody with whom the faces can be compared. */
  readonly describe: boolean;
  /** The checks to be made; everything when left out. */
  readonly asked?: ReadonlySet<CheckName>;
}

export interface Sighting {
  readonly kind: 'observed';
  readonly faces: Part<readonly ObservedFace[]>;
  /** One for each of the largest faces; none when there is nobody to compare them with. */
  readonly descriptors: Part<readonly Float32Array[]>;
  readonly labels: Part<readonly ObservedLabel[]>;
  readonly moderation: Part<readonly ModerationLabel[]>;
  readonly scene: ObservedScene;
}

/** A face of a photo that somebody wants to enrol. */
export interface ExaminedFace {
  readonly box: Box;
  readonly quality: FaceQuality;
  /** How much of the face's box lies in the photo, 0 to 1: the mesh reaches beyond edges. */
  readonly shareInPhoto: number;
  readonly descriptor: Float32Array;
}

export type SightAnswer =
  | { readonly kind: 'awake' }
  | Sighting
  | { readonly kind: 'examined'; readonly faces: readonly ExaminedFace[] }
  | { readonly kind: 'faceless'; readonly photo: FacelessPhoto }
  | { readonly kind: 'undecodable'; readonly reason: string }
  /** Nothing could be found out; the reason is safe to log. */
  | { readonly kind: 'failed'; readonly reason: string };
