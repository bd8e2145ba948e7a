/** The main job with Rekognition behind it: a photo is enrolled, and the candidate recognised, over the product's own API. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createEmbeddedEngine } from '../../src/vision/embedded/engine.js';
import type { VisionEngine } from '../../src/vision/engine.js';
import { errorCode, send } from '../support/client.js';
import { enrol, sendFrame, verdict } from '../support/operations.js';
import { otherPicture, portrait } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { type RekognitionServer, startRekognition } from '../support/rekognition/server.js';

let eyes: VisionEngine;
let rekognition: RekognitionServer;
let product: Product;

beforeAll(async () => {
  eyes = createEmbeddedEngine({
    threads: 1,
    async *enrolledFaces() {
      // The collection knows them.
    },
  });
  await eyes.ready();
  rekognition = await startRekognition({ engine: eyes });
  product = await startProduct({
    env: {
      VISION_ENGINE: 'rekognition',
      REGION: 'eu-west-1',
      REKOGNITION_ENDPOINT: rekognition.endpoint,
      COLLECTION_ID: 'hall',
      AWS_ACCESS_KEY_ID: 'AKIDTEST',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
  });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await rekognition?.[Symbol.asyncDispose]();
  await eyes?.[Symbol.asyncDispose]();
});

it('recognises whom it has enrolled, and nobody else, and says what could not be told', async () => {
  const proctor = await product.token({ role: 'proctor', sub: 'paula' });
  const candidate = await product.token({ role: 'candidate', sub: 'carla' });
  const enrolled = await enrol(product, proctor, {
    image: await portrait('curls'),
    candidateId: 'carla',
    fullName: 'Carla Curls',
  });
  const { externalImageId } = enrolled.data.indexFace.face;
  expect([...(rekognition.collections.get('hall')?.values() ?? [])]).toMatchObject([{ externalImageId }]);

  const passed = await sendFrame(product, candidate, { image: await otherPicture('curls') });
  expect(passed.data.processFrame.engine).toBe('REKOGNITION');
  expect(verdict(passed.data.processFrame.checks)).toEqual({
    'Objects of Interest': 'PASS 0',
    'Person Detection': 'PASS 1',
    'Person Recognition': 'PASS Carla Curls',
    'Face Detection': 'PASS 1',
    'Unsafe Content': 'PASS 0',
  });

  rekognition.fail('DetectLabels', { error: 'AccessDeniedException' });
  const stranger = await sendFrame(product, candidate, { image: await portrait('green') });
  expect(verdict(stranger.data.processFrame.checks)).toEqual({
    'Objects of Interest': 'UNKNOWN Server error',
    'Person Detection': 'UNKNOWN Server error',
    'Person Recognition': 'FAIL 0',
    'Face Detection': 'PASS 1',
    'Unsafe Content': 'PASS 0',
  });

  rekognition.fail('all', 'reset');
  const nothing = await sendFrame(product, candidate, { image: await portrait('curls') });
  expect(errorCode(nothing)).toBe('ENGINE_UNAVAILABLE');

  rekognition.recover();
  await send(product.url, proctor, 'mutation ($id: ID!) { deleteFace(externalImageId: $id) { __typename } }', {
    id: externalImageId,
  });
  expect(rekognition.collections.get('hall')?.size).toBe(0);
});
