/** One frame: the calls that the asked checks need, side by side, each of which fails alone. */
import {
  type Attribute,
  DetectFacesCommand,
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
} from '@aws-sdk/client-rekognition';
import type { Observation, Part } from '../../domain/observation.js';
import { askedParts, NOT_ASKED } from '../askedParts.js';
import { BadPicture, EngineUnavailable } from '../engine.js';
import {
  FLOOR_CONFIDENCE,
  required,
  surelyFaces,
  toModerationLabels,
  toObservedFace,
  toObservedLabels,
} from './answers.js';
import { CallFailed } from './failures.js';
import { matchFaces, type Sight } from './matching.js';
import { sceneOf } from './pixels.js';

/**
 * @throws EngineUnavailable when all calls failed
 * @throws BadPicture when Rekognition can't read the picture
 */
export async function observePicture(sight: Sight): Promise<Observation> {
  const wanted = askedParts(sight.request.asked);
  const facesPart = partIf(wanted.faces, () => lookForFaces(sight, wanted.gaze));
  const parts = [
    facesPart,
    partIf(wanted.labels, () => lookForLabels(sight)),
    partIf(wanted.moderation, () => moderate(sight)),
    flat(partIf(wanted.matches, () => matchFaces(sight, facesPart))),
    sceneOf(sight.raster),
  ] as const;
  const [faces, labels, moderation, matches, scene] = await Promise.all(parts);
  assertSomethingIsSeen([faces, labels, moderation, matches]);
  return { faces, labels, moderation, matches, scene: { ok: true, value: scene } };
}

/** What comes with every face, and where its eyes point; never an age, a gender or an emotion. */
async function lookForFaces({ service, request, signal }: Sight, gaze: boolean) {
  if (request.knownFaces) return request.knownFaces;
  const attributes: Attribute[] = gaze ? ['DEFAULT', 'EYE_DIRECTION', 'EYES_OPEN'] : ['DEFAULT'];
  return await service.call('DetectFaces', signal, async (client, options) => {
    const command = new DetectFacesCommand({ Image: { Bytes: request.picture.bytes }, Attributes: attributes });
    const { FaceDetails } = await client.send(command, options);
    return surelyFaces(required(FaceDetails, 'FaceDetails')).map(toObservedFace);
  });
}

async function lookForLabels({ service, request, signal }: Sight) {
  return await service.call('DetectLabels', signal, async (client, options) => {
    const command = new DetectLabelsCommand({
      Image: { Bytes: request.picture.bytes },
      Features: ['GENERAL_LABELS'],
      MinConfidence: FLOOR_CONFIDENCE,
    });
    return toObservedLabels(await client.send(command, options));
  });
}

async function moderate({ service, request, signal }: Sight) {
  return await service.call('DetectModerationLabels', signal, async (client, options) => {
    const Image = { Bytes: request.picture.bytes };
    const command = new DetectModerationLabelsCommand({ Image, MinConfidence: FLOOR_CONFIDENCE });
    return toModerationLabels(await client.send(command, options));
  });
}

async function partIf<T>(isAsked: boolean, look: () => Promise<T>): Promise<Part<T>> {
  if (!isAsked) return NOT_ASKED;
  try {
    return { ok: true, value: await look() };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    if (error.kind === 'BAD_PICTURE') throw new BadPicture("Rekognition can't read the picture", { cause: error });
    return { ok: false, reason: error.message };
  }
}

async function flat<T>(part: Promise<Part<Part<T>>>): Promise<Part<T>> {
  const outer = await part;
  return outer.ok ? outer.value : outer;
}

function assertSomethingIsSeen(parts: readonly Part<unknown>[]): void {
  const failures = parts.flatMap((part) => (part.ok || part === NOT_ASKED ? [] : [part.reason]));
  const asked = parts.filter((part) => part !== NOT_ASKED);
  if (asked.length > 0 && failures.length === asked.length) throw new EngineUnavailable(failures.join('; '));
}
