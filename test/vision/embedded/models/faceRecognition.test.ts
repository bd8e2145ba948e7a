/**
 * @jest-environment ./test/support/nativeEnvironment.js
 */
import { join } from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { convertModel } from '../../../../src/vision/embedded/models/convertModel.js';
import {
  faces,
  largestDifference,
  loadModel,
  packageFolder,
  photo,
  startTensorFlow,
  type Values,
} from './reference.js';

/** What we use of face-api. */
interface FaceApi {
  readonly FaceRecognitionNet: new () => {
    loadFromDisk(folder: string): Promise<void>;
    forward(pictures: tf.Tensor3D[]): Promise<tf.Tensor2D>;
  };
}

/** face-api asks for the whole of @tensorflow/tfjs, yet its recognition needs only the core and these methods of tensors. */
async function loadFaceApi(): Promise<FaceApi> {
  jest.mock('@tensorflow/tfjs', () => tf, { virtual: true });
  Object.assign(tf.Tensor.prototype, {
    as3D: reshape,
    as4D: reshape,
    div(this: tf.Tensor, divisor: number) {
      return tf.div(this, divisor);
    },
    mean(this: tf.Tensor, axes: number[]) {
      return tf.mean(this, axes);
    },
  });
  const path = join(packageFolder('@vladmandic/face-api'), 'dist/face-api.node-wasm.js');
  const { default: faceApi } = (await import(path)) as { default: FaceApi };
  return faceApi;
}

function reshape(this: tf.Tensor, ...dims: number[]) {
  return tf.reshape(this, dims);
}

beforeAll(startTensorFlow);

test('The converted recognition network describes faces as face-api does, several at once', async () => {
  const { FaceRecognitionNet } = await loadFaceApi();
  const reference = new FaceRecognitionNet();
  await reference.loadFromDisk(join(packageFolder('@vladmandic/face-api'), 'model'));
  const pictures = await Promise.all(faces.map((face) => photo(150, 150, face)));
  const batch = { dims: [faces.length, 150, 150, 3], data: Buffer.concat(pictures.map(({ data }) => data)) };
  const output = await reference.forward(pictures.map(({ data }) => tf.tensor3d(data, [150, 150, 3])));
  const expected: Values = { dims: output.shape, data: Float32Array.from(await output.data()) };

  const converted = await loadModel(await convertModel('faceRecognition', 'as installed'));
  const { descriptor } = await converted(batch);

  expect(descriptor?.dims).toEqual([faces.length, 128]);
  expect(largestDifference(descriptor, expected)).toBeLessThan(1e-5);
});
