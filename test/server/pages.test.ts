import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Example, startExample } from './exampleServer.js';

let example: Example;
let webDir: string;

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'pages-'));
  await mkdir(join(webDir, 'playground'));
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'playground/index.html'), '<!doctype html><title>Playground</title>');
  await writeFile(join(webDir, 'assets/playground-a1b2c3.js'), 'export {};');
  example = await startExample({ webDir });
});
afterAll(async () => {
  await example.close();
  await rm(webDir, { recursive: true });
});

test.each(['/playground', '/playground/'])('a page is served fresh at %s', async (path) => {
  const response = await example.fetch(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(await response.text()).toContain('Playground');
});

test('what a page loads is kept for good, since its name changes with its content', async () => {
  const response = await example.fetch('/assets/playground-a1b2c3.js');
  expect(response.headers.get('content-type')).toMatch(/javascript/);
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('the front door leads to the playground', async () => {
  const response = await example.fetch('/', { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, '/playground']);
});

test('a page that was not built says how to build it', async () => {
  const response = await example.fetch('/dashboard');
  expect(response.status).toBe(404);
  expect(await response.text()).toMatch(/npm run build/);
});

test.each(['/assets/../../etc/passwd', '/assets/%2e%2e/playground/index.html', '/assets/none.js', '/assets/'])(
  'there is nothing at %s',
  async (path) => {
    expect((await example.fetch(path)).status).toBeGreaterThanOrEqual(400);
  },
);

test('a page may open our own WebSocket and run only our own scripts', async () => {
  const policy = (await example.fetch('/playground')).headers.get('content-security-policy');
  const { host } = new URL(example.url);
  expect(policy).toContain(`connect-src 'self' ws://${host} wss://${host};`);
  expect(policy).toContain("script-src 'self';");
});

test('a server without a build starts, and says so', async () => {
  await using unbuilt = await startExample({ webDir: join(webDir, 'nowhere') });
  expect(await (await unbuilt.fetch('/playground')).text()).toMatch(/npm run build/);
});
