import type { Point } from './raster.js';

/** Turns, scales and moves points: x' = a·x − b·y + tx, y' = b·x + a·y + ty. Shapes keep their angles. */
export interface SimilarityTransform {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export function apply({ a, b, tx, ty }: SimilarityTransform, { x, y }: Point): Point {
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}

/** How much longer a line becomes. */
export function scaleOf({ a, b }: SimilarityTransform): number {
  return Math.hypot(a, b);
}

/** @throws RangeError for a transform that shrinks everything to one point */
export function invert({ a, b, tx, ty }: SimilarityTransform): SimilarityTransform {
  const square = a * a + b * b;
  if (square === 0) throw new RangeError('A transform onto a single point has no inverse');
  const [inverseA, inverseB] = [a / square, -b / square];
  return { a: inverseA, b: inverseB, tx: -(inverseA * tx - inverseB * ty), ty: -(inverseB * tx + inverseA * ty) };
}

/**
 * The transform that brings `from` closest to `to`, in the sense of least squares, without mirroring. In two dimensions
 * Umeyama's solution ("Least-squares estimation of transformation parameters between two point patterns", 1991) is this
 * quotient of sums over the centred points.
 * @throws RangeError when there are no two different points in `from`, or the numbers of points differ
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): SimilarityTransform {
  if (from.length !== to.length) throw new RangeError('Each point needs a counterpart');
  const centre = centroid(from);
  const target = centroid(to);
  let [along, across, square] = [0, 0, 0];
  for (const [index, point] of from.entries()) {
    const [px, py] = [point.x - centre.x, point.y - centre.y];
    const counterpart = to[index] ?? target;
    const [qx, qy] = [counterpart.x - target.x, counterpart.y - target.y];
    along += px * qx + py * qy;
    across += px * qy - py * qx;
    square += px * px + py * py;
  }
  if (square === 0) throw new RangeError('At least two different points are needed');
  const [a, b] = [along / square, across / square];
  return { a, b, tx: target.x - (a * centre.x - b * centre.y), ty: target.y - (b * centre.x + a * centre.y) };
}

function centroid(points: readonly Point[]): Point {
  let [x, y] = [0, 0];
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}
