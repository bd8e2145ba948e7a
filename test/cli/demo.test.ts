/** `npm run demo`: a server comes alive, and is left in peace. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Act, createRandom, type Scene, scriptOf } from '../../src/cli/demo/script.js';
import { followExam, send } from '../support/client.js';
import { type Product, startProduct } from '../support/product.js';

const program = fileURLToPath(new URL('../../dist/cli/demo.js', import.meta.url));

function startDemo(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program, ...args], { env });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { child, outcome: ended.then(([stdout, stderr, [code]]) => ({ code, stdout, stderr })) };
}

describe('a candidate of the demo', () => {
  function acts(seed: number, count: number): readonly Act[] {
    const script = scriptOf(createRandom(seed));
    return Array.from({ length: count }, () => script.next().value);
  }

  test('does the same for the same seed, one thing after the other', () => {
    const first = acts(7, 40);
    expect(acts(7, 40)).toEqual(first);
    expect(acts(8, 40)).not.toEqual(first);
    for (const [index, { from, to }] of first.entries()) {
      expect(to).toBeGreaterThan(from);
      expect(from).toBe(index === 0 ? 0 : first[index - 1]?.to);
    }
  });

  test('is in trouble within a quarter of a minute, and quiet most of the time', () => {
    const script = acts(3, 200);
    expect(script[1]?.from).toBeLessThanOrEqual(15);
    const quiet = script.filter(({ scene }) => scene === 'sitting').reduce((sum, { from, to }) => sum + to - from, 0);
    expect(quiet / (script.at(-1)?.to ?? 0)).toBeGreaterThan(0.5);
  });

  test('gets into every trouble there is', () => {
    const seen = new Set<Scene>(acts(1, 200).map(({ scene }) => scene));
    expect([...seen].sort()).toEqual(
      ['away', 'company', 'covered', 'frozen', 'phone', 'silent', 'sitting', 'somebody else'].sort(),
    );
  });
});

describe('the demo', () => {
  let product: Product;
  let proctor: string;

  beforeAll(async () => {
    product = await startProduct();
    proctor = await product.token({ role: 'proctor', sub: 'paula' });
  });
  afterAll(async () => {
    await product?.[Symbol.asyncDispose]();
  });

  test('opens and closes incidents, and leaves paused sessions, with which the next run goes on', async () => {
    const { data } = await send(product.url, proctor, '{ exam(id: "demo") { cursor } }');
    await using events = followExam(product.url, proctor, {
      examId: 'demo',
      after: data.exam.cursor,
      filter: { types: ['INCIDENT_OPENED', 'INCIDENT_CLOSED', 'SESSION_PAUSED', 'SESSION_RESUMED'] },
    });
    const args = ['--url', product.url, '--candidates', '2', '--speed', '2'];
    const first = startDemo(args, { DATA_DIR: product.dataDir });
    for (let type = ''; type !== 'IncidentClosed'; ) type = (await events.next()).__typename;
    first.child.kill('SIGINT');
    expect(await first.outcome).toMatchObject({ code: 0, stderr: '' });
    const SESSIONS = '{ exam(id: "demo") { sessions { candidateId status } } }';
    const { sessions } = (await send(product.url, proctor, SESSIONS)).data.exam;
    expect(sessions).toEqual(
      expect.arrayContaining([
        { candidateId: 'demo-ana', status: 'PAUSED' },
        { candidateId: 'demo-bo', status: 'PAUSED' },
      ]),
    );

    const second = startDemo(args, { DATA_DIR: product.dataDir });
    for (let type = ''; type !== 'SessionResumed'; ) type = (await events.next()).__typename;
    second.child.kill('SIGINT');
    expect(await second.outcome).toMatchObject({ code: 0 });
  }, 180_000);

  test('says what is missing', async () => {
    const { outcome } = startDemo(['--url', 'http://localhost:9'], { DATA_DIR: product.dataDir });
    expect(await outcome).toMatchObject({ code: 1, stderr: expect.stringContaining('No server answers') });
    const unknown = startDemo(['--url', product.url, '--exam', 'none'], { DATA_DIR: product.dataDir });
    expect(await unknown.outcome).toMatchObject({ code: 1, stderr: expect.stringContaining('no exam') });
    const elsewhere = startDemo(['--url', product.url], { DATA_DIR: `${product.dataDir}/elsewhere` });
    expect((await elsewhere.outcome).stderr).toMatch(/does not accept the token: .* is that the server's DATA_DIR\?/);
    const wrong = startDemo(['--url', product.url, '--candidates', '6'], { DATA_DIR: product.dataDir });
    expect(await wrong.outcome).toMatchObject({ code: 1, stderr: expect.stringContaining('--candidates') });
  });
});
