/** The database's calls are signed with the credentials that are there now, wherever they come from. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connect } from '../../src/store/dynamodb/client.js';

const expired = new Set<string>();
const before = { ...process.env };
let server: Server;
let folder: string;

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    const [, key = ''] = /Credential=([^/]+)/.exec(String(request.headers.authorization)) ?? [];
    const type = 'com.amazon.coral.service#ExpiredTokenException';
    const refusal = { __type: type, message: 'The security token included in the request is expired' };
    const answer = expired.has(key) ? refusal : { TableNames: [key] };
    response
      .writeHead(expired.has(key) ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  folder = await mkdtemp(join(tmpdir(), 'virtual-proctor-'));
  const file = join(folder, 'credentials');
  Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: file, AWS_PROFILE: 'exams' });
});

afterEach(async () => {
  for (const name of ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE', 'AWS_PROFILE']) delete process.env[name];
  Object.assign(process.env, before);
  await rm(folder, { recursive: true });
  server.closeAllConnections();
  await once(server.close(), 'close');
});

const writeKey = (key: string) =>
  writeFile(
    join(folder, 'credentials'),
    `[exams]\naws_access_key_id = ${key}\naws_secret_access_key = secret\naws_session_token = token\n`,
  );

test('those of a file are read anew once they are refused, without a restart', async () => {
  const { port } = server.address() as AddressInfo; // TCP, so not a string
  await writeKey('AKIDOLD');
  using connection = connect({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1' });
  const sign = async () => (await connection.client.send(new ListTablesCommand())).TableNames;
  expect(await sign()).toEqual(['AKIDOLD']);

  expired.add('AKIDOLD');
  await expect(sign()).rejects.toMatchObject({ name: 'StoreUnavailable' });
  await writeKey('AKIDNEW');
  let signed = await sign().catch(() => undefined);
  while (!signed) signed = await sign().catch(() => undefined);
  expect(signed).toEqual(['AKIDNEW']);
});
