/** The command in a process of its own, between a Rekognition and a real table. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../src/store/store.js';
import type { VisionEngine } from '../../src/vision/engine.js';
import { readPicture } from '../../src/vision/picture.js';
import { createRekognitionEngine } from '../../src/vision/rekognition/engine.js';
import { newTablePrefix, startDynamoDb, type TestDynamoDb } from '../support/dynamoDb.js';
import { credentials, type RekognitionServer, startRekognition } from '../support/rekognition/server.js';
import { collectionId, noise } from '../support/rekognition/world.js';
import { createScriptedEngine } from '../support/scriptedEngine.js';

const program = fileURLToPath(new URL('../../dist/cli/repair.js', import.meta.url));
const tablePrefix = newTablePrefix();

let dynamoDb: TestDynamoDb;
let store: Store;
let rekognition: RekognitionServer;
let engine: VisionEngine;

beforeAll(async () => {
  dynamoDb = await startDynamoDb();
  store = await dynamoDb.openStore({ tablePrefix });
  rekognition = await startRekognition({ engine: createScriptedEngine() });
  const { endpoint } = rekognition;
  const onProblem = () => undefined;
  engine = createRekognitionEngine({ region: 'eu-west-1', endpoint, credentials, collectionId, onProblem });
  await engine.ready();
});

beforeEach(async () => {
  rekognition.recover();
  rekognition.collections.set(collectionId, new Map());
  for await (const { externalImageId } of store.faces.all()) await store.faces.delete(externalImageId);
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await rekognition[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  await dynamoDb[Symbol.asyncDispose]();
});

function repair(...args: readonly string[]) {
  return repairWith({}, ...args);
}

function repairWith(
  more: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    VISION_ENGINE: 'rekognition',
    REGION: 'eu-west-1',
    REKOGNITION_ENDPOINT: rekognition.endpoint,
    COLLECTION_ID: collectionId,
    DYNAMODB_ENDPOINT: dynamoDb.connection.endpoint,
    TABLE_PREFIX: tablePrefix,
    AWS_ACCESS_KEY_ID: dynamoDb.connection.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: dynamoDb.connection.credentials.secretAccessKey,
    ...more,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { env }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** @returns the external image id, and the id of the vector */
async function enrol(isRecorded: boolean): Promise<readonly [string, string]> {
  const externalImageId = randomUUID();
  const picture = await readPicture(await noise());
  const answer = await engine.enrol({ picture, externalImageId, own: [], namingThreshold: 88 });
  if (answer.status === 'rejected' || !answer.template) throw new Error('It was not enrolled');
  const { template } = answer;
  if (isRecorded) await record(externalImageId, { template });
  return [externalImageId, new TextDecoder().decode(template.vector)];
}

async function record(externalImageId: string, more: object = {}): Promise<void> {
  await store.faces.put({
    externalImageId,
    candidateId: 'ada',
    fullName: 'Ada Lovelace',
    collectionId,
    enrolledAt: '2026-01-15T09:00:00.000Z',
    ...more,
  });
}

const vectors = () => [...(rekognition.collections.get(collectionId)?.keys() ?? [])];

describe('The repair command', () => {
  it('finds nothing where collection and table agree', async () => {
    await enrol(true);
    const { code, stdout, stderr } = await repair();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('The collection hall has 1 vector, the faces table 1 face of it.\nThey agree.\n');
  });

  it.each([[[]], [['--dry-run']]])('shows a vector without a face, and leaves it alone: %j', async (args) => {
    await enrol(true);
    const [externalImageId, faceId] = await enrol(false);
    const { code, stdout } = await repair(...args);
    expect(code).toBe(2);
    expect(stdout).toContain(`1 vector without a face:\n  ${faceId}  external image id ${externalImageId}\n`);
    expect(stdout).toContain('--yes');
    expect(vectors()).toContain(faceId);
  });

  it('deletes it when told to, and nothing else', async () => {
    const [, kept] = await enrol(true);
    await enrol(false);
    const { code, stdout } = await repair('--yes');
    expect({ code, vectors: vectors() }).toEqual({ code: 0, vectors: [kept] });
    expect(stdout).toContain('1 deleted.');
    expect((await repair()).stdout).toContain('They agree.');
  });

  it('takes a second vector of a face for a stray', async () => {
    const [externalImageId, faceId] = await enrol(true);
    const face = rekognition.collections.get(collectionId)?.get(faceId);
    if (!face) throw new Error('There is no such vector');
    rekognition.collections.get(collectionId)?.set('twin', { ...face, faceId: 'twin' });
    expect((await repair('--yes')).stdout).toContain(`twin  external image id ${externalImageId}`);
    expect(vectors()).toEqual([faceId]);
  });

  it('names whoever must be enrolled again by the external image id alone', async () => {
    const [externalImageId, faceId] = await enrol(true);
    rekognition.collections.get(collectionId)?.delete(faceId);
    const { code, stdout } = await repair('--yes');
    expect(code).toBe(2);
    expect(stdout).toContain(`1 face without a vector, to be enrolled again:\n  ${externalImageId}\n`);
    expect(stdout).not.toContain('Ada');
  });

  it('finds everybody missing in a collection that is gone, and makes none', async () => {
    await enrol(true);
    rekognition.collections.delete(collectionId);
    const { stdout, stderr } = await repair('--yes');
    expect(stdout).toContain('1 face without a vector');
    expect(stderr).toBe('');
    expect(rekognition.collections.has(collectionId)).toBe(false);
  });

  it('does not empty a collection of which the table knows nothing', async () => {
    const [, faceId] = await enrol(false);
    await record(randomUUID(), { collectionId: 'elsewhere' });
    const { code, stderr } = await repair('--yes');
    expect(code).toBe(1);
    expect(stderr).toMatch(/no face of the collection hall.*FACES_TABLENAME.*delete-collection/);
    expect(vectors()).toEqual([faceId]);
  });

  it('makes no table where it finds none, and deletes nothing', async () => {
    const [, faceId] = await enrol(false);
    const wrong = { TABLE_PREFIX: newTablePrefix() };
    for (const attempt of ['first', 'second']) {
      const { code, stderr } = await repairWith(wrong, '--yes');
      expect([attempt, code, stderr]).toEqual([attempt, 1, expect.stringMatching(/There is no table .*TABLE_PREFIX/)]);
    }
    expect(vectors()).toEqual([faceId]);
  });

  it('knows the faces of the AWS sample, which share but the external image id', async () => {
    const [externalImageId] = await enrol(false);
    await record(externalImageId);
    expect((await repair()).stdout).toContain('They agree.');
  });

  it('does not miss what belongs to another collection', async () => {
    await record(randomUUID(), { collectionId: 'elsewhere' });
    expect((await repair()).stdout).toContain('They agree.');
  });

  it('fails with what to do when it is not allowed to look', async () => {
    rekognition.fail('ListFaces', { error: 'AccessDeniedException' });
    const { code, stderr } = await repair('--yes');
    expect(code).toBe(1);
    expect(stderr).toMatch(/AWS denies rekognition:ListFaces/);
  });

  it.each([
    [['--yess'], /yess/],
    [['--yes', '--dry-run'], /contradict/],
  ])('does nothing for %j', async (args, complaint) => {
    const [, faceId] = await enrol(false);
    const { code, stderr } = await repair(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(complaint);
    expect(vectors()).toEqual([faceId]);
  });
});
