import type { FaceQuality } from '../../engine.js';
import { stretch } from '../picture/letterbox.js';
import { luminanceOf } from '../picture/luminance.js';
import type { Pyramid } from '../picture/pyramid.js';
import { wholeOf } from '../picture/raster.js';
import { alignFace } from './alignment.js';
import type { FoundFace } from './findFaces.js';
import { poseOf } from './pose.js';

/** From the eyebrows to the chin: skin alone, whatever surrounds the face or lies beyond the photo's edge. */
const size = 112;
const closeCut = { size, scale: 1.5, centre: { x: 56, y: 32 } };

/** Half of the variance that crisp portraits have; see `sharpnessOf`. */
const halfSharp = 0.05;

/**
 * Measures what a photo is worth for enrolment.
 * @param reduction pixels of the photo for one pixel of the picture
 */
export function measureQuality(picture: Pyramid, face: FoundFace, reduction: number): FaceQuality {
  const { yaw, pitch } = poseOf(face.mesh);
  const luminance = luminancesOf(alignFace(picture, face.mesh, closeCut));
  return {
    facePixels: Math.round(Math.min(face.box.width, face.box.height) * reduction),
    brightness: (meanOf(luminance) / 255) * 100,
    sharpness: sharpnessOf(luminance),
    yaw,
    pitch,
  };
}

/** Mean luminance of a whole picture, 0 (black) to 100 (white). */
export function brightnessOf(picture: Pyramid): number {
  return (meanOf(luminancesOf(stretch(picture, wholeOf(picture.full), { width: size, height: size }))) / 255) * 100;
}

function luminancesOf(bytes: Uint8Array): Float32Array {
  return Float32Array.from({ length: bytes.length / 3 }, (_, index) => {
    const [red = 0, green = 0, blue = 0] = bytes.subarray(index * 3, index * 3 + 3);
    return luminanceOf(red, green, blue);
  });
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: Float32Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/**
 * The variance of the Laplacian (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000) as a share
 * of the variance of the face itself, which makes it independent of light and contrast, brought to 0–100.
 */
function sharpnessOf(luminance: Float32Array): number {
  const contrast = varianceOf(luminance);
  if (contrast === 0) return 0;
  const laplacian = new Float32Array((size - 2) * (size - 2));
  for (let row = 1; row < size - 1; row++) {
    for (let column = 1; column < size - 1; column++) {
      const at = row * size + column;
      const around =
        (luminance[at - 1] ?? 0) + (luminance[at + 1] ?? 0) + (luminance[at - size] ?? 0) + (luminance[at + size] ?? 0);
      laplacian[(row - 1) * (size - 2) + column - 1] = around - 4 * (luminance[at] ?? 0);
    }
  }
  const share = varianceOf(laplacian) / contrast;
  return (100 * share) / (share + halfSharp);
}
