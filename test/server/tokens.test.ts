import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createEmbeddedIssuer } from '../../src/auth/embeddedIssuer.js';
import { createEmbeddedVerifier } from '../../src/auth/embeddedVerifier.js';
import { type Example, startExample } from './exampleServer.js';

let example: Example;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tokens-'));
  const issuer = await createEmbeddedIssuer({ dataDir });
  example = await startExample({ host: '0.0.0.0', issuer, verifier: createEmbeddedVerifier(issuer) });
});
afterAll(async () => {
  await example.close();
  await rm(dataDir, { recursive: true });
});

interface Asked {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly address?: string;
}

/** As a browser would from our own page, unless told otherwise. */
async function ask({ headers = { origin: example.url }, body = { role: 'proctor', sub: 'ada' }, address }: Asked) {
  const { port, host } = new URL(example.url);
  return new Promise<{ status: number | undefined; token?: string; message?: string }>((resolve, reject) => {
    const sent = request({
      host: address ?? '127.0.0.1',
      port,
      path: '/auth/token',
      method: 'POST',
      headers: { host, 'content-type': 'application/json', ...headers },
    });
    sent.on('error', reject);
    sent.on('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode, ...JSON.parse(text) });
    });
    sent.end(JSON.stringify(body));
  });
}

test('our own page gets a token that the server accepts', async () => {
  const { token } = await ask({ body: { role: 'proctor', sub: 'ada', name: 'Ada', exams: ['demo'], ttlSeconds: 60 } });
  const response = await example.post({ query: '{ viewer }' }, { authorization: `Bearer ${token}` });
  expect(await response.json()).toEqual({ data: { viewer: 'ada' } });
});

test('our own page gets a token also where the browser sends no origin', async () => {
  expect((await ask({ headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
});

test.each([
  ['nobody knows which page', {}, /this server only/],
  ['a page elsewhere', { origin: 'https://evil.example' }, /this server only/],
  ['a page that an operator allowed', { origin: 'https://exams.example.org' }, /this server only/],
  ['an image or form elsewhere', { 'sec-fetch-site': 'cross-site' }, /this server only/],
  ['a name pointed at this machine', { host: 'evil.example', origin: 'http://evil.example' }, /localhost only/],
  ['a proxy’s clients', { 'x-forwarded-for': '203.0.113.9' }, /this machine only/],
])('no token for %s', async (_, headers, message) => {
  expect(await ask({ headers })).toEqual({ status: 403, message: expect.stringMatching(message) });
});

const outward = Object.values(networkInterfaces())
  .flat()
  .find((address) => address && !address.internal && address.family === 'IPv4')?.address;

// A machine without a network has no other address to be called by.
(outward ? test : test.skip)('no token for another machine', async () => {
  const answer = await ask({ ...(outward && { address: outward }) });
  expect(answer).toEqual({ status: 403, message: expect.stringMatching(/this machine only/) });
});

test.each([
  ['no role', { sub: 'ada' }, /^role: /],
  ['an unknown role', { role: 'dean', sub: 'ada' }, /^role: /],
  ['nobody', { role: 'proctor', sub: '' }, /sub must/],
  ['more than is known', { role: 'proctor', sub: 'ada', isAdmin: true }, /isAdmin/],
  ['more than a month', { role: 'proctor', sub: 'ada', ttlSeconds: 1e9 }, /time to live/],
  ['a list', [], /^body: /],
])('a wish is refused with 400: %s', async (_, body, message) => {
  expect(await ask({ body })).toEqual({ status: 400, message: expect.stringMatching(message) });
});

test('a form is refused', async () => {
  const headers = { origin: example.url, 'content-type': 'text/plain' };
  expect((await ask({ headers })).status).toBe(415);
});

test('the keys are for everybody', async () => {
  const response = await example.fetch('/.well-known/jwks.json');
  expect(await response.json()).toMatchObject({ keys: [{ kid: expect.any(String) }] });
});

test('where nobody issues tokens, nothing is there', async () => {
  await using other = await startExample();
  expect((await other.fetch('/auth/token', { method: 'POST' })).status).toBe(404);
  expect((await other.fetch('/.well-known/jwks.json')).status).toBe(404);
});
