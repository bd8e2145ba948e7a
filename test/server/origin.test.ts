import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Example, startExample } from './exampleServer.js';

const ALLOWED = 'https://exams.example.org';
const query = JSON.stringify({ query: '{ hello }' });

let example: Example;
beforeAll(async () => {
  example = await startExample();
});
afterAll(() => example.close());

/** As a browser would: fetch may not set these headers. */
function browse(headers: Record<string, string>, { method = 'POST', path = '/graphql' } = {}) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(example.url + path, { method, headers: { 'content-type': 'application/json', ...headers } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    });
    sent.end(method === 'POST' ? query : undefined);
  });
}

describe('over HTTP', () => {
  test('our own page may ask', async () => {
    expect((await browse({ origin: example.url })).status).toBe(200);
  });

  test('a page of an allowed origin may ask and read the answer', async () => {
    const { status, headers } = await browse({ origin: ALLOWED });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'access-control-allow-origin': ALLOWED, vary: 'origin' });
  });

  test('a page of an allowed origin may ask whether it may', async () => {
    const asks = { origin: ALLOWED, 'access-control-request-method': 'POST' };
    const { status, headers } = await browse(asks, { method: 'OPTIONS' });
    expect(status).toBe(204);
    expect(headers['access-control-allow-headers']).toMatch(/authorization/);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that hides', { origin: 'null' }],
    ['an origin that begins like an allowed one', { origin: `${ALLOWED}.evil.example` }],
    ['an allowed host without its encryption', { origin: 'http://exams.example.org' }],
    ['an image or link elsewhere', { 'sec-fetch-site': 'cross-site' }],
  ])('%s may not', async (_, headers) => {
    for (const how of [{ method: 'POST' }, { method: 'OPTIONS' }, { method: 'GET', path: '/graphql?query={hello}' }]) {
      const answer = await browse(headers, how);
      expect(answer.status).toBe(403);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  test('a name that somebody pointed at this machine is not answered to', async () => {
    const rebound = 'evil.example:4000';
    expect((await browse({ host: rebound, origin: `http://${rebound}` })).status).toBe(421);
    expect((await browse({ host: rebound }, { method: 'GET', path: '/healthz' })).status).toBe(421);
  });

  test.each(['localhost', '127.0.0.1:80', '[::1]:4000'])('this machine is also called %s', async (host) => {
    expect((await browse({ host })).status).toBe(200);
  });
});

describe('over WebSockets', () => {
  test.each(['none', 'our own', 'an allowed one'])('with %s for an origin it opens', async (which) => {
    const headers = { none: {}, 'our own': { origin: example.url }, 'an allowed one': { origin: ALLOWED } }[which];
    await expect(example.open(headers).opened).resolves.toBeUndefined();
  });

  test('a page of another origin is refused before it opens', async () => {
    const { status, body } = await example.open({ origin: 'https://evil.example' }).refused;
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test('a name that somebody pointed at this machine is not answered to', async () => {
    const { status } = await example.open({ host: 'evil.example', origin: 'http://evil.example' }).refused;
    expect(status).toBe(421);
  });
});

test('a server that listens to the world is called by names it does not know', async () => {
  await using open = await startExample({ host: '0.0.0.0' });
  const { port } = new URL(open.url);
  const response = await new Promise<number | undefined>((resolve) => {
    request({ port, host: '127.0.0.1', path: '/healthz', headers: { host: 'proctor.example.org' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).end();
  });
  expect(response).toBe(200);
});
