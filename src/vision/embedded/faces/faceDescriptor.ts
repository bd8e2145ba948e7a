import type { Model } from '../inference/model.js';
import type { Pyramid } from '../picture/pyramid.js';
import { type Alignment, alignFace } from './alignment.js';
import type { FaceMesh } from './faceMesh.js';

/**
 * How the recognition network wants its faces. It was trained on dlib's own cut-outs (`get_face_chip` with 150 pixels
 * and a padding of 0.25), in which the eyes lie 52.6 pixels apart at the height of 47.1: the template times 1.5, its
 * middle at 51 to 54. `npm run eval` shows what this is worth: at a scale of 1.3 and a height of 69, for one, a quarter
 * of the pairs of one person can no longer be told from pairs of strangers.
 */
const alignment: Alignment = { size: 150, scale: 1.5, centre: { x: 75, y: 51 } };

/** Which network and cut-out made a descriptor; others can't be compared with it. */
export const descriptorModel = 'dlib-resnet-v1-128/arcface-1.5';

export const descriptorLength = 128;

/** 128 numbers: the less those of two faces differ, the likelier the faces are of one person. */
export async function describeFace(network: Model, picture: Pyramid, mesh: FaceMesh): Promise<Float32Array> {
  const dims = [1, alignment.size, alignment.size, 3];
  const outputs = await network.run(dims, (input) => alignFace(picture, mesh, alignment, input));
  return Float32Array.from(outputs('descriptor'));
}
