/** What an engine saw in one frame, before anybody judged it. Confidences and similarities run from 0 to 100. */

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

export interface Observation {
  readonly faces: Part<readonly ObservedFace[]>;
  /** Persons and objects. */
  readonly labels: Part<readonly ObservedLabel[]>;
  readonly moderation: Part<readonly ModerationLabel[]>;
  /** Enrolled faces that a face in the frame resembles, best first; empty when there is no face, or none resembles it. */
  readonly matches: Part<readonly FaceMatch[]>;
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
