import type { Pyramid } from './pyramid.js';
import { green, type Raster, type Rectangle, redAndBlue } from './raster.js';

/** Where a part of a picture went when it was fitted into a model's input without being stretched. */
export interface Letterbox {
  /** Size of the input in pixels. */
  readonly width: number;
  readonly height: number;
  /** The input's pixels for one pixel of the picture. */
  readonly scale: number;
  /** The point of the picture that went to the input's top left corner. */
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What surrounds the picture: the grey that object detectors are commonly trained with around their pictures. */
const surrounding = 114;

/**
 * Fits `area` of the picture, centred, into an input of the given size.
 * @param margin the share of the input left free around the area, 0 to 1
 */
export function letterboxOf(area: Rectangle, input: Size, margin = 0): Letterbox {
  const { width, height } = input;
  const scale = Math.min(width / area.width, height / area.height) * (1 - margin);
  return {
    width,
    height,
    scale,
    left: area.left + (area.width - width / scale) / 2,
    top: area.top + (area.height - height / scale) / 2,
  };
}

/** From the input back to the picture. */
export function unfit({ scale, left, top }: Letterbox, inInput: Rectangle): Rectangle {
  return {
    left: inInput.left / scale + left,
    top: inInput.top / scale + top,
    width: inInput.width / scale,
    height: inInput.height / scale,
  };
}

/**
 * Draws the input: bilinear samples of the picture, grey beyond its edges.
 * @returns bytes of red, green and blue, row by row
 */
export function drawLetterbox(
  picture: Pyramid,
  { width, height, scale, left, top }: Letterbox,
  target: Uint8Array = new Uint8Array(width * height * 3),
): Uint8Array {
  const { raster, reduction } = picture.levelFor(1 / scale);
  const perSample = 1 / scale / reduction;
  const area = {
    left: left / reduction,
    top: top / reduction,
    width: width * perSample,
    height: height * perSample,
  };
  return resample(raster, area, { width, height }, target);
}

/**
 * Draws `area` of the picture over the whole input, whatever that does to its proportions, from the pixels nearest to each
 * sample alone: crisper than an average over all of them.
 */
export function stretch(
  picture: Pyramid,
  area: Rectangle,
  input: Size,
  target: Uint8Array = new Uint8Array(input.width * input.height * 3),
): Uint8Array {
  return resample(picture.full, area, input, target);
}

function resample(raster: Raster, area: Rectangle, { width, height }: Size, target: Uint8Array): Uint8Array {
  const columns = axisSamples(area.left, area.width / width, width, raster.width);
  const rows = axisSamples(area.top, area.height / height, height, raster.height);
  target.fill(surrounding);
  for (let row = rows.first; row < rows.end; row++) {
    const upper = (rows.index[row] as number) * raster.width;
    const lower = (rows.next[row] as number) * raster.width;
    blendRows(raster.pixels, upper, lower, rows.weight[row] as number, columns, target, row * width * 3);
  }
  return target;
}

/** For each sample along one axis: the pixels on either side of it and the weight (of 256) of the second. */
interface AxisSamples {
  readonly index: Int32Array;
  readonly next: Int32Array;
  readonly weight: Int32Array;
  /** Samples before `first` and from `end` on lie beyond the picture. */
  readonly first: number;
  readonly end: number;
}

function axisSamples(start: number, step: number, count: number, length: number): AxisSamples {
  const index = new Int32Array(count);
  const next = new Int32Array(count);
  const weight = new Int32Array(count);
  let [first, end] = [count, 0];
  for (let sample = 0; sample < count; sample++) {
    const position = start + (sample + 0.5) * step;
    if (position < 0 || position >= length) continue;
    first = Math.min(first, sample);
    end = sample + 1;
    const centre = Math.min(Math.max(position - 0.5, 0), length - 1);
    index[sample] = Math.floor(centre);
    next[sample] = Math.min(Math.floor(centre) + 1, length - 1);
    weight[sample] = Math.round((centre - Math.floor(centre)) * 256);
  }
  return { index, next, weight, first, end };
}

/**
 * Every frame's pixels pass through here several times, so this is written for the compiler: whole numbers (weights of
 * 256), no calls, and no questions about indices, which are in bounds by construction.
 */
function blendRows(
  source: Uint32Array,
  upper: number,
  lower: number,
  lowerWeight: number,
  { index, next, weight, first, end }: AxisSamples,
  target: Uint8Array,
  offset: number,
): void {
  let at = offset + first * 3;
  for (let column = first; column < end; column++, at += 3) {
    const rightWeight = weight[column] as number;
    const left = index[column] as number;
    const right = next[column] as number;
    const d = Math.imul(rightWeight, lowerWeight) >> 8;
    const b = rightWeight - d;
    const c = lowerWeight - d;
    const a = 256 - rightWeight - c;
    const topLeft = source[upper + left] as number;
    const topRight = source[upper + right] as number;
    const bottomLeft = source[lower + left] as number;
    const bottomRight = source[lower + right] as number;
    const ends =
      (Math.imul(topLeft & redAndBlue, a) +
        Math.imul(topRight & redAndBlue, b) +
        Math.imul(bottomLeft & redAndBlue, c) +
        Math.imul(bottomRight & redAndBlue, d) +
        0x800080) |
      0;
    const middle =
      (Math.imul(topLeft & green, a) +
        Math.imul(topRight & green, b) +
        Math.imul(bottomLeft & green, c) +
        Math.imul(bottomRight & green, d) +
        0x8000) |
      0;
    target[at] = ends >>> 8; // A byte keeps the lowest eight bits.
    target[at + 1] = middle >>> 16;
    target[at + 2] = ends >>> 24;
  }
}
