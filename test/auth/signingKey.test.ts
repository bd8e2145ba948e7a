import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSigningKey } from '../../src/auth/signingKey.js';

let dataDir: string;

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'proctor-key-')), 'data');
});

afterEach(() => rm(join(dataDir, '..'), { recursive: true, force: true }));

const keyFile = () => join(dataDir, 'issuer-key.json');

describe('the signing key', () => {
  it('is made when first needed, and is the same ever after', async () => {
    const first = await loadSigningKey(dataDir);
    expect(await loadSigningKey(dataDir)).toMatchObject({ kid: first.kid, publicJwk: first.publicJwk });
  });

  it('is one for all who need it at the same time', async () => {
    const keys = await Promise.all(Array.from({ length: 12 }, () => loadSigningKey(dataDir)));
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(['issuer-key.json']);
  });

  it('can be read by its owner alone', async () => {
    await loadSigningKey(dataDir);
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o077).toBe(0);
  });

  it('shows nothing of its private part', async () => {
    const { publicJwk } = await loadSigningKey(dataDir);
    expect(Object.keys(publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('is refused when its file is damaged, in words that name the file but not the key', async () => {
    await loadSigningKey(dataDir);
    const intact = await readFile(keyFile(), 'utf8');
    const { d } = JSON.parse(intact) as { readonly d: string }; // The file was written by the code under test.
    const other = join(dataDir, 'other');
    await loadSigningKey(other);
    const { x, y } = JSON.parse(await readFile(join(other, 'issuer-key.json'), 'utf8')) as {
      readonly x: string;
      readonly y: string;
    };
    const damages = [
      '',
      intact.slice(0, -20),
      `${d} ${intact}`,
      '{}',
      intact.replace('P-256', 'P-384'),
      JSON.stringify({ ...(JSON.parse(intact) as object), x, y }),
    ];
    for (const damaged of damages) {
      await writeFile(keyFile(), damaged);
      const error: unknown = await loadSigningKey(dataDir).catch((problem: unknown) => problem);
      expect(error).toMatchObject({
        name: 'SigningKeyError',
        message: expect.stringMatching(/issuer-key\.json does not hold a signing key\. Restore it, or delete it/),
      });
      expect(String(error)).not.toContain(d.slice(0, 8));
      expect(await readFile(keyFile(), 'utf8')).toBe(damaged);
    }
  });

  it('is missed in words that say why, where the directory is not one', async () => {
    await writeFile(dataDir, 'a file');
    await expect(loadSigningKey(dataDir)).rejects.toMatchObject({
      name: 'SigningKeyError',
      message: expect.stringMatching(/issuer-key\.json can't be used: ENOTDIR/),
    });
  });
});
