import type { Box } from '../../../domain/observation.js';
import type { Raster, Rectangle } from './raster.js';

const areaOf = ({ width, height }: Rectangle) => Math.max(0, width) * Math.max(0, height);

function overlapOf(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const height = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  return Math.max(0, width) * Math.max(0, height);
}

/** Intersection over union: 0 for rectangles apart, 1 for equal ones. */
export function similarityOf(one: Rectangle, other: Rectangle): number {
  const overlap = overlapOf(one, other);
  const union = areaOf(one) + areaOf(other) - overlap;
  return union > 0 ? overlap / union : 0;
}

/** The share of `inner` that lies in `outer`, 0 to 1. */
export function shareInside(inner: Rectangle, outer: Rectangle): number {
  const area = areaOf(inner);
  return area > 0 ? overlapOf(inner, outer) / area : 0;
}

/** In the port's terms: relative to the picture, and cut off at its edges. */
export function toBox({ left, top, width, height }: Rectangle, picture: Pick<Raster, 'width' | 'height'>): Box {
  const clamp = (value: number) => Math.min(Math.max(value, 0), 1);
  const [west, north] = [clamp(left / picture.width), clamp(top / picture.height)];
  const [east, south] = [clamp((left + width) / picture.width), clamp((top + height) / picture.height)];
  return { left: west, top: north, width: east - west, height: south - north };
}

export interface Scored {
  readonly box: Rectangle;
  readonly score: number;
}

/**
 * Keeps the best of each group of detections that are the same thing (greedy non-maximum suppression).
 * @param isSame whether the boxes of a better and a worse detection are of one thing
 * @returns best first
 */
export function suppressDuplicates<T extends Scored>(
  detections: readonly T[],
  isSame: (better: Rectangle, worse: Rectangle) => boolean,
): T[] {
  const kept: T[] = [];
  for (const detection of detections.toSorted((one, other) => other.score - one.score)) {
    if (!kept.some(({ box }) => isSame(box, detection.box))) kept.push(detection);
  }
  return kept;
}
