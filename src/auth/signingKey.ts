/** The key of the embedded issuer: a file under DATA_DIR, made by whoever needs it first. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { types } from 'node:util';
import type { Jwk } from 'aws-jwt-verify/jwk';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';

/** ECDSA on P-256 with SHA-256 (RFC 7518 §3.4): short tokens, and every JWT library can verify them. */
export const SIGNING_ALGORITHM = 'ES256';

export interface SigningKey {
  /** The key's thumbprint (RFC 7638). */
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: Jwk;
}

/** The key file can't be read, written or understood. The message says which file, and what to do. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
}

const coordinate = z.base64url().length(43); // 32 octets
const KEY_FILE = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
  d: coordinate,
});

/**
 * Reads the key, having made it if there was none. Processes that race for the first key all get the same one.
 * @throws SigningKeyError
 */
export async function loadSigningKey(dataDir: string): Promise<SigningKey> {
  const path = join(dataDir, 'issuer-key.json');
  try {
    const text = await readFile(path, 'utf8').catch(async (error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
      await createKeyFile(path);
      return await readFile(path, 'utf8');
    });
    return await parseKey(text);
  } catch (error) {
    throw new SigningKeyError(`${path} ${problemOf(error)}`);
  }
}

/** The key is complete before it gets its name, and a name that is taken is left alone: `link` does both or nothing. */
async function createKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
    await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600, flag: 'wx', flush: true });
    await link(draft, path).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
}

async function parseKey(text: string): Promise<SigningKey> {
  const { d, ...publicPart } = KEY_FILE.parse(JSON.parse(text));
  const privateKey = await importJWK({ ...publicPart, d }, SIGNING_ALGORITHM);
  if (privateKey instanceof Uint8Array) throw new TypeError('not an asymmetric key');
  const kid = await calculateJwkThumbprint(publicPart);
  return { kid, privateKey, publicJwk: { ...publicPart, kid, use: 'sig', alg: SIGNING_ALGORITHM } };
}

/** A parser's own message would quote the key. */
function problemOf(error: unknown): string {
  if (types.isNativeError(error) && 'syscall' in error) return `can't be used: ${error.message}.`;
  return 'does not hold a signing key. Restore it, or delete it to have a new one made: all tokens issued so far then end.';
}

function hasCode(error: unknown, code: string): boolean {
  return types.isNativeError(error) && 'code' in error && error.code === code;
}
