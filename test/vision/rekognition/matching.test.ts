/** Who is recognised, by as few calls as that takes. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { EnrolledFace } from '../../../src/vision/engine.js';
import { createRekognitionWorld, failuresIn, type RekognitionWorld } from '../../support/rekognition/world.js';
import { somebody } from '../../support/scriptedEngine.js';

let world: RekognitionWorld;
let ada: EnrolledFace;

const [left, right, behind] = [
  { left: 0.05, top: 0.1, width: 0.4, height: 0.5 },
  { left: 0.6, top: 0.2, width: 0.3, height: 0.3 },
  { left: 0.5, top: 0.1, width: 0.05, height: 0.1 },
];

beforeEach(async () => {
  world = await createRekognitionWorld();
  const { picture } = world;
  const answer = await world.engine.enrol({ picture, externalImageId: 'ada', own: [], namingThreshold: 88 });
  if (answer.status === 'rejected' || !answer.template) throw new Error('It was not enrolled');
  ada = { externalImageId: 'ada', template: answer.template };
  (world.server.requests as unknown[]).length = 0;
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

/** @param similarity of everybody who is enrolled to the face in a picture of so many pixels */
function see(boxes: readonly (typeof left)[], similarity: (width: number) => number): void {
  world.eyes.observeWith = async ({ expected, picture }) => ({
    ...somebody,
    // A part that was cut out of the picture holds one face.
    faces: {
      ok: true,
      value: (picture.width === world.picture.width ? boxes : boxes.slice(0, 1)).map((box) => ({
        box,
        confidence: 99,
      })),
    },
    matches: { ok: true, value: expected.map((face) => ({ ...face, similarity: similarity(picture.width) })) },
  });
}

async function recognise() {
  const observation = await world.observe({ expected: [ada], asked: new Set(['PERSON_RECOGNITION']) });
  return {
    failures: failuresIn(observation),
    isTold: observation.matches.ok,
    matches: observation.matches.ok ? observation.matches.value : [],
  };
}

it('A single face takes one search', async () => {
  see([left], () => 97);
  expect((await recognise()).matches).toEqual([{ externalImageId: 'ada', similarity: 97 }]);
  expect(world.server.requests.map(({ operation }) => operation).sort()).toEqual(['DetectFaces', 'SearchFacesByImage']);
  expect(world.server.requests.find(({ operation }) => operation === 'SearchFacesByImage')?.input).toMatchObject({
    FaceMatchThreshold: 85,
  });
});

it('The candidate is found beside somebody nearer to the camera, by one more search', async () => {
  // The fake looks at the part of the picture with the largest face; what we cut out is narrower.
  const widthOfLargest = Math.ceil(left.width * 1.8 * world.picture.width);
  see([left, right], (width) => (Math.abs(width - widthOfLargest) < 20 ? 10 : 96));
  expect((await recognise()).matches).toEqual([{ externalImageId: 'ada', similarity: 96 }]);
  expect(world.server.countOf('SearchFacesByImage')).toBe(2);
});

it('In a crowd, no more than four faces are searched', async () => {
  see([left, right, behind, behind, behind, behind, behind], () => 10);
  await recognise();
  expect(world.server.countOf('SearchFacesByImage')).toBe(4);
});

it('Whether the candidate’s vector is there is asked once for many frames, and only when nobody resembles it', async () => {
  see([left], () => 10);
  for (let frame = 0; frame < 3; frame++) expect(await recognise()).toMatchObject({ isTold: true, matches: [] });
  expect(world.server.countOf('ListFaces')).toBe(1);
});

it('A face that is seen, but that the search does not find, is not taken for a stranger’s', async () => {
  see([left], () => 97);
  const fault = {
    error: 'InvalidParameterException',
    message: 'There are no faces in the image. Should be at least 1.',
  };
  world.server.fail('SearchFacesByImage', fault);
  expect((await recognise()).isTold).toBe(false);
  see([], () => 97);
  expect(await recognise()).toMatchObject({ isTold: true, matches: [] });
});

it('Nobody is taken for a stranger when that can not be asked', async () => {
  see([left], () => 10);
  world.server.fail('ListFaces', { error: 'AccessDeniedException' });
  expect((await recognise()).failures).toMatchObject({ matches: expect.stringContaining('ListFaces is denied') });
});

it('Faces that the AWS sample enrolled are recognised by their external image ids', async () => {
  see([left], () => 97);
  ada = { externalImageId: 'ada' };
  expect((await recognise()).matches).toEqual([{ externalImageId: 'ada', similarity: 97 }]);
});
