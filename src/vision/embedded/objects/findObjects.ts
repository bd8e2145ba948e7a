import type { Model } from '../inference/model.js';
import type { Pyramid } from '../picture/pyramid.js';
import { type Rectangle, wholeOf } from '../picture/raster.js';
import { objectCandidateScore, phoneDoubt } from '../thresholds.js';
import { type DetectedObject, detectObjects } from './objectDetector.js';

/** Longer side of the detector's input: cheap for every frame, costly where the first look leaves a doubt about a phone. */
const lookSide = 512;
const closerLookSide = 768;

/**
 * Persons and things in the picture. A phone that is barely seen is looked for again at a larger size, and scores the
 * mean of both looks: that finds more of the small ones and takes less for a phone than either size alone.
 */
export async function findObjects(detector: Model, picture: Pyramid): Promise<DetectedObject[]> {
  const look = (longerSide: number) =>
    detectObjects(detector, picture, wholeOf(picture.full), { longerSide, minimumScore: objectCandidateScore });
  const objects = await look(lookSide);
  const phones = objects.filter(isPhone);
  const surest = Math.max(0, ...phones.map(({ score }) => score));
  if (surest < phoneDoubt.from || surest >= phoneDoubt.to) return objects;

  const closer = (await look(closerLookSide)).filter(isPhone);
  return [...objects.filter((object) => !isPhone(object)), ...mergeLooks(phones, closer)];
}

function isPhone({ label }: DetectedObject): boolean {
  return label === 'Cell Phone';
}

/** What only one of the looks has seen scores half. */
function mergeLooks(first: readonly DetectedObject[], closer: readonly DetectedObject[]): DetectedObject[] {
  const seenAgain = closer.map((object) => ({
    object,
    before: first.find((other) => isSamePlace(object.box, other.box)),
  }));
  const onlyFirst = first.filter((object) => !seenAgain.some(({ before }) => before === object));
  return [
    ...seenAgain.map(({ object, before }) => ({ ...object, score: (object.score + (before?.score ?? 0)) / 2 })),
    ...onlyFirst.map((object) => ({ ...object, score: object.score / 2 })),
  ];
}

/** Boxes of small things vary much between the looks, their middles don't. */
function isSamePlace(one: Rectangle, other: Rectangle): boolean {
  const distance = Math.hypot(
    one.left + one.width / 2 - other.left - other.width / 2,
    one.top + one.height / 2 - other.top - other.height / 2,
  );
  return distance < Math.max(one.width, one.height, other.width, other.height) / 2;
}
