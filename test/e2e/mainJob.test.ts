/** The main job, as somebody new would try it: enrol a photo, watch the exam, send frames, read the verdicts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { followExam, send } from '../support/client.js';
import { enrol, sendFrame, verdict } from '../support/operations.js';
import { emptyRoom, otherPicture, portrait, together, withPhone } from '../support/pictures.js';
import type { Product } from '../support/product.js';
import { startProductWithCarla } from '../support/productWithCarla.js';

let product: Product;
let proctor: string;
let candidate: string;

beforeAll(async () => {
  ({ product, proctor, candidate } = await startProductWithCarla());
  await enrol(product, proctor, { image: await portrait('ponytail'), candidateId: 'pia', fullName: 'Pia Ponytail' });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

/** A candidate who falls silent is news too, but not here. */
function follow(after: string, ...types: readonly string[]) {
  return followExam(product.url, proctor, { examId: 'demo', after, filter: { types } });
}

describe('a frame of the enrolled candidate', () => {
  test('passes all five checks, in the answer and in the event that the proctor receives', async () => {
    const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
    await using events = follow(data.exam.cursor, 'SESSION_STARTED', 'FRAME_PROCESSED');

    const answer = await sendFrame(product, candidate, { image: await otherPicture('curls'), frameId: 'first' });
    const frame = answer.data.processFrame;
    expect(verdict(frame.checks)).toEqual({
      'Objects of Interest': 'PASS 0',
      'Person Detection': 'PASS 1',
      'Person Recognition': 'PASS Carla Curls',
      'Face Detection': 'PASS 1',
      'Unsafe Content': 'PASS 0',
    });
    expect(frame).toMatchObject({ status: 'PROCESSED', engine: 'EMBEDDED', nextFrameInMs: expect.any(Number) });

    const started = await events.next();
    expect(started).toMatchObject({ __typename: 'SessionStarted', candidateId: 'carla' });
    const processed = await events.next();
    expect(processed).toMatchObject({ __typename: 'FrameProcessed', id: frame.eventId, frameId: 'first' });
    expect(verdict(processed.checks ?? [])).toEqual(verdict(frame.checks));
  });

  test('is answered with its first result when it is sent again, and published once', async () => {
    const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
    await using events = follow(data.exam.cursor, 'FRAME_PROCESSED');
    const frame = { image: await portrait('curls'), frameId: 'retried' };
    const [first, together] = await Promise.all([
      sendFrame(product, candidate, frame),
      sendFrame(product, candidate, frame),
    ]);
    const later = await sendFrame(product, candidate, { ...frame, image: await emptyRoom() });
    await sendFrame(product, candidate, { image: await portrait('curls'), frameId: 'next' });

    const { nextFrameInMs: _, ...result } = first.data.processFrame;
    expect(together.data.processFrame).toMatchObject(result);
    expect(later.data.processFrame).toMatchObject(result);
    expect((await events.next()).frameId).toBe('retried');
    expect((await events.next()).frameId).toBe('next');
  });
});

describe('a frame that shows something else gets the verdict that a person would give:', () => {
  test('somebody else who is enrolled does not pass, and is named to the proctor alone', async () => {
    const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
    await using events = follow(data.exam.cursor, 'FRAME_PROCESSED');
    const answer = await sendFrame(product, candidate, { image: await otherPicture('ponytail') });
    expect(verdict(answer.data.processFrame.checks)).toMatchObject({
      'Face Detection': 'PASS 1',
      'Person Recognition': 'FAIL Somebody else',
    });
    const { checks = [] } = await events.next();
    expect(verdict(checks)).toMatchObject({ 'Person Recognition': 'FAIL Pia Ponytail' });
  });

  test('a stranger does not pass', async () => {
    const { data } = await sendFrame(product, candidate, { image: await portrait('green') });
    expect(verdict(data.processFrame.checks)).toMatchObject({
      'Face Detection': 'PASS 1',
      'Person Recognition': 'FAIL 0',
    });
  });

  test('two people are counted', async () => {
    const { data } = await sendFrame(product, candidate, { image: await together('curls', 'green') });
    expect(verdict(data.processFrame.checks)).toMatchObject({
      'Face Detection': 'FAIL 2',
      'Person Detection': 'FAIL 2',
      'Person Recognition': 'PASS Carla Curls',
    });
  });

  test('nobody is nobody', async () => {
    const { data } = await sendFrame(product, candidate, { image: await emptyRoom() });
    expect(verdict(data.processFrame.checks)).toMatchObject({
      'Face Detection': 'FAIL 0',
      'Person Detection': 'FAIL 0',
      'Person Recognition': 'FAIL 0',
      'Objects of Interest': 'PASS 0',
    });
  });

  test('a phone is seen', async () => {
    const { data } = await sendFrame(product, candidate, { image: await withPhone('curls') });
    expect(verdict(data.processFrame.checks)).toMatchObject({
      'Objects of Interest': 'FAIL Cell Phone',
      'Person Detection': 'PASS 1',
    });
  });

  test('a candidate who never enrolled is not accused', async () => {
    const token = await product.token({ role: 'candidate', sub: 'nora' });
    const { data } = await sendFrame(product, token, { image: await portrait('laughing') });
    expect(data.processFrame.checks).toContainEqual(
      expect.objectContaining({ name: 'PERSON_RECOGNITION', status: 'UNKNOWN', unknownReason: 'NOT_ENROLLED' }),
    );
  });
});

describe('an enrolment', () => {
  test('is published, is found again, and the same photo makes no second face', async () => {
    const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
    await using events = follow(data.exam.cursor, 'FACE_ENROLLED', 'FACE_DELETED');
    const photo = { image: await portrait('brunette'), candidateId: 'bea', fullName: 'Bea Brunette' };

    const first = await enrol(product, proctor, photo);
    const face = first.data.indexFace.face;
    expect(face).toMatchObject({ candidateId: 'bea', fullName: 'Bea Brunette' });
    const again = await enrol(product, proctor, photo);
    expect(again.data.indexFace.face).toEqual(face);
    expect(await events.next()).toMatchObject({ __typename: 'FaceEnrolled', externalImageId: face.externalImageId });

    const id = face.externalImageId;
    const found = await send(
      product.url,
      proctor,
      'query ($id: ID!) { face(externalImageId: $id) { fullName } faces(candidateId: "bea") { externalImageId } }',
      { id },
    );
    expect(found.data).toEqual({ face: { fullName: 'Bea Brunette' }, faces: [{ externalImageId: id }] });

    const DELETE = 'mutation ($id: ID!) { deleteFace(externalImageId: $id) { candidateId } }';
    const deleted = await send(product.url, proctor, DELETE, { id });
    expect(deleted.data.deleteFace.candidateId).toBe('bea');
    expect(await events.next()).toMatchObject({ __typename: 'FaceDeleted', externalImageId: id });
    const gone = await send(product.url, proctor, DELETE, { id });
    expect(gone.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  test('of a face that is somebody else already is rejected, with what to do', async () => {
    const photo = { image: await otherPicture('ponytail'), candidateId: 'mallory', fullName: 'Mallory' };
    const { data } = await enrol(product, proctor, photo);
    expect(data.indexFace).toEqual({
      __typename: 'FaceRejected',
      reasons: [{ code: 'ENROLLED_AS_SOMEBODY_ELSE', message: expect.stringContaining('another candidate') }],
    });
  });

  test('of two people is rejected', async () => {
    const photo = { image: await together('green', 'laughing'), candidateId: 'duo', fullName: 'Duo' };
    const { data } = await enrol(product, proctor, photo);
    expect(data.indexFace.reasons).toContainEqual(expect.objectContaining({ code: 'SEVERAL_FACES' }));
  });

  test('of nobody is rejected', async () => {
    const photo = { image: await emptyRoom(), candidateId: 'ghost', fullName: 'Ghost' };
    const { data } = await enrol(product, proctor, photo);
    expect(data.indexFace.reasons).toEqual([expect.objectContaining({ code: 'NO_FACE' })]);
  });
});

describe('the queries beside', () => {
  test('say who one is and what the server is', async () => {
    const { data } = await send(
      product.url,
      candidate,
      '{ viewer { id roles examIds } server { version engine identityProvider } }',
    );
    expect(data).toEqual({
      viewer: { id: 'carla', roles: ['CANDIDATE'], examIds: null },
      server: { version: expect.stringMatching(/^\d+\.\d+\.\d+/), engine: 'EMBEDDED', identityProvider: 'EMBEDDED' },
    });
  });

  test('show staff the whole exam, and candidates what is their own', async () => {
    const QUERY =
      '{ exam(id: "demo") { title policy { similarityThreshold } sessions { candidateId } recentEvents(limit: 500) { candidateId } } }';
    await sendFrame(product, proctor, { image: await emptyRoom(), candidateId: 'watched' });
    const staff = await send(product.url, proctor, QUERY);
    expect(staff.data.exam.policy.similarityThreshold).toBe(85);
    const seen = new Set(staff.data.exam.sessions.map((session: { candidateId: string }) => session.candidateId));
    expect([...seen]).toEqual(expect.arrayContaining(['carla', 'watched']));

    const own = await send(product.url, candidate, QUERY);
    expect(own.data.exam.sessions).toEqual([{ candidateId: 'carla' }]);
    const others = own.data.exam.recentEvents.filter((event: { candidateId: string }) => event.candidateId !== 'carla');
    expect(others).toEqual([]);
  });
});
