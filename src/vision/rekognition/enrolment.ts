/** Whether a photo is good enough to be enrolled, and how it is. */
import {
  DetectFacesCommand,
  type FaceDetail,
  IndexFacesCommand,
  type IndexFacesResponse,
  type Reason,
} from '@aws-sdk/client-rekognition';
import type { EnrolAnswer, EnrolRequest, FaceQuality, RejectionReason } from '../engine.js';
import { poseOf, required, surelyFaces, toBox } from './answers.js';
import type { Collection } from './collection.js';
import { toTemplate } from './faceId.js';
import { CallFailed, type FailureKind } from './failures.js';
import { brightnessOf, type SmallRaster } from './pixels.js';
import { type SearchedFaces, searchFaces } from './search.js';
import type { Service } from './service.js';

export interface Enrolment {
  readonly service: Service;
  readonly collection: Collection;
  readonly request: EnrolRequest;
  readonly raster: SmallRaster;
  readonly signal: AbortSignal;
}

/**
 * Amazon recommends 50 pixels in pictures of up to 1920×1080, more in larger ones, and angles within 45 degrees to either
 * side, 45 upwards and 30 downwards:
 * https://docs.aws.amazon.com/rekognition/latest/dg/recommendations-camera-image-video.html
 * https://docs.aws.amazon.com/rekognition/latest/dg/recommendations-facial-input-images.html
 * It names no figures for light; these are of the face's luminance, and the embedded engine's. Nor for sharpness, which
 * its own filter judges when the face is indexed.
 */
const LIMITS = { facePixels: 50, width: 1920, height: 1080, yaw: 45, up: 45, down: 30, darkest: 18, brightest: 82 };

const ORDER: readonly RejectionReason[] = [
  'NO_FACE',
  'SEVERAL_FACES',
  'FACE_TOO_SMALL',
  'TOO_DARK',
  'TOO_BRIGHT',
  'BLURRED',
  'TURNED_AWAY',
  'ENROLLED_AS_SOMEBODY_ELSE',
];

/** Why the filter left a face out, in our words. */
const REASONS: Readonly<Record<Reason, RejectionReason>> = {
  EXTREME_POSE: 'TURNED_AWAY',
  LOW_BRIGHTNESS: 'TOO_DARK',
  LOW_SHARPNESS: 'BLURRED',
  LOW_FACE_QUALITY: 'BLURRED',
  SMALL_BOUNDING_BOX: 'FACE_TOO_SMALL',
  LOW_CONFIDENCE: 'NO_FACE',
  EXCEEDS_MAX_FACES: 'SEVERAL_FACES',
};

/** @throws CallFailed */
export async function enrolPhoto(enrolment: Enrolment): Promise<EnrolAnswer> {
  const { request, raster } = enrolment;
  const [details, resembled] = await Promise.all([lookForFaces(enrolment), searchResembled(enrolment)]);
  const [face, ...others] = surelyFaces(details);
  if (!face) return rejected(await flawsOfFaceless(raster));
  if (others.length > 0) return rejected(['SEVERAL_FACES']);

  const quality = await measure(face, raster);
  const known = new Set([request.externalImageId, ...request.own.map((own) => own.externalImageId)]);
  const isSomebodyElse = resembled.some(({ Face }) => Face?.ExternalImageId && !known.has(Face.ExternalImageId));
  const flaws = [...flawsOf(quality, raster), ...(isSomebodyElse ? (['ENROLLED_AS_SOMEBODY_ELSE'] as const) : [])];
  if (flaws.length > 0) return rejected(flaws);

  const {
    FaceRecords = [],
    UnindexedFaces = [],
    FaceModelVersion,
  } = await orNothing(enrolment, () => index(enrolment));
  const faceId = FaceRecords[0]?.Face?.FaceId;
  if (!faceId) return rejected(UnindexedFaces.flatMap(({ Reasons = [] }) => Reasons).map((reason) => REASONS[reason]));
  await orNothing(enrolment, () => deleteEarlier(enrolment, resembled, faceId));
  const template = toTemplate(faceId, FaceModelVersion);
  return { status: 'accepted', template, box: toBox(face.BoundingBox), quality };
}

function rejected(flaws: readonly RejectionReason[]): EnrolAnswer {
  const reasons = ORDER.filter((reason) => flaws.includes(reason));
  return { status: 'rejected', reasons: reasons.length > 0 ? reasons : ['NO_FACE'] };
}

async function lookForFaces({ service, request, signal }: Enrolment): Promise<readonly FaceDetail[]> {
  return await service.call('DetectFaces', signal, async (client, options) => {
    const command = new DetectFacesCommand({ Image: { Bytes: request.picture.bytes }, Attributes: ['DEFAULT'] });
    return required((await client.send(command, options)).FaceDetails, 'FaceDetails');
  });
}

async function searchResembled({
  service,
  collection,
  request,
  signal,
}: Omit<Enrolment, 'raster'>): Promise<SearchedFaces> {
  const { picture, namingThreshold } = request;
  const search = { collectionId: collection.id, bytes: picture.bytes, threshold: namingThreshold };
  return (await searchFaces(service, search, signal)) ?? [];
}

/** Sent again, it makes no second vector: Rekognition knows the same picture of the same external id. */
async function index({ service, collection, request, signal }: Enrolment): Promise<IndexFacesResponse> {
  const command = new IndexFacesCommand({
    CollectionId: collection.id,
    Image: { Bytes: request.picture.bytes },
    ExternalImageId: request.externalImageId,
    MaxFaces: 1,
    QualityFilter: 'AUTO',
    DetectionAttributes: ['DEFAULT'],
  });
  try {
    return await service.call('IndexFaces', signal, async (client, options) => {
      const answer = await client.send(command, options);
      required(answer.FaceRecords, 'FaceRecords');
      return answer;
    });
  } catch (error) {
    if (error instanceof CallFailed && error.kind === 'NO_FACE') return {};
    throw error;
  }
}

/** Should it have made one after all, the face keeps a single vector: that which is recorded, and can be deleted. */
async function deleteEarlier(
  { collection, request, signal }: Enrolment,
  resembled: SearchedFaces,
  faceId: string,
): Promise<void> {
  const earlier = resembled.flatMap(({ Face }) =>
    Face?.FaceId && Face.ExternalImageId === request.externalImageId && Face.FaceId !== faceId ? [Face.FaceId] : [],
  );
  if (earlier.length > 0) await collection.delete(earlier, signal);
}

/** What an attempt to make a vector may have left behind when it failed: where nothing was answered, one may be there. */
const MAY_BE_DONE: ReadonlySet<FailureKind> = new Set(['LATE', 'UNREACHABLE', 'FAILING', 'GARBLED']);
const TIDY_WITHIN_MS = 10_000;

/**
 * Nobody may be kept from enrolling with another photo by a vector that no record names. Where it can't be removed now, the
 * same photo finds it again, and so does `npm run repair`.
 */
async function orNothing<T>(enrolment: Enrolment, step: () => Promise<T>): Promise<T> {
  const { service, collection, request } = enrolment;
  try {
    return await step();
  } catch (error) {
    const mayBeThere = error instanceof CallFailed && (error.operation !== 'IndexFaces' || MAY_BE_DONE.has(error.kind));
    const isRecorded = request.own.some(({ externalImageId }) => externalImageId === request.externalImageId);
    if (mayBeThere && !isRecorded) {
      const signal = AbortSignal.timeout(TIDY_WITHIN_MS);
      await removeVectors({ service, collection, request, signal }).catch(() => undefined); // Told as each call's failure.
    }
    throw error;
  }
}

async function removeVectors(enrolment: Omit<Enrolment, 'raster'>): Promise<void> {
  const { collection, request, signal } = enrolment;
  const found = await searchResembled(enrolment);
  const left = found.flatMap(({ Face }) =>
    Face?.FaceId && Face.ExternalImageId === request.externalImageId ? [Face.FaceId] : [],
  );
  if (left.length > 0) await collection.delete(left, signal);
}

async function measure(face: FaceDetail, raster: SmallRaster): Promise<FaceQuality> {
  const box = toBox(face.BoundingBox);
  const { yaw, pitch } = poseOf(face);
  return {
    facePixels: Math.min(box.width * raster.full.width, box.height * raster.full.height),
    brightness: await brightnessOf(raster, box),
    sharpness: face.Quality?.Sharpness ?? 0,
    yaw,
    pitch,
  };
}

function flawsOf({ facePixels, brightness, yaw, pitch }: FaceQuality, { full }: SmallRaster): RejectionReason[] {
  const scale = Math.max(
    1,
    Math.max(full.width, full.height) / LIMITS.width,
    Math.min(full.width, full.height) / LIMITS.height,
  );
  const flaws: RejectionReason[] = [];
  if (facePixels < LIMITS.facePixels * scale) flaws.push('FACE_TOO_SMALL');
  if (brightness < LIMITS.darkest) flaws.push('TOO_DARK');
  if (brightness > LIMITS.brightest) flaws.push('TOO_BRIGHT');
  if (Math.abs(yaw) > LIMITS.yaw || pitch > LIMITS.up || -pitch > LIMITS.down) flaws.push('TURNED_AWAY');
  return flaws;
}

/** What can be said about a photo in which no face was found. */
async function flawsOfFaceless(raster: SmallRaster): Promise<readonly RejectionReason[]> {
  const brightness = await brightnessOf(raster, { left: 0, top: 0, width: 1, height: 1 });
  if (brightness < LIMITS.darkest) return ['NO_FACE', 'TOO_DARK'];
  if (brightness > LIMITS.brightest) return ['NO_FACE', 'TOO_BRIGHT'];
  return ['NO_FACE'];
}
