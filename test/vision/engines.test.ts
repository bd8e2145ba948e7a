/** Both engines keep the same promises; Rekognition's own networks are out of reach, so ours stand in behind its protocol. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmbeddedEngine } from '../../src/vision/embedded/engine.js';
import type { VisionEngine } from '../../src/vision/engine.js';
import { createRekognitionEngine } from '../../src/vision/rekognition/engine.js';
import { visionEngineContract } from '../contract/visionEngine.js';
import { credentials, type RekognitionServer, startRekognition } from '../support/rekognition/server.js';

let embedded: VisionEngine;
let rekognition: RekognitionServer;

beforeAll(async () => {
  embedded = createEmbeddedEngine({ threads: 1, enrolledFaces: nobody });
  await embedded.ready();
  rekognition = await startRekognition({ engine: embedded });
});

afterAll(async () => {
  await rekognition[Symbol.asyncDispose]();
  await embedded[Symbol.asyncDispose]();
});

visionEngineContract('embedded', async () => ({ ...embedded, [Symbol.asyncDispose]: async () => undefined }));

visionEngineContract('Rekognition', async () => {
  const { endpoint } = rekognition;
  const onProblem = (problem: string) => expect(problem).toBe('no problem');
  const options = { region: 'eu-west-1', endpoint, credentials, collectionId: 'contract', onProblem };
  // One thread does the work of all its calls.
  const engine = createRekognitionEngine({ ...options, frameWithinMs: 30_000, answerWithinMs: 30_000 });
  await engine.ready();
  return engine;
});

describe('After all this, the collection', () => {
  it('is empty, for everybody was forgotten', () => {
    expect(rekognition.collections.get('contract')?.size).toBe(0);
  });

  it('was never asked about age, gender or emotions', () => {
    const asked = rekognition.requests
      .flatMap(({ input }) => [input['Attributes'], input['DetectionAttributes']])
      .flat();
    expect(new Set(asked.filter((attribute) => attribute !== undefined))).toEqual(
      new Set(['DEFAULT', 'EYE_DIRECTION', 'EYES_OPEN']),
    );
  });
});

async function* nobody() {
  // These tests enrol whom they need.
}
