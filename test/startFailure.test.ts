import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../', import.meta.url));

describe('a server that can not start', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function start(env: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: root,
      env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(folder, 'data'), VISION_THREADS: '1', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    return { said: said.trim(), code };
  }

  it('names the port that is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo; // it listens on a port, not on a pipe
    const outcome = await start({ PORT: String(port) });
    other.close();
    expect(outcome).toEqual({
      code: 1,
      said: expect.stringMatching(
        new RegExp(`^PORT ${port} of 127\\.0\\.0\\.1 is taken .* set PORT to another, such as \\d+\\.$`),
      ),
    });
  });

  it('names an address that this machine does not have', async () => {
    // Kept for documentation: RFC 5737.
    const { said, code } = await start({ HOST: '192.0.2.1', EMBEDDED_ISSUER: 'allow' });
    expect([code, said]).toEqual([1, expect.stringMatching(/^HOST 192\.0\.2\.1 is no address of this machine\. .*$/)]);
  });

  it('names the folder that it can not use', async () => {
    const file = join(folder, 'a file');
    await writeFile(file, '');
    const { said, code } = await start({ DATA_DIR: file });
    expect([code, said]).toEqual([1, expect.stringMatching(/^The data in .*a file.* Set DATA_DIR to a folder .*\.$/)]);
  });

  it('says that no database answers, and where', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any' };
    const { said, code } = await start({ ...keys, DYNAMODB_ENDPOINT: 'http://user:secret@127.0.0.1:1' });
    expect([code, said]).toEqual([
      1,
      "DynamoDB can't be used now (ECONNREFUSED). Does a database answer at DYNAMODB_ENDPOINT, http://127.0.0.1:1?",
    ]);
  });

  it('says that there are no credentials for the database', async () => {
    const nowhere = { AWS_EC2_METADATA_DISABLED: 'true', AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') };
    const { said, code } = await start({ ...nowhere, DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' });
    expect([code, said]).toEqual([1, expect.stringMatching(/No AWS credentials were found: set AWS_ACCESS_KEY_ID/)]);
  });
});
