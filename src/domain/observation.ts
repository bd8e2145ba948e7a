/** What an engine saw in one frame, before anybody judged it. Confidences and similarities run from 0 to 100. */
import type { SpentCalls } from './callBudget.js';

/** Relative to the picture: 0–1 from the top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One part of an observation: it succeeded, or it failed by itself, for a reason that is safe to log. */
export type Part<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export interface ObservedFace {
  readonly box: Box;
  readonly confidence: number;
  /** Degrees; yaw is positive when the head turns to the picture's right, pitch when it tilts up. */
  readonly pose?: { readonly yaw: number; readonly pitch: number; readonly roll: number };
  /** Where the eyes point relative to the head, in degrees of the same signs; left out by engines that can't say. */
  readonly gaze?: { readonly yaw: number; readonly pitch: number };
}

/** Labels use Rekognition's vocabulary ("Person", "Cell Phone", "Book", …); one entry for each thing seen. */
export interface ObservedLabel {
  readonly name: string;
  readonly confidence: number;
  readonly box?: Box;
}

export interface ModerationLabel {
  readonly name: string;
  readonly confidence: number;
}

export interface FaceMatch {
  readonly externalImageId: string;
  readonly similarity: number;
}

/** The picture as a whole, whatever it shows. */
export interface ObservedScene {
  /** Mean luminance: 0 is black, 100 white. */
  readonly brightness: number;
  /**
   * Mean difference in luminance between neighbouring pixels once the picture is shrunk to 64 on its longer side, 0–100:
   * close to 0 for an even surface, 3 to 10 for people in rooms.
   */
  readonly detail: number;
  /**
   * Equal for the same pixels, and but for chance for no others. Two pictures that a live camera took differ by their
   * noise, however still the scene; a print that forgives noise would accuse those who sit still.
   */
  readonly fingerprint: string;
}

export interface Observation {
  readonly faces: Part<readonly ObservedFace[]>;
  /** Persons and objects. */
  readonly labels: Part<readonly ObservedLabel[]>;
  readonly moderation: Part<readonly ModerationLabel[]>;
  /** Enrolled faces that a face in the frame resembles, best first; empty when there is no face, or none resembles it. */
  readonly matches: Part<readonly FaceMatch[]>;
  /** Left out by engines that can't say. */
  readonly scene?: Part<ObservedScene>;
  /** Whose word this is, where an engine may ask another one; left out, that of the engine which was asked. */
  readonly engine?: string;
  /** What it took of the session's `CallBudget`, where an engine keeps to one. */
  readonly spent?: SpentCalls;
}

/** Why a photo can't be enrolled, in the order in which a person should mend it. */
export type RejectionReason =
  | 'NO_FACE'
  | 'SEVERAL_FACES'
  | 'FACE_TOO_SMALL'
  | 'TOO_DARK'
  | 'TOO_BRIGHT'
  | 'BLURRED'
  | 'TURNED_AWAY'
  | 'ENROLLED_AS_SOMEBODY_ELSE';
