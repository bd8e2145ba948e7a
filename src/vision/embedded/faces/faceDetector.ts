import type { Model } from '../inference/model.js';
import { drawLetterbox, letterboxOf, unfit } from '../picture/letterbox.js';
import type { Pyramid } from '../picture/pyramid.js';
import type { Point, Rectangle } from '../picture/raster.js';
import { similarityOf, suppressDuplicates } from '../picture/rectangles.js';

/** A face as the detector first sees it, in pixels of the picture. */
export interface FaceCandidate {
  readonly box: Rectangle;
  /** 0 to 1 */
  readonly score: number;
  /** The eyes as they appear from left to right in an upright face. */
  readonly leftEye: Point;
  readonly rightEye: Point;
}

const inputSize = 256;

/** Two detections that overlap this much are one face. */
const duplicateOverlap = 0.3;

/** x, y, width and height, then x and y of two eyes, nose, mouth and two ears */
const valuesPerAnchor = 16;

/**
 * BlazeFace's anchors: each cell of a 16×16 grid has two, each of an 8×8 grid six (Bazarevsky et al., "BlazeFace:
 * Sub-millisecond Neural Face Detection on Mobile GPUs", 2019; scaled to this network's 256 pixels).
 */
const anchors: readonly Point[] = [
  { cells: 16, perCell: 2 },
  { cells: 8, perCell: 6 },
].flatMap(({ cells, perCell }) => {
  const side = inputSize / cells;
  return Array.from({ length: cells * cells * perCell }, (_, index) => {
    const cell = Math.floor(index / perCell);
    return { x: ((cell % cells) + 0.5) * side, y: (Math.floor(cell / cells) + 0.5) * side };
  });
});

/**
 * Looks for faces in an area of the picture, fitted into the detector's square.
 * @param margin see `letterboxOf`; a face that fills the picture is only found with some room around it
 * @param minimumScore 0 to 1; weaker candidates are left out
 * @returns best first
 */
export async function detectFaces(
  detector: Model,
  picture: Pyramid,
  area: Rectangle,
  { margin = 0, minimumScore }: { readonly margin?: number; readonly minimumScore: number },
): Promise<FaceCandidate[]> {
  const letterbox = letterboxOf(area, { width: inputSize, height: inputSize }, margin);
  const outputs = await detector.run([1, inputSize, inputSize, 3], (input) => drawLetterbox(picture, letterbox, input));
  const [scores, boxes] = [outputs('scores'), outputs('boxes')];
  const candidates: FaceCandidate[] = [];
  for (const [index, anchor] of anchors.entries()) {
    const score = scores[index] ?? 0;
    if (score < minimumScore) continue;
    const [x = 0, y = 0, width = 0, height = 0, leftX = 0, leftY = 0, rightX = 0, rightY = 0] = boxes.subarray(
      index * valuesPerAnchor,
    );
    const at = (offsetX: number, offsetY: number, size: { width: number; height: number }) =>
      unfit(letterbox, {
        left: anchor.x + offsetX - size.width / 2,
        top: anchor.y + offsetY - size.height / 2,
        ...size,
      });
    const eye = (eyeX: number, eyeY: number): Point => {
      const { left, top } = at(eyeX, eyeY, { width: 0, height: 0 });
      return { x: left, y: top };
    };
    candidates.push({
      box: at(x, y, { width, height }),
      score,
      leftEye: eye(leftX, leftY),
      rightEye: eye(rightX, rightY),
    });
  }
  return suppressDuplicates(candidates, (one, other) => similarityOf(one, other) >= duplicateOverlap);
}
