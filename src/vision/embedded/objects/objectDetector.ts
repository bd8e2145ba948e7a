import type { Model } from '../inference/model.js';
import { objectClasses } from '../models/catalogue.js';
import { drawLetterbox, letterboxOf, unfit } from '../picture/letterbox.js';
import type { Pyramid } from '../picture/pyramid.js';
import type { Rectangle } from '../picture/raster.js';
import { type Scored, similarityOf, suppressDuplicates } from '../picture/rectangles.js';

export type ObjectLabel = (typeof objectClasses)[number]['label'];

/** Something the detector saw, in pixels of the picture. */
export interface DetectedObject extends Scored {
  readonly label: ObjectLabel;
}

/** The network's strides make it take multiples of this. */
const inputMultiple = 32;

/** From this intersection over union on, two finds of one class are the same thing. */
const duplicateOverlap = 0.5;

/**
 * Looks for persons and things in an area of the picture.
 * @param longerSide of the network's input, in pixels; the other side follows from the area's shape, so that no time is
 * spent on the empty parts of a square
 * @param minimumScore 0 to 1; weaker finds are left out
 */
export async function detectObjects(
  detector: Model,
  picture: Pyramid,
  area: Rectangle,
  { longerSide, minimumScore }: { readonly longerSide: number; readonly minimumScore: number },
): Promise<DetectedObject[]> {
  const input = inputFor(area, longerSide);
  const letterbox = letterboxOf(area, input);
  const dims = [1, input.height, input.width, 3];
  const outputs = await detector.run(dims, (bytes) => drawLetterbox(picture, letterbox, bytes));
  const [scores, classes, boxes] = [outputs('scores'), outputs('classes'), outputs('boxes')];
  const found: DetectedObject[] = [];
  for (const [index, score] of scores.entries()) {
    if (score < minimumScore) break; // They come best first.
    const label = objectClasses[classes[index] ?? -1]?.label;
    if (label === undefined) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = boxes.subarray(index * 4);
    found.push({ label, score, box: unfit(letterbox, { left, top, width: right - left, height: bottom - top }) });
  }
  return objectClasses.flatMap(({ label }) =>
    suppressDuplicates(
      found.filter((object) => object.label === label),
      (one, other) => similarityOf(one, other) >= duplicateOverlap,
    ),
  );
}

/** Extreme panoramas are not followed: their input would be a line. */
function inputFor({ width, height }: Rectangle, longerSide: number): { width: number; height: number } {
  const along = (share: number) => Math.max(Math.ceil((longerSide * share) / inputMultiple), 4) * inputMultiple;
  return width >= height
    ? { width: longerSide, height: along(height / width) }
    : { width: along(width / height), height: longerSide };
}
