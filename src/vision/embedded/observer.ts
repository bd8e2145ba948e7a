import type { ObservedFace, ObservedLabel, Part } from '../../domain/observation.js';
import { askedParts, NOT_ASKED } from '../askedParts.js';
import { floorConfidence } from './calibration.js';
import { describeFace } from './faces/faceDescriptor.js';
import { brightnessOf, measureQuality } from './faces/faceQuality.js';
import { type FoundFace, findFaces, isFace } from './faces/findFaces.js';
import { gazeOf } from './faces/gaze.js';
import { poseOf } from './faces/pose.js';
import type { Model } from './inference/model.js';
import type { ModelName } from './models/catalogue.js';
import { moderate } from './moderation.js';
import { findObjects } from './objects/findObjects.js';
import type { DetectedObject } from './objects/objectDetector.js';
import { countPersons } from './objects/persons.js';
import { type DecodedPicture, decodePicture, UndecodablePicture } from './picture/decode.js';
import { createPyramid, type Pyramid } from './picture/pyramid.js';
import { wholeOf } from './picture/raster.js';
import { shareInside, toBox } from './picture/rectangles.js';
import { observeScene } from './scene.js';
import type { ObserveTask, SightAnswer, SightTask } from './sight.js';
import { faceScale, objectScale, profile } from './thresholds.js';

/** @throws Error when the model could not be loaded */
export type ModelSource = (name: ModelName) => Model;

/** Recognition is the most that a face costs; in a crowd it stops at the largest faces. */
const mostDescribed = 6;

/** Answers one task after another, on the thread it is created on. */
export function createObserver(model: ModelSource): (task: SightTask) => Promise<SightAnswer> {
  return async (task) => {
    if (task.kind === 'wake') return { kind: 'awake' };
    try {
      const decoded = await decodePicture(task.picture.bytes, task.picture);
      const picture = createPyramid(decoded.raster);
      return task.kind === 'observe' ? await observe(model, picture, task) : await examine(model, picture, decoded);
    } catch (error) {
      if (error instanceof UndecodablePicture) return { kind: 'undecodable', reason: error.message };
      return { kind: 'failed', reason: reasonOf(error) };
    }
  };
}

async function observe(model: ModelSource, picture: Pyramid, { describe, asked }: ObserveTask): Promise<SightAnswer> {
  const wanted = askedParts(asked);
  const found = await attemptIf(wanted.faces, async () => (await lookForFaces(model, picture)).filter(isFace));
  const faces = found.ok ? found.value : [];
  const descriptors = await attemptIf(wanted.matches, () =>
    inTurn(describe ? bySize(faces).slice(0, mostDescribed) : [], (face) =>
      describeFace(model('faceRecognition'), picture, face.mesh),
    ),
  );
  const [largest] = bySize(faces);
  const gaze = await attemptIf(
    wanted.gaze,
    async () => largest && (await gazeOf(model('iris'), picture, largest.mesh)),
  );
  const objects = await attemptIf(wanted.labels, () => findObjects(model('objectDetector'), picture));
  return {
    kind: 'observed',
    faces: mapPart(found, (all) =>
      all.map((face) => ({
        ...toObservedFace(face, picture),
        // Without it a face is still a face: where the eyes point is left out when it can't be told, for whatever reason.
        ...(face === largest && gaze.ok && gaze.value && { gaze: gaze.value }),
      })),
    ),
    descriptors: wanted.matches && !found.ok ? found : descriptors,
    labels: mapPart(objects, (seen) => toLabels(seen, faces, picture)),
    moderation: await attemptIf(wanted.moderation, () => moderate(model('moderation'), picture)),
    scene: observeScene(picture),
  };
}

async function examine(model: ModelSource, picture: Pyramid, { reduction }: DecodedPicture): Promise<SightAnswer> {
  const found = await lookForFaces(model, picture);
  const faces = found.filter(isFace);
  if (faces.length === 0) {
    return { kind: 'faceless', photo: { hasProfile: found.some(isProfile), brightness: brightnessOf(picture) } };
  }
  return {
    kind: 'examined',
    faces: await inTurn(faces, async (face) => ({
      box: toBox(face.box, picture.full),
      quality: measureQuality(picture, face, reduction),
      shareInPhoto: shareInside(face.box, wholeOf(picture.full)),
      descriptor: await describeFace(model('faceRecognition'), picture, face.mesh),
    })),
  };
}

function lookForFaces(model: ModelSource, picture: Pyramid): Promise<FoundFace[]> {
  return findFaces({ detector: model('faceDetector'), mesh: model('faceMesh') }, picture);
}

/** The mesh is at a loss about a face of which it sees one half, where the detector is not. */
function isProfile({ detectorScore, mesh }: FoundFace): boolean {
  return detectorScore >= profile.score && Math.abs(poseOf(mesh).yaw) >= profile.yaw;
}

function bySize(faces: readonly FoundFace[]): FoundFace[] {
  return faces.toSorted((one, other) => other.box.height - one.box.height);
}

function toObservedFace(face: FoundFace, picture: Pyramid): ObservedFace {
  return { box: toBox(face.box, picture.full), confidence: faceScale(face.score), pose: poseOf(face.mesh) };
}

function toLabels(objects: readonly DetectedObject[], faces: readonly FoundFace[], picture: Pyramid): ObservedLabel[] {
  const seen = objects
    .map(({ label, box, score }) => ({ name: label, box, confidence: objectScale(label)(score) }))
    .filter(({ confidence }) => confidence >= floorConfidence);
  const persons = countPersons(
    seen.filter(({ name }) => name === 'Person'),
    faces.map(({ box, score }) => ({ box, confidence: faceScale(score) })),
  );
  return [...persons.map((person) => ({ ...person, name: 'Person' })), ...seen.filter(({ name }) => name !== 'Person')]
    .map(({ name, confidence, box }) => ({ name, confidence, box: toBox(box, picture.full) }))
    .toSorted((one, other) => other.confidence - one.confidence);
}

/** One after the other: a thread can't do two at once, and batches of varying sizes would only cost memory. */
async function inTurn<T, R>(items: readonly T[], step: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await step(item));
  return results;
}

async function attemptIf<T>(isAsked: boolean, part: () => Promise<T>): Promise<Part<T>> {
  if (!isAsked) return NOT_ASKED;
  try {
    return { ok: true, value: await part() };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function mapPart<T, R>(part: Part<T>, change: (value: T) => R): Part<R> {
  return part.ok ? { ok: true, value: change(part.value) } : part;
}

/** The messages of models and runtime name files and tensors, never what a picture shows. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
