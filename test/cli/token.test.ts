import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedIssuer } from '../../src/auth/embeddedIssuer.js';
import { createEmbeddedVerifier } from '../../src/auth/embeddedVerifier.js';

const program = fileURLToPath(new URL('../../dist/cli/token.js', import.meta.url));

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'proctor-token-'));
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program with nothing in its environment but what is given here. */
function token(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { env: { DATA_DIR: dataDir, ...env } };
    const child = execFile(process.execPath, [program, ...args], options, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

async function viewerOf(printed: string) {
  return await createEmbeddedVerifier(await createEmbeddedIssuer({ dataDir })).verify(printed.trimEnd());
}

describe('the token command', () => {
  it('prints nothing but a token, which the server of the same directory accepts', async () => {
    const { code, stdout, stderr } = await token(['--role', 'proctor', '--sub', 'grace']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await viewerOf(stdout)).toMatchObject({ sub: 'grace', roles: ['PROCTOR'] });
  });

  it('takes a name, several exams and a time to live', async () => {
    const before = Date.now();
    const exams = ['--exam', 'algebra', '--exam', 'biology, chemistry'];
    const { stdout } = await token([
      '--role=candidate',
      '--sub=ada',
      '--name',
      'Ada Lovelace',
      '--ttl',
      '60',
      ...exams,
    ]);
    const viewer = await viewerOf(stdout);
    expect(viewer).toMatchObject({ name: 'Ada Lovelace', examIds: ['algebra', 'biology', 'chemistry'] });
    expect(viewer.expiresAt - before).toBeLessThan(90_000);
  });

  it('makes one key when it is run several times at once', async () => {
    const runs = await Promise.all(['ada', 'bob', 'eve'].map((sub) => token(['--role', 'candidate', '--sub', sub])));
    const viewers = await Promise.all(runs.map(({ stdout }) => viewerOf(stdout)));
    expect(viewers.map(({ sub }) => sub)).toEqual(['ada', 'bob', 'eve']);
    expect(await readdir(dataDir)).toEqual(['issuer-key.json']);
  });

  it('says how it is used', async () => {
    const { code, stdout } = await token(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/--role=<candidate\|proctor\|admin>/);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['without a role', ['--sub', 'ada'], /Missing required argument: --role/],
    ['without a subject', ['--role', 'admin'], /Missing required argument: --sub/],
    ['for an unknown role', ['--role', 'root', '--sub', 'ada'], /--role must be one of candidate, proctor, admin/],
    ['for an empty subject', ['--role', 'admin', '--sub', ''], /sub must have 1 to 255 characters/],
    ['with a misspelt option', ['--role', 'proctor', '--sub', 'ada', '--exams', 'algebra'], /Unknown option '--exams'/],
    ['with a stray word', ['--role', 'proctor', '--sub', 'ada', 'algebra'], /algebra/],
    ['for an exam without a name', ['--role', 'proctor', '--sub', 'ada', '--exam', 'algebra,'], /--exam names no exam/],
    ['for a time that is no number', ['--role', 'proctor', '--sub', 'ada', '--ttl', '8h'], /whole number of seconds/],
  ])('fails on standard error %s', async (_, args, message) => {
    const { code, stdout, stderr } = await token(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'the user pool',
      { COGNITO_USER_POOL_ID: 'eu-west-1_AbC', COGNITO_CLIENT_ID: 'client' },
      /Tokens come from the Cognito user pool eu-west-1_AbC here/,
    ],
    [
      'the OpenID provider',
      { OIDC_ISSUER: 'https://id.example.org', OIDC_AUDIENCE: 'proctor' },
      /Tokens come from https:\/\/id\.example\.org here/,
    ],
  ])('leaves signing to %s where one is configured', async (_, env, message) => {
    const { code, stdout, stderr } = await token(['--role', 'admin', '--sub', 'ada'], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('reports the mistakes of the configuration, and a key that is damaged', async () => {
    expect(await token(['--role', 'admin', '--sub', 'ada'], { PORT: 'x' })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/PORT is "x"/),
    });
    await writeFile(join(dataDir, 'issuer-key.json'), 'not a key');
    expect(await token(['--role', 'admin', '--sub', 'ada'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/issuer-key\.json does not hold a signing key/),
    });
  });
});
