/** What can be told of a picture from its pixels alone. */

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row, as a canvas gives them. */
  readonly data: ArrayLike<number>;
}

export interface PictureQuality {
  /** Mean luminance, 0–100. */
  readonly brightness: number;
  /** The same in the middle, where a face would be. */
  readonly middleBrightness: number;
  /** Standard deviation of the luminance, 0–100: next to nothing where the camera is covered. */
  readonly contrast: number;
  /** Variance of the Laplacian of the luminance (Pech-Pacheco et al. 2000, "Diatom autofocusing"), on the scale of 0–255. */
  readonly sharpness: number;
}

export function measurePicture(pixels: Pixels): PictureQuality {
  const luminance = toLuminance(pixels);
  const { width, height } = pixels;
  const all = { left: 0, top: 0, right: width, bottom: height };
  const middle = { left: width * 0.3, top: height * 0.2, right: width * 0.7, bottom: height * 0.8 };
  const toPercent = (value: number) => (value * 100) / 255;
  const whole = statistics(luminance, width, all);
  return {
    brightness: toPercent(whole.mean),
    middleBrightness: toPercent(statistics(luminance, width, middle).mean),
    contrast: toPercent(Math.sqrt(whole.variance)),
    sharpness: statistics(laplacian(luminance, width, height), width - 2, {
      ...all,
      right: width - 2,
      bottom: height - 2,
    }).variance,
  };
}

/** ITU-R BT.601, 0–255. */
function toLuminance({ width, height, data }: Pixels): Float32Array {
  return Float32Array.from({ length: width * height }, (_, pixel) => {
    const at = pixel * 4;
    return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  });
}

/** The second derivative, without the pixels at the edges. */
function laplacian(values: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array((width - 2) * (height - 2));
  const at = (x: number, y: number) => values[y * width + x] ?? 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const around = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1);
      result[(y - 1) * (width - 2) + x - 1] = around - 4 * at(x, y);
    }
  }
  return result;
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function statistics(values: Float32Array, width: number, { left, top, right, bottom }: Area) {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let y = Math.floor(top); y < bottom; y++) {
    for (let x = Math.floor(left); x < right; x++) {
      const value = values[y * width + x] ?? 0;
      count += 1;
      sum += value;
      squares += value * value;
    }
  }
  const mean = count === 0 ? 0 : sum / count;
  return { mean, variance: count === 0 ? 0 : squares / count - mean * mean };
}
