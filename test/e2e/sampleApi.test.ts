/** The page of the AWS sample, with this product in place of the sample's gateway and functions. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { followExam, send } from '../support/client.js';
import { otherPicture, portrait, withPhone } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { openSamplePage, PAGE_ORIGIN, type SamplePage } from '../support/samplePage.js';

let product: Product;
let proctor: string;

beforeAll(async () => {
  product = await startProduct({
    env: { SAMPLE_API: 'on', SAMPLE_API_EXAM: 'algebra', SAMPLE_API_ENROLMENT: 'self', ALLOWED_ORIGINS: PAGE_ORIGIN },
  });
  proctor = await product.token({ role: 'proctor', sub: 'paula' });
});

afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
});

async function openPage(role: 'candidate' | 'proctor', sub: string): Promise<SamplePage> {
  return openSamplePage(`${product.url}/`, `Bearer ${await product.token({ role, sub })}`);
}

const base64 = async (picture: Promise<Buffer>) => (await picture).toString('base64');

test('somebody adds a photo, sits before the camera, and is recognised; proctors follow it all', async () => {
  const { data } = await send(product.url, proctor, '{ exam(id: "algebra") { cursor } }');
  await using events = followExam(product.url, proctor, { examId: 'algebra', after: data.exam.cursor });
  const page = await openPage('candidate', 'carla');

  const enrolled = await page.addUser({ image: await base64(portrait('curls')), fullName: 'Carla Curls' });
  expect(enrolled).toMatchObject({ status: 200, body: { ExternalImageId: expect.stringMatching(/^[0-9a-f-]{36}$/) } });

  const looked = await page.processImage(await base64(otherPicture('curls')));
  expect(looked.status).toBe(200);
  expect(looked.body).toEqual([
    { TestName: 'Objects of Interest', Success: true, Details: '0' },
    { TestName: 'Person Detection', Success: true, Details: 1 },
    { TestName: 'Person Recognition', Success: true, Details: 'Carla Curls' },
    { TestName: 'Face Detection', Success: true, Details: 1 },
    { TestName: 'Unsafe Content', Success: true, Details: '0' },
  ]);

  expect(await events.next()).toMatchObject({ __typename: 'FaceEnrolled', candidateId: 'carla' });
  expect(await events.next()).toMatchObject({ __typename: 'SessionStarted', candidateId: 'carla' });
  const processed = await events.next();
  expect(processed).toMatchObject({ __typename: 'FrameProcessed', candidateId: 'carla' });
  expect(processed.checks?.map(({ testName }) => testName)).toEqual(
    (looked.body as { TestName: string }[]).map(({ TestName }) => TestName), // Seen above.
  );
});

test('a phone becomes an incident that proctors see, and somebody who is not enrolled is nobody', async () => {
  const { data } = await send(product.url, proctor, '{ exam(id: "algebra") { cursor } }');
  const filter = { types: ['INCIDENT_OPENED'] };
  await using events = followExam(product.url, proctor, { examId: 'algebra', after: data.exam.cursor, filter });
  const page = await openPage('candidate', 'dan');
  const image = await base64(withPhone('green'));

  expect((await page.processImage(image)).body).toMatchObject([
    { TestName: 'Objects of Interest', Success: false, Details: 'Cell Phone' },
    { TestName: 'Person Detection', Success: true, Details: 1 },
    { TestName: 'Person Recognition', Success: false, Details: '0' },
    { TestName: 'Face Detection' },
    { TestName: 'Unsafe Content' },
  ]);
  await page.processImage(image);
  expect(await events.next()).toMatchObject({ candidateId: 'dan', incident: { kind: 'FORBIDDEN_OBJECT' } });
});

test('one account may try it all, as in the sample: a proctor adds a photo and is recognised by it', async () => {
  const page = await openPage('proctor', 'pia');
  await page.addUser({ image: await base64(portrait('ponytail')), fullName: 'Pia Ponytail' });
  expect((await page.processImage(await base64(otherPicture('ponytail')))).body).toContainEqual({
    TestName: 'Person Recognition',
    Success: true,
    Details: 'Pia Ponytail',
  });
});
