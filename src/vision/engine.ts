/**
 * The port to whoever looks at a picture: our own embedded engine, or Rekognition.
 *
 * An engine reports what it saw and how sure it is, on a scale of 0 to 100; it never decides what that means. Each part of
 * an observation succeeds or fails alone, so that one failing call costs one check and not the frame.
 */
import type { CallBudget } from '../domain/callBudget.js';
import type { CheckName } from '../domain/checks.js';
import type { ExamPolicy } from '../domain/examPolicy/examPolicy.js';
import type {
  Box,
  FaceMatch,
  ModerationLabel,
  Observation,
  ObservedFace,
  ObservedLabel,
  RejectionReason,
} from '../domain/observation.js';

export type { Box, FaceMatch, ModerationLabel, Observation, ObservedLabel, RejectionReason };

/** The encoded picture, JPEG or PNG, already checked for size and format. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly format: 'jpeg' | 'png';
}

/** What an engine needs to know a face again. */
export interface FaceTemplate {
  /** Which descriptor made the vector; vectors of different models can't be compared. */
  readonly model: string;
  /** As the model's engine writes it: little-endian float32; Rekognition, which keeps vectors itself, the id of one there. */
  readonly vector: Uint8Array;
  /** The same face as another engine knows it, where it was enrolled with two. */
  readonly also?: { readonly model: string; readonly vector: Uint8Array };
}

/** An enrolled face, as far as an engine must know it. */
export interface EnrolledFace {
  readonly externalImageId: string;
  readonly template?: FaceTemplate;
}

export interface ObserveRequest {
  readonly picture: Picture;
  /** The faces of the one candidate expected in front of the camera; empty when nobody is enrolled. */
  readonly expected: readonly EnrolledFace[];
  /** At this similarity (0–100) a face counts as the expected one; below it the whole collection is searched for a name. */
  readonly similarityThreshold: number;
  /** At this similarity (0–100) a face counts as somebody else's in the collection. */
  readonly namingThreshold: number;
  /** The checks to be made; everything when left out. A part that none of them needs is answered with `NOT_ASKED`. */
  readonly asked?: ReadonlySet<CheckName>;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** Whose frame it is: a key that says nothing else. An engine may remember what it saw of a session. */
  readonly session?: string;
  /** What the session may still spend on paid calls, as it was last written, by whichever node. */
  readonly budget?: CallBudget;
  /** By which the observation will be judged: an engine may look twice where much depends on it. */
  readonly policy?: ExamPolicy;
  /** The picture's faces, where they were found already, largest first: an engine need not look for them again. */
  readonly knownFaces?: readonly ObservedFace[];
  /** Told of each call that is charged for on behalf of this frame, by the service's name for it. */
  readonly onPaidCall?: (operation: string) => void;
}

export interface EnrolRequest {
  readonly picture: Picture;
  readonly externalImageId: string;
  /** Faces that the same candidate already has: resembling these is no reason to reject. */
  readonly own: readonly EnrolledFace[];
  /** At this similarity (0–100) to somebody else's face the photo is rejected. */
  readonly namingThreshold: number;
}

export type EnrolAnswer =
  | { readonly status: 'accepted'; readonly template?: FaceTemplate; readonly box: Box; readonly quality: FaceQuality }
  | { readonly status: 'rejected'; readonly reasons: readonly RejectionReason[] };

/** What was measured on an enrolment photo; the numbers behind a rejection. */
export interface FaceQuality {
  /** The shorter side of the face's box, in pixels of the photo. */
  readonly facePixels: number;
  /** Mean luminance of the face, 0 (black) to 100 (white). */
  readonly brightness: number;
  /** 0 (a smear) to 100 (crisp). */
  readonly sharpness: number;
  /** Degrees; 0 looks into the camera. */
  readonly yaw: number;
  readonly pitch: number;
}

export type EngineName = 'embedded' | 'rekognition' | 'cascade';

export interface VisionEngine extends AsyncDisposable {
  readonly name: EngineName;
  /** Frames that can be worked on at the same time; the admission never hands over more. */
  readonly concurrency: number;
  /** Resolves when the engine can answer; rejects with `EngineUnavailable` when it never will. */
  ready(): Promise<void>;
  /**
   * Looks at one frame. Parts that could not be computed say so inside the observation.
   * @throws EngineUnavailable when nothing at all could be computed
   * @throws BadPicture when the bytes turn out not to be a readable picture
   */
  observe(request: ObserveRequest): Promise<Observation>;
  /**
   * Examines a photo and, if it is good enough, makes the face known to the engine's search. The caller then records
   * the face, or calls `forget` when it can't.
   * @throws EngineUnavailable
   * @throws BadPicture
   */
  enrol(request: EnrolRequest): Promise<EnrolAnswer>;
  /**
   * Whether the face can be recognised: its vector may have been made by another engine, or be lost.
   * @throws EngineUnavailable
   */
  knows(face: EnrolledFace): Promise<boolean>;
  /**
   * Makes the engine forget a face. Forgetting an unknown face is no error.
   * @param template of the face, where it has one; without it, an engine may have to search for what it is to forget
   * @throws EngineUnavailable
   */
  forget(externalImageId: string, template?: FaceTemplate): Promise<void>;
  /** Says that a session is over, so that nothing more need be remembered of it. */
  forgetSession?(session: string): void;
}

/** The engine is gone or overwhelmed; the same request may succeed later. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
}

/** The bytes can't be decoded as the picture they claim to be. */
export class BadPicture extends Error {
  override readonly name = 'BadPicture';
}
