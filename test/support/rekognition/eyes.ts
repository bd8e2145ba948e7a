/** Rekognition's looks at pictures, with an engine of ours for eyes. */
import sharp from 'sharp';
import type { Box, Observation, ObservedFace, Part } from '../../../src/domain/observation.js';
import type { EnrolAnswer, EnrolRequest, FaceTemplate, ObserveRequest, Picture } from '../../../src/vision/engine.js';
import { readPicture } from '../../../src/vision/picture.js';
import { RekognitionError } from './protocol.js';

/** Any engine will do, a scripted one as well. */
export interface Eyes {
  observe(request: ObserveRequest): Promise<Observation>;
  enrol(request: EnrolRequest): Promise<EnrolAnswer>;
  forget?(externalImageId: string): Promise<void>;
}

/** A vector of a collection. */
export interface StoredFace {
  readonly faceId: string;
  readonly externalImageId?: string;
  readonly imageId: string;
  readonly box: Box;
  readonly template: FaceTemplate;
}

/** Vectors by their ids, by the collection's id. */
export type Collections = Map<string, Map<string, StoredFace>>;

/** What operations work on. */
export interface World {
  readonly eyes: Eyes;
  readonly collections: Collections;
  /** When each of them was made, in seconds since 1970; when it was first asked for is as good. */
  readonly madeAt: WeakMap<Map<string, StoredFace>, number>;
}

/** No similarity reaches it: nobody is ever searched or rejected by the engine, only by the collection. */
export const BEYOND = 101;

export async function openPicture(bytes: Uint8Array): Promise<Picture> {
  try {
    const picture = await readPicture(bytes);
    await sharp(bytes, { failOn: 'error' }).stats();
    return picture;
  } catch {
    throw new RekognitionError('InvalidImageFormatException', 'Request has invalid image format');
  }
}

export async function look(
  eyes: Eyes,
  picture: Picture,
  part: 'FACE_DETECTION' | 'PERSON_DETECTION' | 'UNSAFE_CONTENT',
) {
  return await eyes.observe({
    picture,
    expected: [],
    similarityThreshold: BEYOND,
    namingThreshold: BEYOND,
    asked: new Set([part]),
  });
}

/** Largest first. */
export async function facesIn(eyes: Eyes, picture: Picture): Promise<readonly ObservedFace[]> {
  const { faces } = await look(eyes, picture, 'FACE_DETECTION');
  return answered(faces).toSorted((one, other) => areaOf(other.box) - areaOf(one.box));
}

export function answered<T>(part: Part<T>): T {
  if (!part.ok) throw new RekognitionError('InternalServerError', part.reason, 500);
  return part.value;
}

/** The picture, or if there are several faces in it, the part with this one. */
export async function pictureOf(face: ObservedFace, picture: Picture, isAlone: boolean): Promise<Picture> {
  if (isAlone) return picture;
  const upright = await sharp(picture.bytes).autoOrient().toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const { box } = face;
  const left = Math.max(0, Math.floor((box.left - box.width * 0.4) * width));
  const top = Math.max(0, Math.floor((box.top - box.height * 0.4) * height));
  const region = {
    left,
    top,
    width: Math.min(width - left, Math.ceil(box.width * 1.8 * width)),
    height: Math.min(height - top, Math.ceil(box.height * 1.8 * height)),
  };
  return await readPicture(await sharp(upright.data).extract(region).jpeg().toBuffer());
}

/** Of a scale of its own: nobody knows Rekognition's. */
export async function qualityOf({ box }: ObservedFace, { bytes }: Picture) {
  const { data, info } = await sharp(bytes).autoOrient().greyscale().toBuffer({ resolveWithObject: true });
  const region = {
    left: Math.min(info.width - 1, Math.max(0, Math.round(box.left * info.width))),
    top: Math.min(info.height - 1, Math.max(0, Math.round(box.top * info.height))),
  };
  const width = Math.max(1, Math.min(info.width - region.left, Math.round(box.width * info.width)));
  const height = Math.max(1, Math.min(info.height - region.top, Math.round(box.height * info.height)));
  const { channels, sharpness } = await sharp(data)
    .extract({ ...region, width, height })
    .stats();
  return { Brightness: ((channels[0]?.mean ?? 0) / 255) * 100, Sharpness: Math.min(100, sharpness * 20) };
}

function areaOf({ width, height }: Box): number {
  return width * height;
}
