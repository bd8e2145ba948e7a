/** Whatever goes wrong costs the checks that need it, is told once with what to do, and mends without a restart. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../support/rekognition/server.js';
import { createRekognitionWorld, failuresIn, type RekognitionWorld, until } from '../../support/rekognition/world.js';

let world: RekognitionWorld;
beforeEach(async () => {
  world = await createRekognitionWorld({ answerWithinMs: 1_000, frameWithinMs: 4_000 });
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const html = '<html><body><h1>Sign in to continue</h1></body></html>';

describe('A call that fails', () => {
  it.each<[string, Fault, string, RegExp]>([
    [
      'denied',
      { error: 'AccessDeniedException' },
      'is denied',
      /AWS denies rekognition:DetectLabels.*allow the action/,
    ],
    [
      'throttled',
      { error: 'ThrottlingException' },
      'more often than AWS allows',
      /fewer calls of rekognition:DetectLabels.*quota/,
    ],
    ['beyond the quota', { error: 'ProvisionedThroughputExceededException' }, 'more often than AWS allows', /quota/],
    ['failing', { error: 'InternalServerError', status: 500 }, 'fails', /fails on Amazon's side/],
    [
      'unavailable, with a page',
      { body: html, status: 503, contentType: 'text/html' },
      'fails',
      /fails on Amazon's side/,
    ],
    [
      'answered with a page',
      { body: html, contentType: 'text/html' },
      'makes no sense',
      /is not Rekognition, or a proxy/,
    ],
    [
      'told to come back in a minute',
      { body: html, status: 503, contentType: 'text/html', retryAfterSeconds: 60 },
      'did not answer in time',
      /does not answer in time/,
    ],
    ['cut off', { body: '{"Labels": [{"Name": "Per' }, 'makes no sense', /is not Rekognition/],
    ['without what it should have', { body: '{}' }, 'makes no sense', /is not Rekognition/],
    ['never answered', 'silence', 'did not answer in time', /does not answer in time/],
    ['disconnected', 'reset', "can't be reached", /can't be reached at http.*REKOGNITION_ENDPOINT/],
    ['refused', { error: 'InvalidParameterException' }, 'was refused', /DetectLabels was refused/],
  ])('%s: costs what it would have told, and nothing else', async (_, fault, reason, advice) => {
    world.server.fail('DetectLabels', fault);
    for (let frame = 0; frame < 2; frame++) {
      expect(failuresIn(await world.observe())).toEqual({ labels: expect.stringContaining(reason) });
    }
    expect(world.problems).toEqual([expect.stringMatching(advice)]);

    world.server.recover();
    await until(async () => (await world.observe()).labels.ok);
    expect(world.problems).toHaveLength(1);
  });

  it('is tried again at once where that may help', async () => {
    world.server.fail('DetectLabels', { error: 'InternalServerError', status: 500 }, 2);
    expect(failuresIn(await world.observe())).toEqual({});
    world.server.fail('DetectLabels', 'reset', 1);
    expect(failuresIn(await world.observe())).toEqual({});
    expect(world.problems).toEqual([]);
  });

  it('says nothing of the picture, nor where somebody could read it', async () => {
    world.server.fail('all', { error: 'InvalidParameterException', message: 'Hello' });
    const told: unknown[] = [];
    const engine = world.openEngine({ onProblem: (problem, cause) => told.push(problem, String(cause)) });
    await expect(world.observe({}, engine)).rejects.toMatchObject({ name: 'EngineUnavailable' });
    expect(JSON.stringify(told)).not.toContain(Buffer.from(world.picture.bytes).toString('base64').slice(0, 40));
  });
});

describe('When everything fails', () => {
  it('nothing is observed', async () => {
    world.server.fail('all', { error: 'InternalServerError', status: 500 });
    await expect(world.observe()).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });

  it('the frame is answered in time, whatever Rekognition does', async () => {
    world.server.fail('all', 'silence');
    await expect(world.observe()).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });

  it('for long, it is answered at once, with nobody asked, and tried again now and then', async () => {
    world.server.fail('all', 'reset');
    const fail = () => expect(world.observe()).rejects.toMatchObject({ name: 'EngineUnavailable' });
    for (let frame = 0; frame < 10; frame++) await fail();
    world.server.recover();
    await fail();
    expect(world.server.countOf('DetectFaces')).toBe(0);
    expect(world.problems).toHaveLength(1);

    await until(() =>
      world.observe().then(
        (observation) => Object.keys(failuresIn(observation)).length === 0,
        () => false,
      ),
    );
  });

  it('but pictures without a face, which are answered, it is not left alone', async () => {
    const asked = () => world.observe({ asked: new Set(['PERSON_RECOGNITION']) });
    const noFace = { error: 'InvalidParameterException', message: 'There are no faces in the image.' };
    for (let call = 0; call < 24; call++) {
      world.server.fail('SearchFacesByImage', call % 2 === 0 ? { body: '{}' } : noFace);
      await asked();
    }
    world.server.recover();
    expect(failuresIn(await asked())).not.toHaveProperty('matches');
  });

  it('an enrolment is told so, and a deletion', async () => {
    world.server.fail('all', { error: 'AccessDeniedException' });
    const { picture } = world;
    const enrolling = world.engine.enrol({ picture, externalImageId: 'a', own: [], namingThreshold: 88 });
    await expect(enrolling).rejects.toMatchObject({ name: 'EngineUnavailable' });
    await expect(world.engine.forget('a')).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });
});

it('A picture that Rekognition can not read is a bad one', async () => {
  world.server.fail('DetectModerationLabels', { error: 'InvalidImageFormatException' });
  await expect(world.observe()).rejects.toMatchObject({ name: 'BadPicture' });
  expect(world.problems).toEqual([]);
});

it('A picture of more than 5 MiB is not sent', async () => {
  const bytes = Buffer.concat([world.picture.bytes, Buffer.alloc(5_242_880)]);
  await expect(world.observe({ picture: { ...world.picture, bytes } })).rejects.toMatchObject({ name: 'BadPicture' });
  expect(world.server.countOf('DetectFaces')).toBe(0);
});

it('A frame that nobody waits for any more is given up, and is no trouble', async () => {
  world.server.fail('all', 'silence');
  const nobody = new AbortController();
  const observing = world.observe({ signal: nobody.signal });
  await until(() => world.server.connections > 0);
  nobody.abort();
  await expect(observing).rejects.toMatchObject({ name: 'AbortError' });
  expect(world.problems).toEqual([]);
});

it('Calls are counted that were answered, whatever it took', async () => {
  const counted: string[] = [];
  const engine = world.openEngine({ onCall: (operation) => counted.push(operation) });
  await engine.ready();
  counted.length = 0;
  world.server.fail('DetectLabels', { error: 'InternalServerError', status: 500 }, 1);
  world.server.fail('DetectModerationLabels', { error: 'AccessDeniedException' });
  world.server.fail('SearchFacesByImage', {
    error: 'InvalidParameterException',
    message: 'There are no faces in the image. Should be at least 1.',
  });
  await world.observe({}, engine);
  expect(counted.sort()).toEqual(['DetectFaces', 'DetectLabels', 'SearchFacesByImage']);
});
