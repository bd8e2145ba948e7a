import type { Model } from '../inference/model.js';
import type { Pyramid } from '../picture/pyramid.js';
import { type Rectangle, wholeOf } from '../picture/raster.js';
import { shareInside, suppressDuplicates } from '../picture/rectangles.js';
import { objectCandidateScore, phoneDoubt } from '../thresholds.js';
import { type DetectedObject, detectObjects } from './objectDetector.js';

/** Longer side of the detector's input for the whole picture. */
const lookSide = 512;

/**
 * A closer look shows the detector this share of the picture's width and height, twice as large as the first look did: of
 * the sizes tried it told small phones from other small things best, at a third of what the whole picture would cost.
 */
const closerLook = { share: 0.375, side: 384, most: 2 };

/**
 * Persons and things in the picture. Where a phone is barely seen, the detector takes a closer look, and the phone scores
 * the mean of both looks: that finds more of the small ones, and takes less for a phone, than either alone.
 */
export async function findObjects(detector: Model, picture: Pyramid): Promise<DetectedObject[]> {
  const look = (area: Rectangle, longerSide: number) =>
    detectObjects(detector, picture, area, { longerSide, minimumScore: objectCandidateScore });
  const objects = await look(wholeOf(picture.full), lookSide);
  const phones = objects.filter(isPhone);
  const surest = phones[0]?.score ?? 0;
  if (surest < phoneDoubt.from || surest >= phoneDoubt.to) return objects;

  const closer: DetectedObject[] = [];
  for (const area of areasAround(phones, wholeOf(picture.full))) {
    closer.push(...(await look(area, closerLook.side)).filter(isPhone));
  }
  return [
    ...objects.filter((object) => !isPhone(object)),
    ...mergeLooks(phones, suppressDuplicates(closer, isSamePlace)),
  ];
}

function isPhone({ label }: DetectedObject): boolean {
  return label === 'Cell Phone';
}

/** Parts of the picture that show the surest phones, each in the middle if the picture's edges allow. */
function areasAround(phones: readonly DetectedObject[], whole: Rectangle): Rectangle[] {
  const [width, height] = [whole.width * closerLook.share, whole.height * closerLook.share];
  const within = (start: number, length: number, end: number) => Math.min(Math.max(start, 0), end - length);
  const areas: Rectangle[] = [];
  for (const { box } of phones) {
    if (areas.length === closerLook.most) break;
    if (areas.some((area) => shareInside(box, area) === 1)) continue;
    const left = within(box.left + (box.width - width) / 2, width, whole.width);
    const top = within(box.top + (box.height - height) / 2, height, whole.height);
    areas.push({ left, top, width, height });
  }
  return areas;
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
