import { expect, test } from '@jest/globals';
import { type Example, startExample } from './exampleServer.js';

const ready = async (example: Example) => {
  const response = await example.fetch('/readyz');
  return { status: response.status, ...((await response.json()) as object) };
};

test('/healthz says that the process lives, whatever else does not', async () => {
  await using example = await startExample({ readiness: { store: () => Promise.reject(new Error('Down.')) } });
  const response = await example.fetch('/healthz');
  expect(await response.json()).toEqual({ status: 'ok', version: '1.2.3' });
});

async function untilReady(example: Example): Promise<object> {
  while (!(await example.fetch('/readyz')).ok);
  return await ready(example);
}

test('/readyz says which part is not ready yet, and then that all are', async () => {
  let store: Promise<void> = Promise.reject(new Error('store.internal refused'));
  await using example = await startExample({ readiness: { store: () => store, engine: async () => {} } });
  expect(await ready(example)).toEqual({ status: 'not ready', parts: { store: 'not ready', engine: 'ready' } });
  expect((await example.fetch('/readyz')).status).toBe(503);
  expect(example.logged.join('')).toContain('store.internal refused');

  store = Promise.resolve();
  expect(await untilReady(example)).toEqual({ status: 'ready', parts: { store: 'ready', engine: 'ready' } });
  expect((await example.fetch('/readyz')).status).toBe(200);
});

test('/readyz does not wait for a part that says nothing', async () => {
  await using example = await startExample({ readiness: { engine: () => new Promise(() => {}) } });
  expect(await ready(example)).toEqual({ status: 'not ready', parts: { engine: 'not ready' } });
});

test('/readyz asks each part once a second at most, however many ask', async () => {
  let asked = 0;
  const store = async () => void asked++;
  await using example = await startExample({ readiness: { store } });
  const startedAt = performance.now();
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(Array.from({ length: 40 }, () => ready(example)));
    expect(answers).toEqual(answers.map(() => ({ status: 'ready', parts: { store: 'ready' } })));
  }
  expect(asked).toBeLessThanOrEqual(1 + Math.floor((performance.now() - startedAt) / 1_000));
});

test('/readyz does not go on telling what was found before', async () => {
  let store: Promise<void> = Promise.resolve();
  await using example = await startExample({ readiness: { store: () => store } });
  expect((await ready(example)).status).toBe('ready');
  store = Promise.reject(new Error('Down.'));
  while ((await example.fetch('/readyz')).ok);
  expect((await ready(example)).status).toBe('not ready');
});
