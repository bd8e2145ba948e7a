/** All engines keep the same promises; Rekognition's own networks are out of reach, so ours stand in behind its protocol. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCascadeEngine } from '../../src/vision/cascade/engine.js';
import { createEmbeddedEngine } from '../../src/vision/embedded/engine.js';
import type { VisionEngine } from '../../src/vision/engine.js';
import { createRekognitionEngine } from '../../src/vision/rekognition/engine.js';
import { visionEngineContract } from '../contract/visionEngine.js';
import { policy } from '../support/exam.js';
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

/** The one that is open for all tests. */
const ours = (): VisionEngine => ({ ...embedded, [Symbol.asyncDispose]: async () => undefined });

function openRekognition(collectionId: string): VisionEngine {
  const { endpoint } = rekognition;
  const onProblem = (problem: string) => expect(problem).toBe('no problem');
  const options = { region: 'eu-west-1', endpoint, credentials, collectionId, onProblem };
  // One thread does the work of all its calls.
  return createRekognitionEngine({ ...options, frameWithinMs: 30_000, answerWithinMs: 30_000 });
}

visionEngineContract('embedded', async () => ours());

visionEngineContract('Rekognition', async () => {
  const engine = openRekognition('contract');
  await engine.ready();
  return engine;
});

/** Each frame is a session's first, so that Rekognition is asked as often as it ever is. */
visionEngineContract('cascade', async () => {
  const onProblem = (problem: string) => expect(problem).toBe('no problem');
  const parts = { embedded: ours(), rekognition: openRekognition('cascade') };
  const engine = createCascadeEngine({ ...parts, callsPerHour: 1_000, onProblem });
  await engine.ready();
  return { ...engine, observe: (request) => engine.observe({ session: randomUUID(), policy, ...request }) };
});

describe('After all this, the collection', () => {
  it.each(['contract', 'cascade'])('%s is empty, for everybody was forgotten', (collection) => {
    expect(rekognition.collections.get(collection)?.size).toBe(0);
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
