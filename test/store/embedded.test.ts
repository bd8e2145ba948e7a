import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDynamoStore } from '../../src/store/dynamodb/dynamoStore.js';
import { startEmbeddedDynamoDb } from '../../src/store/dynamodb/embedded.js';
import type { Store } from '../../src/store/store.js';
import { startChild } from '../support/childProcess.js';
import { examOf } from '../support/exam.js';

const tables = { tablePrefix: 'test-', facesTableName: 'test-faces' };
const exam = examOf('algebra');

describe('The embedded DynamoDB', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'virtual-proctor-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('keeps what it was given when it is started again', async () => {
    await withStore(async (store) => {
      await store.exams.create(exam);
    });
    await withStore(async (store) => {
      expect(await store.exams.get(exam.id)).toEqual(exam);
    });
  });

  it('has everything that it acknowledged before its process was killed', async () => {
    const child = startChild('./writeUntilKilled.js', dataDir, tables.tablePrefix, 'killed');
    const acknowledged: string[] = [];
    for await (const line of child.lines) {
      acknowledged.push(line);
      if (acknowledged.length === 30) void child.kill();
    }
    await withStore(async (store) => {
      for (const line of acknowledged) {
        const [key = '', id = ''] = line.split(' ');
        const seq = Number(id.split(':')[1]);
        expect((await store.events.get('killed', seq))?.event).toMatchObject({ key });
        expect(await store.events.findSeq('killed', key)).toBe(seq);
      }
    });
  });

  it('refuses a directory that another process uses, and says so', async () => {
    const child = startChild('./writeUntilKilled.js', dataDir, tables.tablePrefix, 'busy');
    for await (const _ of child.lines) {
      await expect(startEmbeddedDynamoDb({ dataDir })).rejects.toMatchObject({
        name: 'DataDirectoryInUse',
        message: expect.stringContaining(`${join(dataDir, 'dynamodb')} is in use by another process`),
      });
      break;
    }
    await child.kill();
    await withStore((store) => store.check());
  });

  it('says what is wrong with a directory that it can’t use', async () => {
    const starting = startEmbeddedDynamoDb({ dataDir: '/dev/null' });
    await expect(starting).rejects.toThrow(/\/dev\/null\/dynamodb can't be opened: .*ENOTDIR/);
  });

  describe('serves nobody but us:', () => {
    it.each([
      ['a request with a signature of somebody else', { authorization: 'AWS4-HMAC-SHA256 Credential=guess/x' }],
      ['a request without one', {}],
    ])('%s is refused', async (_, headers) => {
      await using dynamoDb = await startEmbeddedDynamoDb({ dataDir });
      const answer = await fetch(dynamoDb.endpoint, { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    });

    it('a web page is refused even if it knew the secret', async () => {
      await using dynamoDb = await startEmbeddedDynamoDb({ dataDir });
      const { accessKeyId } = dynamoDb.credentials;
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.ListTables',
        'x-amz-date': '20260115T090000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/x, SignedHeaders=host, Signature=x`,
      };
      const ask = (more: Record<string, string>) =>
        fetch(dynamoDb.endpoint, { method: 'POST', headers: { ...headers, ...more }, body: '{}' });
      expect((await ask({})).status).toBe(200);
      expect((await ask({ origin: 'https://example.com' })).status).toBe(403);
    });

    it('it listens on the loopback interface only', async () => {
      await using dynamoDb = await startEmbeddedDynamoDb({ dataDir });
      const { hostname, port } = new URL(dynamoDb.endpoint);
      expect(hostname).toBe('127.0.0.1');
      // All of 127.0.0.0/8 leads to this machine; a server that listens everywhere would answer here too.
      const others = ['127.0.0.2', ...externalAddresses()];
      for (const host of others) {
        const [error] = await once(connect({ host, port: Number(port) }), 'error').catch((reason: unknown) => [reason]);
        expect(error).toMatchObject({ code: expect.stringMatching(/^(ECONNREFUSED|EADDRNOTAVAIL|EHOSTUNREACH)$/) });
      }
    });
  });

  it('does not mind a client that hangs up in the middle of a request', async () => {
    await using dynamoDb = await startEmbeddedDynamoDb({ dataDir });
    const { endpoint, credentials } = dynamoDb;
    const { port } = new URL(endpoint);
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/x`;
    socket.write(
      `POST / HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-length: 100\r\n\r\n{"half":`,
    );
    await once(socket, 'connect');
    // Its answer shows that the server has read what came before it.
    expect((await fetch(endpoint, { method: 'POST' })).status).toBe(403);
    socket.destroy();
    await once(socket, 'close');
    await using store = await createDynamoStore({ endpoint, credentials, ...tables });
    await store.check();
  });

  it('takes what was deleted or overwritten out of its files when told so, also what was read before', async () => {
    await using dynamoDb = await startEmbeddedDynamoDb({ dataDir });
    const { endpoint, credentials, scrub } = dynamoDb;
    await using store = await createDynamoStore({ endpoint, credentials, scrub, ...tables });
    const face = { collectionId: 'test', enrolledAt: '2026-01-15T09:00:00.000Z' };
    // A file each, or many: names that can't be compressed, and so are seen in files.
    for (const others of [1, 300]) {
      const [deleted, overwritten, kept] = [randomUUID(), randomUUID(), randomUUID()];
      for (const fullName of [deleted, overwritten, kept]) {
        await store.faces.put({ ...face, candidateId: 'c', externalImageId: idOf(fullName), fullName });
      }
      const template = { model: 'large', vector: new Uint8Array(randomBytes(20_000)) };
      for (let other = 0; other < others; other++) {
        await store.faces.put({ ...face, candidateId: 'c', externalImageId: `${other}`, fullName: 'Other', template });
      }
      expect(await store.faces.ofCandidate('c')).toHaveLength(others + 3);
      for await (const _ of store.faces.all()) break;
      await store.faces.delete(idOf(deleted));
      await store.faces.put({ ...face, candidateId: 'c', externalImageId: idOf(overwritten), fullName: 'Another' });
      expect(await inFiles(deleted, overwritten, kept)).toEqual([deleted, overwritten, kept]);
      await Promise.all([store.scrub(), store.scrub()]);
      expect(await inFiles(deleted, overwritten, kept)).toEqual([kept]);
      expect(await store.faces.get(idOf(kept))).toMatchObject({ fullName: kept });
      for (const name of [overwritten, kept]) await store.faces.delete(idOf(name));
    }
  });

  const idOf = (name: string) => [...name].reverse().join('');

  /** Which of these are to be read there. */
  async function inFiles(...names: readonly string[]): Promise<readonly string[]> {
    const folder = join(dataDir, 'dynamodb');
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')));
    return names.filter((name) => files.some((text) => text.includes(name)));
  }

  it('says when it fails, and from then on the store is unavailable', async () => {
    let fail = (_: Error): void => {};
    const failed = new Promise<Error>((resolve) => {
      fail = resolve;
    });
    await using dynamoDb = await startEmbeddedDynamoDb({ dataDir, onFailure: (error) => fail(error) });
    const { endpoint, credentials } = dynamoDb;
    await using store = await createDynamoStore({ endpoint, credentials, ...tables });
    // Dynalite does not expect this, and throws where nobody catches it.
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'x-amz-date': '20260115T090000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/x, SignedHeaders=host, Signature=x`,
    };
    const asking = fetch(endpoint, { method: 'POST', headers, body: 'null' });
    await expect(asking).rejects.toThrow();
    expect((await failed).name).toBe('TypeError');
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  async function withStore(use: (store: Store) => Promise<void>): Promise<void> {
    await using dynamoDb = await startEmbeddedDynamoDb({ dataDir });
    const { endpoint, credentials } = dynamoDb;
    await using store = await createDynamoStore({ endpoint, credentials, ...tables });
    await use(store);
  }
});

function externalAddresses(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}
