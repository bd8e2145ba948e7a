import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObserveRequest, RejectionReason } from '../../../src/vision/engine.js';
import { collectionId, createRekognitionWorld, type RekognitionWorld } from '../../support/rekognition/world.js';
import { accepted, somebody } from '../../support/scriptedEngine.js';

let world: RekognitionWorld;
beforeEach(async () => {
  world = await createRekognitionWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const box = { Left: 0.3, Top: 0.2, Width: 0.4, Height: 0.5 };
const face = {
  BoundingBox: box,
  Confidence: 99,
  Pose: { Yaw: 0, Pitch: 0, Roll: 0 },
  Quality: { Brightness: 50, Sharpness: 90 },
};

function enrol(externalImageId = 'ada') {
  return world.engine.enrol({ picture: world.picture, externalImageId, own: [], namingThreshold: 88 });
}

const vectors = () => [...(world.server.collections.get(collectionId)?.values() ?? [])];

describe('A photo', () => {
  it.each<[string, object, readonly RejectionReason[]]>([
    ['turned far to a side', { Pose: { Yaw: -46, Pitch: 0, Roll: 0 } }, ['TURNED_AWAY']],
    ['tilted far down', { Pose: { Yaw: 0, Pitch: -31, Roll: 0 } }, ['TURNED_AWAY']],
    ['tilted up', { Pose: { Yaw: 0, Pitch: 44, Roll: 0 } }, []],
    ['leaning', { Pose: { Yaw: 0, Pitch: 0, Roll: 60 } }, []],
    ['of 49 pixels', { BoundingBox: { ...box, Width: 0.204 } }, ['FACE_TOO_SMALL']],
    ['of 50 pixels', { BoundingBox: { ...box, Width: 0.21 } }, []],
  ])('with a face %s is judged by what Amazon recommends', async (_, change, reasons) => {
    world.server.fail('DetectFaces', { body: JSON.stringify({ FaceDetails: [{ ...face, ...change }] }) });
    const answer = await enrol();
    expect(answer.status === 'rejected' ? answer.reasons : []).toEqual(reasons);
    expect(vectors()).toHaveLength(reasons.length === 0 ? 1 : 0);
  });

  it.each([
    ['LOW_SHARPNESS', 'BLURRED'],
    ['LOW_FACE_QUALITY', 'BLURRED'],
    ['LOW_BRIGHTNESS', 'TOO_DARK'],
    ['EXTREME_POSE', 'TURNED_AWAY'],
    ['SMALL_BOUNDING_BOX', 'FACE_TOO_SMALL'],
    ['LOW_CONFIDENCE', 'NO_FACE'],
    ['A_REASON_OF_TOMORROW', 'NO_FACE'],
  ])('that the filter leaves out for %s is rejected as %s', async (theirs, ours) => {
    const body = { FaceRecords: [], UnindexedFaces: [{ Reasons: [theirs], FaceDetail: face }] };
    world.server.fail('IndexFaces', { body: JSON.stringify(body) });
    expect(await enrol()).toEqual({ status: 'rejected', reasons: [ours] });
  });

  it('that is rejected is not sent to the collection', async () => {
    world.server.fail('DetectFaces', { body: '{"FaceDetails": []}' });
    expect(await enrol()).toEqual({ status: 'rejected', reasons: ['NO_FACE'] });
    expect(world.server.countOf('IndexFaces')).toBe(0);
  });

  it('is indexed as a single face, filtered, and asked nothing private', async () => {
    await enrol();
    expect(world.server.requests.find(({ operation }) => operation === 'IndexFaces')?.input).toMatchObject({
      CollectionId: collectionId,
      ExternalImageId: 'ada',
      MaxFaces: 1,
      QualityFilter: 'AUTO',
      DetectionAttributes: ['DEFAULT'],
    });
  });
});

describe('An enrolment that fails', () => {
  const unanswered = { status: 500, body: '{"__type": "InternalServerError"}', isLost: true };
  const recognising = async ({ expected }: ObserveRequest) => ({
    ...somebody,
    matches: { ok: true as const, value: expected.map((one) => ({ ...one, similarity: 99 })) },
  });

  /** Rekognition makes the vector, and nobody hears of it. */
  function loseTheAnswer(): void {
    world.eyes.observeWith = recognising;
    world.server.fail('IndexFaces', unanswered);
  }

  it('because its answer was lost leaves no vector that would keep the same face from another photo', async () => {
    loseTheAnswer();
    await expect(enrol()).rejects.toMatchObject({ name: 'EngineUnavailable' });
    expect(world.server.countOf('IndexFaces')).toBeGreaterThan(0);
    expect(vectors()).toEqual([]);
    world.server.recover();
    expect(await enrol('the same face, another photo')).toMatchObject({ status: 'accepted' });
  });

  it('leaves the vector of a face that is recorded already', async () => {
    await enrol();
    loseTheAnswer();
    const { picture } = world;
    const again = world.engine.enrol({
      picture,
      externalImageId: 'ada',
      own: [{ externalImageId: 'ada' }],
      namingThreshold: 88,
    });
    await expect(again).rejects.toMatchObject({ name: 'EngineUnavailable' });
    expect(vectors()).toHaveLength(1);
  });

  it('because an earlier vector could not be deleted leaves none of its own', async () => {
    world.eyes.observeWith = recognising;
    await enrol();
    const [first] = vectors();
    if (!first) throw new Error('There is no vector');
    world.server.collections.get(collectionId)?.set(first.faceId, { ...first, imageId: 'another' });
    world.server.fail('DeleteFaces', { error: 'ThrottlingException' }, 3);
    await expect(enrol()).rejects.toMatchObject({ name: 'EngineUnavailable' });
    expect(vectors()).toEqual([]);
  });
});

describe('A face', () => {
  it('has the id of its vector for a template', async () => {
    const answer = await enrol();
    if (answer.status === 'rejected' || !answer.template) throw new Error('It was not enrolled');
    expect(answer.template.model).toBe('rekognition/7.0');
    expect(vectors().map(({ faceId }) => faceId)).toEqual([new TextDecoder().decode(answer.template.vector)]);
  });

  it('that is enrolled again keeps one vector, even if Rekognition made a second', async () => {
    world.eyes.observeWith = async ({ expected }) => ({
      faces: { ok: true, value: [{ box: accepted.status === 'accepted' ? accepted.box : never(), confidence: 99 }] },
      labels: { ok: true, value: [] },
      moderation: { ok: true, value: [] },
      matches: { ok: true, value: expected.map((one) => ({ ...one, similarity: 99 })) },
    });
    await enrol();
    const [first] = vectors();
    if (!first) throw new Error('There is no vector');
    // As if it had been of another image.
    world.server.collections.get(collectionId)?.set(first.faceId, { ...first, imageId: 'another' });
    await enrol();
    expect(vectors()).toHaveLength(1);
    expect(vectors()[0]?.faceId).not.toBe(first.faceId);
  });

  it('is forgotten by its template without a look through the collection', async () => {
    const answer = await enrol();
    if (answer.status === 'rejected') throw new Error('It was not enrolled');
    await world.engine.forget('ada', answer.template);
    expect(vectors()).toEqual([]);
    expect(world.server.countOf('ListFaces')).toBe(0);
  });

  it('of another engine leaves the collection alone when it is forgotten', async () => {
    await enrol();
    await world.engine.forget('ada', { model: 'foreign/1', vector: Uint8Array.of(1) });
    expect(vectors()).toHaveLength(1);
  });
});

function never(): never {
  throw new Error('It was accepted.');
}
