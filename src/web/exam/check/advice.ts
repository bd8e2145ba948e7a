/** What to tell candidates about their picture before the exam. Only what can be known on their own machine. */
import type { PictureQuality } from './pictureQuality.js';

export type Light = 'good' | 'dark' | 'bright' | 'backlit';
export type Sharpness = 'good' | 'blurred' | 'covered';
/** `unknown`: this browser does not look for faces. */
export type FaceAdvice = 'good' | 'none' | 'several' | 'aside' | 'far' | 'near' | 'unknown';

export interface Advice {
  readonly light: Light;
  readonly sharpness: Sharpness;
  readonly face: FaceAdvice;
}

/** A face in the picture, in parts of its width and height. */
export interface FacePlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** @param faces undefined where nobody looked */
export function adviseOn(quality: PictureQuality, faces: readonly FacePlace[] | undefined): Advice {
  return { light: lightOf(quality), sharpness: sharpnessOf(quality), face: faces ? faceOf(faces) : 'unknown' };
}

/** Chosen by looking at webcam pictures between too dark and overexposed: the engine sees well beyond these. */
function lightOf({ brightness, middleBrightness }: PictureQuality): Light {
  if (brightness < 18) return 'dark';
  if (brightness > 82) return 'bright';
  return middleBrightness < 28 && brightness - middleBrightness > 25 ? 'backlit' : 'good';
}

/** Of a picture 160 pixels wide. */
function sharpnessOf({ contrast, sharpness }: PictureQuality): Sharpness {
  if (contrast < 3) return 'covered';
  return sharpness < 25 ? 'blurred' : 'good';
}

function faceOf(faces: readonly FacePlace[]): FaceAdvice {
  const [face] = faces;
  if (!face) return 'none';
  if (faces.length > 1) return 'several';
  const isAside = Math.abs(face.left + face.width / 2 - 0.5) > 0.22 || Math.abs(face.top + face.height / 2 - 0.5) > 0.3;
  if (isAside) return 'aside';
  if (face.height < 0.18) return 'far';
  return face.height > 0.75 ? 'near' : 'good';
}
