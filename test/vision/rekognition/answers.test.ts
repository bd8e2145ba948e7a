import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRekognitionWorld, failuresIn, type RekognitionWorld } from '../../support/rekognition/world.js';
import { somebody } from '../../support/scriptedEngine.js';

let world: RekognitionWorld;
beforeAll(async () => {
  world = await createRekognitionWorld();
});
beforeEach(() => {
  world.server.recover();
  world.eyes.observeWith = async () => somebody;
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const box = { Left: 0.1, Top: 0.2, Width: 0.3, Height: 0.4 };

function answer(operation: 'DetectFaces' | 'DetectLabels' | 'DetectModerationLabels', body: object): void {
  world.server.fail(operation, { body: JSON.stringify(body) });
}

async function facesIn(details: readonly object[]) {
  answer('DetectFaces', { FaceDetails: details });
  const { faces } = await world.observe({ asked: new Set(['FACE_DETECTION']) });
  if (!faces.ok) throw new Error(faces.reason);
  return faces.value;
}

async function labelsIn(labels: readonly object[]) {
  answer('DetectLabels', { Labels: labels });
  const { labels: part } = await world.observe({ asked: new Set(['OBJECTS_OF_INTEREST']) });
  if (!part.ok) throw new Error(part.reason);
  return part.value;
}

describe('A face', () => {
  const face = { BoundingBox: box, Confidence: 99, Pose: { Yaw: 12, Pitch: -5, Roll: 3 } };

  it('has the box, the angles and the confidence that Rekognition gives it', async () => {
    expect(await facesIn([face])).toEqual([
      {
        box: { left: 0.1, top: 0.2, width: 0.3, height: 0.4 },
        confidence: 99,
        pose: { yaw: 12, pitch: -5, roll: 3 },
      },
    ]);
  });

  it('looks where its eyes are seen to point', async () => {
    const [seen] = await facesIn([{ ...face, EyeDirection: { Yaw: -11, Pitch: 4, Confidence: 90 } }]);
    expect(seen?.gaze).toEqual({ yaw: -11, pitch: 4 });
  });

  it.each([
    ['closed', { EyeDirection: { Yaw: -11, Pitch: 4, Confidence: 90 }, EyesOpen: { Value: false, Confidence: 95 } }],
    ['hardly seen', { EyeDirection: { Yaw: -11, Pitch: 4, Confidence: 20 } }],
  ])('looks nowhere in particular with eyes that are %s', async (_, eyes) => {
    expect((await facesIn([{ ...face, ...eyes }]))[0]).not.toHaveProperty('gaze');
  });

  it('that Rekognition doubts is none', async () => {
    expect(await facesIn([{ ...face, Confidence: 70 }])).toEqual([]);
  });

  it('that is larger comes first', async () => {
    const small = { ...face, BoundingBox: { ...box, Width: 0.1 } };
    expect((await facesIn([small, face])).map((one) => one.box.width)).toEqual([0.3, 0.1]);
  });
});

describe('A label', () => {
  it('is there once for each instance, with its box', async () => {
    const instances = [
      { BoundingBox: box, Confidence: 97 },
      { BoundingBox: box, Confidence: 91 },
    ];
    const seen = await labelsIn([{ Name: 'Person', Confidence: 98, Instances: instances }]);
    expect(seen.map(({ name, confidence }) => `${name} ${confidence}`)).toEqual(['Person 98', 'Person 91']);
    expect(seen[0]?.box).toEqual({ left: 0.1, top: 0.2, width: 0.3, height: 0.4 });
  });

  it('counts nobody who has no place in the picture', async () => {
    expect(await labelsIn([{ Name: 'Person', Confidence: 98, Instances: [] }])).toEqual([]);
  });

  it('stands for what has no place in the picture', async () => {
    expect(await labelsIn([{ Name: 'Text', Confidence: 90, Instances: [] }])).toEqual([
      { name: 'Text', confidence: 90 },
    ]);
  });

  it('is as sure as its label, however unsure its place is', async () => {
    const instances = [{ BoundingBox: box, Confidence: 40 }];
    const [phone] = await labelsIn([{ Name: 'Mobile Phone', Confidence: 95, Instances: instances }]);
    expect(phone).toMatchObject({ name: 'Mobile Phone', confidence: 95, box: { left: 0.1 } });
  });

  it('has each of its names, so that a policy may use any', async () => {
    const phone = { Name: 'Mobile Phone', Confidence: 90, Aliases: [{ Name: 'Cell Phone' }], Instances: [] };
    expect((await labelsIn([phone])).map(({ name }) => name)).toEqual(['Mobile Phone', 'Cell Phone']);
  });
});

it('Unsafe content is named as Rekognition names it', async () => {
  answer('DetectModerationLabels', { ModerationLabels: [{ Name: 'Rude Gestures', Confidence: 77, ParentName: '' }] });
  const { moderation } = await world.observe({ asked: new Set(['UNSAFE_CONTENT']) });
  expect(moderation).toEqual({ ok: true, value: [{ name: 'Rude Gestures', confidence: 77 }] });
});

it.each([
  ['a face without a box', 'DetectFaces', { FaceDetails: [{ Confidence: 99 }] }],
  ['no list of faces', 'DetectFaces', {}],
  [
    'a box without a width',
    'DetectFaces',
    { FaceDetails: [{ Confidence: 99, BoundingBox: { Left: 0, Top: 0, Height: 1 } }] },
  ],
  ['a label without a name', 'DetectLabels', { Labels: [{ Confidence: 99 }] }],
  ['null', 'DetectModerationLabels', { ModerationLabels: null }],
] as const)('An answer with %s makes no sense, and costs one part', async (_, operation, body) => {
  const part = { DetectFaces: 'faces', DetectLabels: 'labels', DetectModerationLabels: 'moderation' }[operation];
  answer(operation, body);
  expect(failuresIn(await world.observe())).toEqual({
    [part]: expect.stringContaining(`rekognition:${operation} gave an answer that makes no sense`),
  });
});
