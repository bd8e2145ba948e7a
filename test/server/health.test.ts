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

test('/readyz says which part is not ready yet, and then that all are', async () => {
  let store: Promise<void> = Promise.reject(new Error('store.internal refused'));
  await using example = await startExample({ readiness: { store: () => store, engine: async () => {} } });
  expect(await ready(example)).toEqual({ status: 'not ready', parts: { store: 'not ready', engine: 'ready' } });
  expect((await example.fetch('/readyz')).status).toBe(503);
  expect(example.logged.join('')).toContain('store.internal refused');

  store = Promise.resolve();
  expect(await ready(example)).toEqual({ status: 'ready', parts: { store: 'ready', engine: 'ready' } });
  expect((await example.fetch('/readyz')).status).toBe(200);
});

test('/readyz does not wait for a part that says nothing', async () => {
  await using example = await startExample({ readiness: { engine: () => new Promise(() => {}) } });
  expect(await ready(example)).toEqual({ status: 'not ready', parts: { engine: 'not ready' } });
});
