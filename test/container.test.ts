/** What the Dockerfile promises, without Docker: its lines are read, and the product is run as they say. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDynamoDb, type TestDynamoDb } from './support/dynamoDb.js';
import { type IdentityProvider, startIdentityProvider } from './support/identityProvider.js';
import { startProduct } from './support/product.js';
import { type RekognitionServer, startRekognition } from './support/rekognition/server.js';
import { createScriptedEngine } from './support/scriptedEngine.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Each line of the last stage, which is what the image is: an instruction and what follows it. */
const image = (await readFile(join(root, 'Dockerfile'), 'utf8'))
  .replaceAll(/\\\n\s*/g, '')
  .split(/^FROM /m)
  .slice(-1)
  .flatMap((stage) => stage.split('\n').slice(1))
  .flatMap((line) => {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return instruction === '' ? [] : [{ instruction, rest }];
  });

const restOf = (wanted: string) => image.flatMap(({ instruction, rest }) => (instruction === wanted ? [rest] : []));

const environment = Object.fromEntries(
  restOf('ENV').flatMap((pairs) => pairs.split(/\s+/).map((pair) => pair.split('=') as [string, string])),
);

/** Nobody can make a folder there. */
const NOWHERE = '/dev/null/data';

describe('what is in the image', () => {
  it('is all there to be copied', () => {
    const sources = restOf('COPY').map((rest) => rest.replace(/--from=\S+ (\/app\/)?/, '').split(' ')[0] ?? '');
    expect(sources).toEqual(['node_modules', 'dist', 'models', 'package.json', 'schema']);
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
  });

  it('imports no package that is only for development', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const commands = ['token', 'enrol', 'repair'].map((name) => `dist/cli/${name}.js`);
    const threads = ['dist/vision/embedded/worker.js', 'dist/store/dynamodb/embeddedServer.js'];
    const { files, packages } = importsOf(['dist/main.js', ...commands, ...threads]);
    expect(files).toContain('dist/graphql/schema.js');
    expect(packages).toEqual(expect.arrayContaining(['fastify', 'onnxruntime-node', 'dynalite']));
    expect(packages.filter((name) => dependencies[name] === undefined)).toEqual([]);
  });

  it('does not run as root', () => {
    expect(restOf('USER')).toEqual(['node']);
  });
});

describe('the container, with every service elsewhere', () => {
  let dynamoDb: TestDynamoDb;
  let provider: IdentityProvider;
  let rekognition: RekognitionServer;
  let home: string;

  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    provider = await startIdentityProvider();
    rekognition = await startRekognition({ engine: createScriptedEngine() });
    home = await mkdtemp(join(tmpdir(), 'virtual-proctor-home-'));
  });

  afterAll(async () => {
    await rekognition?.[Symbol.asyncDispose]();
    await provider?.[Symbol.asyncDispose]();
    await dynamoDb?.[Symbol.asyncDispose]();
    await rm(home, { recursive: true, force: true });
  });

  function variables(engine: string) {
    const { endpoint, credentials } = dynamoDb.connection;
    return {
      ...environment,
      PORT: '0',
      DATA_DIR: NOWHERE,
      TMPDIR: NOWHERE,
      HOME: home,
      VISION_ENGINE: engine,
      VISION_THREADS: '1',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      DYNAMODB_ENDPOINT: endpoint,
      REKOGNITION_ENDPOINT: rekognition.endpoint,
      OIDC_ISSUER: provider.issuer,
      OIDC_AUDIENCE: 'exams',
    };
  }

  it.each(['embedded', 'rekognition'])(
    'serves, is healthy and stops with %s eyes, and writes nothing',
    async (engine) => {
      await using product = await startProduct({ env: variables(engine) });
      const { port } = new URL(product.url);
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
      expect(await ready.json()).toMatchObject({ status: 'ready' });
      expect(await healthOf(port)).toBe('healthy');

      expect(await product.stop()).toBe(0);
      expect(await healthOf(port)).toBe('unhealthy');
      // ONNX Runtime, for one, would keep an id of this machine there.
      expect(await readdir(home)).toEqual([]);
    },
  );

  it('stops when it is asked to before it is ready', async () => {
    const env = { PATH: process.env['PATH'], ...variables('embedded') };
    const child = spawn(process.execPath, ['dist/main.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (lines.push(line) === 1) child.kill('SIGTERM');
    });
    expect(await exited).toEqual([0, null]);
    expect(lines[0]).not.toContain('"ready"');
    expect(lines.at(-1)).toContain('"stopped"');
  });
});

/** Runs the health check itself. */
async function healthOf(port: string): Promise<'healthy' | 'unhealthy'> {
  const [check = ''] = restOf('HEALTHCHECK');
  const [command, ...parameters] = JSON.parse(check.slice(check.indexOf('CMD ') + 4));
  expect(command).toBe('node');
  const env = { ...environment, PORT: port };
  return await new Promise((resolve) => {
    execFile(process.execPath, parameters, { env }, (error) => resolve(error ? 'unhealthy' : 'healthy'));
  });
}

/** Follows imports from file to file, and says which packages are met. */
function importsOf(entries: readonly string[]): {
  readonly files: readonly string[];
  readonly packages: readonly string[];
} {
  const files = new Set(entries);
  const packages = new Set<string>();
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    const named = source.matchAll(/(?:\bfrom |\bimport |\bimport\(|\brequire\()\s*'([^']+)'/g);
    for (const [, name = ''] of named) {
      if (isBuiltin(name) || name === 'virtual-proctor/client') continue;
      if (name.startsWith('.')) files.add(join(file, '..', name));
      else packages.add(name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  return { files: [...files], packages: [...packages] };
}
