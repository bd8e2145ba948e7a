import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createPageSignIn, type PageSignInOptions } from '../../src/auth/pageSignIn.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identityProvider.js';
import { type Example, startExample } from './exampleServer.js';

const CONFIGURATION = '/.well-known/openid-configuration';

let webDir: string;
let provider: IdentityProvider;
let problems: unknown[];

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'sign-in-'));
  await mkdir(join(webDir, 'assets'));
  await mkdir(join(webDir, 'exam'));
  await writeFile(join(webDir, 'exam/index.html'), '<!doctype html><title>Exam</title>');
});
afterAll(() => rm(webDir, { recursive: true }));
beforeEach(async () => {
  provider = await startIdentityProvider();
  problems = [];
});
afterEach(async () => {
  await provider[Symbol.asyncDispose]();
});

function startWith(options: Partial<PageSignInOptions> = {}): Promise<Example> {
  const onProblem = (problem: unknown) => void problems.push(problem);
  const signIn = createPageSignIn({ issuer: provider.issuer, clientId: 'pages', onProblem, ...options });
  return startExample({ webDir, signIn });
}

function publish(endpoints: object): void {
  const body = JSON.stringify({ issuer: provider.issuer, jwks_uri: `${provider.issuer}/keys/jwks.json`, ...endpoints });
  provider.publish(CONFIGURATION, { body });
}

/** Whom a page that is loaded now may talk to, beside the server that it comes from. */
async function strangersAllowed(example: Example): Promise<readonly string[]> {
  const page = await example.fetch('/exam');
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Exam')]);
  const [, sources = ''] = /connect-src ([^;]*)/.exec(page.headers.get('content-security-policy') ?? '') ?? [];
  const { host } = new URL(example.url);
  return sources.split(' ').filter((source) => !["'self'", `ws://${host}`, `wss://${host}`].includes(source));
}

test.each([
  ['what to ask for', { scope: 'openid email' }],
  ['nothing about what to ask for', {}],
])('pages are told the issuer, who they are there, and %s', async (_, scope) => {
  await using example = await startWith(scope);
  const response = await example.fetch('/auth/oidc');
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({ issuer: provider.issuer, clientId: 'pages', ...scope });
});

test('a page may talk to the issuer, and to whom it names for sign-in, wherever that is', async () => {
  publish({
    token_endpoint: 'https://exams.auth.example.org/oauth2/token',
    userinfo_endpoint: 'http://[::1]:9000/me',
    authorization_endpoint: 'https://people-go-there.example.org/authorize',
  });
  await using example = await startWith();
  const expected = [provider.issuer, 'https://exams.auth.example.org', 'http://[::1]:9000'];
  expect(await strangersAllowed(example)).toEqual(expected);
  expect(await strangersAllowed(example)).toEqual(expected);
  expect(provider.requests).toEqual([CONFIGURATION]);
});

test.each([
  ['where others can listen', 'http://id.example.org/token'],
  ['that stands for many', 'https://*.example.org/token'],
  ['that would add to the policy', 'https://a.example.org;script-src/token'],
  ['that is none', '/token'],
  ['that is not even text', 7],
])('a page may not talk to an address %s, only to the others', async (_, token_endpoint) => {
  publish({ token_endpoint, userinfo_endpoint: 'https://people.example.org/me' });
  await using example = await startWith();
  expect(await strangersAllowed(example)).toEqual([provider.issuer, 'https://people.example.org']);
});

test('pages load while the issuer is down, and may talk to all it needs once it is back', async () => {
  provider.publish(CONFIGURATION, { status: 503 });
  await using example = await startWith({ retryAfterMs: 0 });
  expect(await strangersAllowed(example)).toEqual([provider.issuer]);
  expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining('503') })]);
  publish({ token_endpoint: 'https://exams.auth.example.org/oauth2/token' });
  expect(await strangersAllowed(example)).toEqual([provider.issuer, 'https://exams.auth.example.org']);
});

test('an issuer that is down is not asked for every page', async () => {
  provider.publish(CONFIGURATION, { status: 503 });
  await using example = await startWith();
  await strangersAllowed(example);
  await strangersAllowed(example);
  expect(provider.requests).toEqual([CONFIGURATION]);
});

test('nobody is believed who calls itself another issuer', async () => {
  publish({ issuer: 'https://evil.example', token_endpoint: 'https://evil.example/token' });
  await using example = await startWith();
  expect(await strangersAllowed(example)).toEqual([provider.issuer]);
});

test('only pages wait for the issuer', async () => {
  await using example = await startWith();
  await example.fetch('/healthz');
  await example.post({ query: '{ hello }' });
  await example.fetch('/auth/oidc');
  expect(provider.requests).toEqual([]);
});

test('where tokens are issued here, pages are told of no issuer and may talk to nobody else', async () => {
  await using example = await startExample({ webDir });
  const response = await example.fetch('/auth/oidc');
  expect(response.status).toBe(200);
  expect(await response.json()).toBeNull();
  expect(await strangersAllowed(example)).toEqual([]);
});
