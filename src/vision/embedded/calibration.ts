/**
 * Models score on scales of their own; the port speaks of 0 to 100, where policies filter at 85 unless told otherwise.
 * A scale maps one onto the other with straight lines between anchors, so that the order of scores is kept.
 */
export interface Anchor {
  readonly raw: number;
  /** 0 to 100 */
  readonly confidence: number;
}

/** What a policy's default filter (`MIN_CONFIDENCE`) lets through; each model's operating point is mapped here. */
export const operatingConfidence = 85;

/** Below this nothing is reported, however sensitive a policy is. */
export const floorConfidence = 50;

export type Scale = (raw: number) => number;

/**
 * @param anchors at least two; raw values strictly rising, or strictly falling for distances; beyond the outermost
 * anchors the scale is flat, and what is no number gets the lowest confidence
 * @throws RangeError for anchors in no order
 */
export function createScale(anchors: readonly Anchor[]): Scale {
  const rising = anchors.toSorted((one, other) => one.raw - other.raw);
  const [first, last] = [rising[0], rising.at(-1)];
  if (!first || !last || rising.length < 2) throw new RangeError('A scale needs two anchors');
  if (rising.some(({ raw }, index) => raw === rising[index + 1]?.raw)) throw new RangeError('Two anchors coincide');
  return (raw) => {
    // Of distances the smallest is the surest: what is no number must not pass for it.
    if (Number.isNaN(raw)) return Math.min(first.confidence, last.confidence);
    if (raw <= first.raw) return first.confidence;
    const upper = rising.findIndex((anchor) => anchor.raw >= raw);
    const [from, to] = [rising[upper - 1], rising[upper]];
    if (!from || !to) return last.confidence;
    return from.confidence + ((raw - from.raw) / (to.raw - from.raw)) * (to.confidence - from.confidence);
  };
}

/** Where a detector's scores, from 0 to 1, lie on the scale of the port. */
export interface OperatingPoint {
  /** Worth reporting at all. */
  readonly floor: number;
  /** Let through by the default filter. */
  readonly threshold: number;
  /** As sure as the detector gets. */
  readonly certain: number;
}

export function detectorScale({ floor, threshold, certain }: OperatingPoint): Scale {
  return createScale([
    { raw: 0, confidence: 0 },
    { raw: floor, confidence: floorConfidence },
    { raw: threshold, confidence: operatingConfidence },
    { raw: certain, confidence: 100 },
  ]);
}
