/** What a policy editor stands on: the defaults, and a change that nobody else's change is lost by. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';

let world: ProctorWorld;
beforeAll(async () => {
  world = await createProctorWorld();
}, 60_000);
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

const accommodating = (...candidates: readonly string[]) => ({
  accommodations: candidates.map((candidateId) => ({ candidateId, expectedPersons: 2 })),
});

test('the defaults are what a new exam begins with, whatever an exam made of it', async () => {
  await world.proctor.createExam({ id: 'changed', title: 'Changed' });
  await world.proctor.updatePolicy(paula, 'changed', { frameIntervalMs: 5_000 });
  await world.proctor.createExam({ id: 'fresh', title: 'Fresh' });
  expect((await world.proctor.exam(paula, 'fresh')).policy).toEqual(world.proctor.defaultPolicy);
  expect((await world.proctor.exam(paula, 'changed')).policy).not.toEqual(world.proctor.defaultPolicy);
});

describe('a change made from a version of the policy', () => {
  test('is made while the policy has this version', async () => {
    await world.proctor.createExam({ id: 'alone', title: 'Alone' });
    const result = await world.proctor.updatePolicy(paula, 'alone', accommodating('ana'), 1);
    expect(result).toMatchObject({ status: 'updated', exam: { policy: { version: 2 } } });
  });

  test('changes nothing once somebody else has changed it, and brings what it is now', async () => {
    await world.proctor.createExam({ id: 'shared', title: 'Shared' });
    await world.proctor.updatePolicy(paula, 'shared', accommodating('ana'), 1);
    const result = await world.proctor.updatePolicy(paula, 'shared', accommodating('bo'), 1);
    expect(result).toMatchObject({
      status: 'updatedMeanwhile',
      exam: { policy: { version: 2, ...accommodating('ana') } },
    });
    expect((await world.proctor.exam(paula, 'shared')).policy).toMatchObject(accommodating('ana'));
  });

  test('is made once where two send theirs at the same moment', async () => {
    await world.proctor.createExam({ id: 'raced', title: 'Raced' });
    const results = await Promise.all(
      ['ana', 'bo'].map((id) => world.proctor.updatePolicy(paula, 'raced', accommodating(id), 1)),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['updated', 'updatedMeanwhile']);
  });
});
