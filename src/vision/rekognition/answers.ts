/** Rekognition's answers, put into the port's words. Confidences, similarities, boxes and angles mean the same there. */
import type {
  BoundingBox,
  DetectLabelsResponse,
  DetectModerationLabelsResponse,
  FaceDetail,
  FaceMatch as RekognitionMatch,
} from '@aws-sdk/client-rekognition';
import type { Box, FaceMatch, ModerationLabel, ObservedFace, ObservedLabel } from '../../domain/observation.js';
import { GarbledAnswer } from './failures.js';

/** Below this nothing is reported, however sensitive a policy is: the embedded engine has the same floor. */
export const FLOOR_CONFIDENCE = 50;

/**
 * Judging counts every face that an engine reports, so what is in doubt is left out here: what the default policy
 * lets through is a face.
 */
const FACE_CONFIDENCE = 85;

/** Eyes whose direction is less sure than this point nowhere. */
const GAZE_CONFIDENCE = 50;

/** @throws GarbledAnswer for an answer without the list that belongs there */
export function required<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new GarbledAnswer(`${what} is missing`);
  return value;
}

export function toBox(box: BoundingBox | undefined): Box {
  const { Left, Top, Width, Height } = required(box, 'BoundingBox');
  return {
    left: number(Left, 'Left'),
    top: number(Top, 'Top'),
    width: number(Width, 'Width'),
    height: number(Height, 'Height'),
  };
}

/** Largest first, those in doubt left out. */
export function surelyFaces(details: readonly FaceDetail[]): readonly FaceDetail[] {
  return details
    .filter(({ Confidence }) => number(Confidence, 'Confidence') >= FACE_CONFIDENCE)
    .toSorted((one, other) => areaOf(other) - areaOf(one));
}

/**
 * Angles have our signs. In the three answers that AWS shows of DetectFaces and IndexFaces the nose lies right of the middle
 * of the eyes where Yaw is positive and left where it is negative, nearer to the eyes where Pitch is positive and to the
 * mouth where it is negative, and the right eye hangs where Roll is positive (examples in
 * https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/rekognition/).
 */
export function toObservedFace(detail: FaceDetail): ObservedFace {
  const gaze = gazeOf(detail);
  return {
    box: toBox(detail.BoundingBox),
    confidence: number(detail.Confidence, 'Confidence'),
    ...(detail.Pose && { pose: poseOf(detail) }),
    ...(gaze && { gaze }),
  };
}

export function poseOf({ Pose }: FaceDetail): NonNullable<ObservedFace['pose']> {
  const { Yaw, Pitch, Roll } = required(Pose, 'Pose');
  return { yaw: number(Yaw, 'Yaw'), pitch: number(Pitch, 'Pitch'), roll: number(Roll, 'Roll') };
}

/** "Independent of the head pose" (API reference of EyeDirection), so it adds to it; closed eyes look nowhere. */
function gazeOf({ EyeDirection, EyesOpen }: FaceDetail): ObservedFace['gaze'] {
  if (!EyeDirection || EyesOpen?.Value === false) return undefined;
  const { Yaw, Pitch, Confidence } = EyeDirection;
  if (Yaw === undefined || Pitch === undefined || (Confidence ?? 0) < GAZE_CONFIDENCE) return undefined;
  return { yaw: Yaw, pitch: Pitch };
}

/**
 * One entry for each instance of a thing, and for what has no place in the picture one alone; a person without a place
 * can't be counted. An instance's confidence is in its box (API reference of Instance): that the thing is there at all is as
 * sure as the label, so the surest instance is. What Rekognition knows by several names ("Mobile Phone", also "Cell Phone") has each of them, so that
 * a policy may use any.
 */
export function toObservedLabels({ Labels }: DetectLabelsResponse): readonly ObservedLabel[] {
  return required(Labels, 'Labels')
    .flatMap(({ Name, Confidence, Instances = [], Aliases = [] }) => {
      const names = [required(Name, 'Name'), ...Aliases.flatMap((alias) => alias.Name ?? [])];
      const confidence = number(Confidence, 'Confidence');
      const things: readonly Omit<ObservedLabel, 'name'>[] = Instances.map((instance) => ({
        confidence: instance.Confidence ?? confidence,
        ...(instance.BoundingBox && { box: toBox(instance.BoundingBox) }),
      }));
      const [surest, ...others] = things.toSorted((one, other) => other.confidence - one.confidence);
      const instances = surest ? [{ ...surest, confidence: Math.max(surest.confidence, confidence) }, ...others] : [];
      const seen = surest || Name === 'Person' ? instances : [{ confidence }];
      return seen.flatMap((thing) => names.map((name) => ({ name, ...thing })));
    })
    .filter(({ confidence }) => confidence >= FLOOR_CONFIDENCE)
    .toSorted((one, other) => other.confidence - one.confidence);
}

export function toModerationLabels({ ModerationLabels }: DetectModerationLabelsResponse): readonly ModerationLabel[] {
  return required(ModerationLabels, 'ModerationLabels').map(({ Name, Confidence }) => ({
    name: required(Name, 'Name'),
    confidence: number(Confidence, 'Confidence'),
  }));
}

/** Vectors that nobody gave a name of ours, as another program's might be, are nobody's. */
export function toFaceMatches(matches: readonly RekognitionMatch[] | undefined): readonly FaceMatch[] {
  return required(matches, 'FaceMatches').flatMap(({ Similarity, Face }) => {
    const { ExternalImageId } = required(Face, 'Face');
    return ExternalImageId ? [{ externalImageId: ExternalImageId, similarity: number(Similarity, 'Similarity') }] : [];
  });
}

function areaOf({ BoundingBox }: FaceDetail): number {
  const { width, height } = toBox(BoundingBox);
  return width * height;
}

function number(value: number | undefined, what: string): number {
  if (!Number.isFinite(value)) throw new GarbledAnswer(`${what} is no number`);
  return Number(value);
}
