/** The ways of looking at a frame whose prices are compared. */
import {
  DetectFacesCommand,
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
  RekognitionClient,
  SearchFacesByImageCommand,
} from '@aws-sdk/client-rekognition';
import { createCascadeEngine } from '../../dist/vision/cascade/engine.js';
import type { ObserveRequest, VisionEngine } from '../../dist/vision/engine.js';
import {
  surelyFaces,
  toFaceMatches,
  toModerationLabels,
  toObservedFace,
  toObservedLabels,
} from '../../dist/vision/rekognition/answers.js';
import { createRekognitionEngine } from '../../dist/vision/rekognition/engine.js';
import { credentials } from '../../test/support/rekognition/server.js';

export interface Way {
  readonly name: string;
  readonly engine: VisionEngine;
}

const REGION = 'us-east-1';
/** As many calls as the product allows a session unless it is told otherwise. */
const CALLS_PER_HOUR = 120;
/** The machine is busy with the eyes of all. */
const PATIENCE = { frameWithinMs: 60_000, answerWithinMs: 60_000 };

/** @param now the time of the session that is replayed, in milliseconds since 1970 */
export function waysOf(endpoint: string, embedded: VisionEngine, now: () => number): readonly Way[] {
  const onProblem = (problem: string, cause: unknown) => {
    throw new Error(problem, { cause });
  };
  const rekognition = (collectionId: string) =>
    createRekognitionEngine({ region: REGION, endpoint, credentials, collectionId, onProblem, ...PATIENCE });
  return [
    { name: 'the sample', engine: asTheSample(rekognition('sample'), endpoint) },
    { name: 'rekognition', engine: rekognition('rekognition') },
    {
      name: 'cascade',
      engine: createCascadeEngine({
        embedded,
        rekognition: rekognition('cascade'),
        callsPerHour: CALLS_PER_HOUR,
        onProblem,
        now,
      }),
    },
  ];
}

/**
 * Four calls for each frame, whatever it shows, as the functions of the AWS sample make them
 * (https://github.com/aws-samples/amazon-rekognition-virtual-proctor). What it does not measure, the picture as a whole, is
 * taken from where it is free, and where eyes point is asked for at the same price.
 */
function asTheSample(engine: VisionEngine, endpoint: string): VisionEngine {
  const client = new RekognitionClient({ region: REGION, endpoint, credentials });
  async function observe({ picture, expected, namingThreshold }: ObserveRequest) {
    const Image = { Bytes: picture.bytes };
    const search = new SearchFacesByImageCommand({ CollectionId: 'sample', Image, FaceMatchThreshold: 0 });
    const [faces, labels, moderation, found, { scene }] = await Promise.all([
      client.send(new DetectFacesCommand({ Image, Attributes: ['DEFAULT', 'EYE_DIRECTION', 'EYES_OPEN'] })),
      client.send(new DetectLabelsCommand({ Image, MinConfidence: 50 })),
      client.send(new DetectModerationLabelsCommand({ Image })),
      client.send(search).catch((error: unknown) => {
        // It has no other answer for a picture without a face.
        if (Object(error).name === 'InvalidParameterException') return { FaceMatches: [] };
        throw error;
      }),
      engine.observe({ picture, expected: [], similarityThreshold: 100, namingThreshold: 100, asked: new Set() }),
    ]);
    const own = new Set(expected.map(({ externalImageId }) => externalImageId));
    const matches = toFaceMatches(found.FaceMatches).filter(
      ({ externalImageId, similarity }) => own.has(externalImageId) || similarity >= namingThreshold,
    );
    return {
      faces: { ok: true, value: surelyFaces(faces.FaceDetails ?? []).map(toObservedFace) },
      labels: { ok: true, value: toObservedLabels(labels) },
      moderation: { ok: true, value: toModerationLabels(moderation) },
      matches: { ok: true, value: matches },
      ...(scene && { scene }),
    } as const;
  }
  return { ...engine, observe };
}
