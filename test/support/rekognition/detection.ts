/** The operations that look at a picture and remember nothing. */
import type { Box, ModerationLabel, ObservedFace, ObservedLabel } from '../../../src/domain/observation.js';
import type { Picture } from '../../../src/vision/engine.js';
import { answered, facesIn, look, openPicture, qualityOf, type World } from './eyes.js';
import { type Input, imageOf, listOf, numberOf } from './protocol.js';

export async function detectFaces({ eyes }: World, input: Input) {
  const picture = await openPicture(imageOf(input));
  const attributes = listOf(input, 'Attributes') ?? ['DEFAULT'];
  const faces = await facesIn(eyes, picture);
  return { FaceDetails: await Promise.all(faces.map((face) => toFaceDetail(face, picture, attributes))) };
}

export async function toFaceDetail(face: ObservedFace, picture: Picture, attributes: readonly string[]) {
  const { yaw = 0, pitch = 0, roll = 0 } = face.pose ?? {};
  const { gaze } = face;
  return {
    BoundingBox: toBoundingBox(face.box),
    Confidence: face.confidence,
    Pose: { Yaw: yaw, Pitch: pitch, Roll: roll },
    Quality: await qualityOf(face, picture),
    Landmarks: [],
    ...(attributes.includes('EYE_DIRECTION') && {
      EyeDirection: { Yaw: gaze?.yaw ?? 0, Pitch: gaze?.pitch ?? 0, Confidence: gaze ? 99 : 1 },
    }),
    ...(attributes.includes('EYES_OPEN') && { EyesOpen: { Value: true, Confidence: 99 } }),
  };
}

/** As it names phones since its labels have aliases. */
const NAMES: Readonly<Record<string, object>> = {
  'Cell Phone': { Name: 'Mobile Phone', Aliases: [{ Name: 'Cell Phone' }], Parents: [{ Name: 'Phone' }] },
  Person: { Name: 'Person', Aliases: [{ Name: 'Human' }], Parents: [] },
};

export async function detectLabels({ eyes }: World, input: Input) {
  const least = numberOf(input, 'MinConfidence', 55, [0, 100]);
  const observation = await look(eyes, await openPicture(imageOf(input)), 'PERSON_DETECTION');
  const seen = answered(observation.labels).filter(({ confidence }) => confidence >= least);
  const names = [...new Set(seen.map(({ name }) => name))];
  return {
    Labels: names.map((name) => {
      const labels = seen.filter((label) => label.name === name);
      return {
        ...(NAMES[name] ?? { Name: name, Aliases: [], Parents: [] }),
        Confidence: Math.max(...labels.map(({ confidence }) => confidence)),
        Instances: labels.flatMap(toInstance),
      };
    }),
    LabelModelVersion: '3.0',
  };
}

function toInstance({ box, confidence }: ObservedLabel) {
  return box ? [{ BoundingBox: toBoundingBox(box), Confidence: confidence }] : [];
}

export async function detectModerationLabels({ eyes }: World, input: Input) {
  const least = numberOf(input, 'MinConfidence', 50, [0, 100]);
  const observation = await look(eyes, await openPicture(imageOf(input)), 'UNSAFE_CONTENT');
  const seen = answered(observation.moderation).filter(({ confidence }) => confidence >= least);
  return { ModerationLabels: seen.map(toModerationLabel), ModerationModelVersion: '7.0' };
}

function toModerationLabel({ name, confidence }: ModerationLabel) {
  return { Name: name, Confidence: confidence, ParentName: '', TaxonomyLevel: 1 };
}

export function toBoundingBox({ left, top, width, height }: Box) {
  return { Left: left, Top: top, Width: width, Height: height };
}
