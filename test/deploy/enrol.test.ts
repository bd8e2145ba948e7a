/** Bulk enrolment at a server that knows a Cognito pool, as the README has it for AWS. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEnrol } from '../cli/enrol/command.js';
import { type CognitoPool, startCognitoPool } from '../support/cognitoPool.js';
import { portrait } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';

describe('npm run enrol, for a server with a Cognito pool', () => {
  let pool: CognitoPool;
  let product: Product;
  let folder: string;

  beforeAll(async () => {
    pool = await startCognitoPool();
    product = await startProduct({ env: { ...pool.env, VISION_THREADS: '1' } });
    folder = await mkdtemp(join(tmpdir(), 'virtual-proctor-roster-'));
    // The id of a candidate is the `sub` that Cognito gave them.
    await writeFile(
      join(folder, 'roster.csv'),
      'candidateId,fullName\n8f14e45f-ceea-467f-a0f3-0c8d2b1e9a77,Ana López\n',
    );
    await writeFile(join(folder, '8f14e45f-ceea-467f-a0f3-0c8d2b1e9a77.jpg'), await portrait('curls'));
  });

  afterAll(async () => {
    await product?.[Symbol.asyncDispose]();
    await pool?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const enrolAs = (env: Readonly<Record<string, string>>) =>
    startEnrol([join(folder, 'roster.csv'), folder, '--url', product.url], env).outcome;

  it('takes the access token that a password of the pool is exchanged for', async () => {
    const token = await pool.accessToken({
      'cognito:groups': ['admins'],
      scope: 'aws.cognito.signin.user.admin',
      username: 'olivia',
    });
    expect(await enrolAs({ TOKEN: token })).toMatchObject({ code: 0, stderr: expect.stringContaining(': enrolled') });
  });

  it('says that it must be somebody who may enrol', async () => {
    const token = await pool.accessToken({ 'cognito:groups': ['candidates'] });
    const { code, stderr } = await enrolAs({ TOKEN: token });
    expect(code).toBe(1);
    expect(stderr).toContain("must be a proctor's or an admin's");
  });

  it('says where a token goes where there is none', async () => {
    const { code, stderr } = await enrolAs(pool.env);
    expect(code).toBe(1);
    expect(stderr).toContain('set TOKEN');
  });
});
