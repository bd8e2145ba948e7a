/** A face that two engines know keeps what each of them recorded of it, and each finds its own. */
import { expect, test } from '@jest/globals';
import type { Face } from '../../src/domain/face.js';
import { toDescriptor, toTemplate } from '../../src/vision/embedded/template.js';
import type { FaceTemplate } from '../../src/vision/engine.js';
import { faceIdOf, toTemplate as toRekognitionTemplate } from '../../src/vision/rekognition/faceId.js';
import { sharedDynamoDb } from '../support/sharedDynamoDb.js';

const dynamoDb = sharedDynamoDb();

const ours = toTemplate(Float32Array.from({ length: 128 }, (_, place) => place / 128));
const theirs = toRekognitionTemplate('0d1d7f7e-7ab8-4d6a-9ba4-6f2f0b6f5c11', '7.0');

function faceWith(template: FaceTemplate): Face {
  const names = { candidateId: 'ana', fullName: 'Ana López', collectionId: 'hall' };
  return { externalImageId: 'photo', ...names, enrolledAt: '2026-01-15T09:00:00.000Z', template };
}

test.each<[string, FaceTemplate]>([
  ['ours first', { ...ours, also: theirs }],
  ['Rekognition’s first', { ...theirs, also: ours }],
])('%s', async (_, template) => {
  let now = Date.UTC(2026, 0, 15);
  await using store = await dynamoDb.openStore({ now: () => now });
  await store.faces.put(faceWith(template), { expiresAt: '2026-01-16T00:00:00.000Z' });
  const kept = [(await store.faces.get('photo'))?.template, (await store.faces.ofCandidate('ana'))[0]?.template];
  now += 2 * 24 * 60 * 60_000;
  for await (const expired of store.faces.expired()) kept.push(expired.template);

  expect(kept).toHaveLength(3);
  for (const one of kept) {
    expect(one && faceIdOf(one)).toBe('0d1d7f7e-7ab8-4d6a-9ba4-6f2f0b6f5c11');
    expect(one && toDescriptor(one)?.[64]).toBe(0.5);
  }
});

test('a face that one engine knows is unknown to the other', async () => {
  await using store = await dynamoDb.openStore();
  await store.faces.put(faceWith(ours));
  const template = (await store.faces.get('photo'))?.template;
  expect(template?.also).toBeUndefined();
  expect(template && faceIdOf(template)).toBeUndefined();
  expect(toDescriptor(theirs)).toBeUndefined();
});
