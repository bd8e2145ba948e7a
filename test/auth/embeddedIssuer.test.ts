import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import {
  createEmbeddedIssuer,
  EMBEDDED_AUDIENCE,
  EMBEDDED_ISSUER,
  type EmbeddedIssuer,
  type TokenRequest,
} from '../../src/auth/embeddedIssuer.js';
import { createEmbeddedVerifier } from '../../src/auth/embeddedVerifier.js';
import { loadSigningKey } from '../../src/auth/signingKey.js';
import type { TokenVerifier } from '../../src/auth/tokenVerifier.js';
import { unsignedToken, withClaims } from '../support/identityProvider.js';

const candidate: TokenRequest = { sub: 'ada', roles: ['CANDIDATE'] };

let dataDir: string;
let issuer: EmbeddedIssuer;
let verifier: TokenVerifier;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'proctor-issuer-'));
  issuer = await createEmbeddedIssuer({ dataDir });
  verifier = createEmbeddedVerifier(issuer);
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('a token of the embedded issuer', () => {
  it('says whom it is for, what they may do, and where', async () => {
    const token = await issuer.issue({
      sub: 'grace',
      roles: ['PROCTOR', 'ADMIN'],
      name: 'Grace Hopper',
      examIds: ['algebra'],
      ttlSeconds: 600,
    });
    await verifier.ready();
    expect(await verifier.verify(token)).toEqual({
      sub: 'grace',
      roles: ['PROCTOR', 'ADMIN'],
      name: 'Grace Hopper',
      examIds: ['algebra'],
      expiresAt: (decodeJwt(token).iat ?? 0) * 1000 + 600_000,
    });
  });

  it('is limited to no exam when it was issued for none', async () => {
    expect(await verifier.verify(await issuer.issue({ ...candidate, examIds: [] }))).toMatchObject({ examIds: [] });
    expect(await verifier.verify(await issuer.issue(candidate))).not.toHaveProperty('examIds');
  });

  it('lives eight hours, and has an id of its own', async () => {
    const [one, other] = await Promise.all(
      [issuer.issue(candidate), issuer.issue(candidate)].map(async (token) => decodeJwt(await token)),
    );
    expect((one?.exp ?? 0) - (one?.iat ?? 0)).toBe(8 * 60 * 60);
    expect(one?.jti).not.toBe(other?.jti);
  });

  it('names the key that is published', async () => {
    const header = decodeProtectedHeader(await issuer.issue(candidate));
    expect(header).toEqual({ alg: 'ES256', kid: issuer.jwks.keys[0]?.kid, typ: 'JWT' });
  });

  it('is verified by whoever opened the same directory, and by nobody else', async () => {
    const token = await issuer.issue(candidate);
    const sameDirectory = createEmbeddedVerifier(await createEmbeddedIssuer({ dataDir }));
    expect(await sameDirectory.verify(token)).toMatchObject({ sub: 'ada' });
    const another = createEmbeddedVerifier(await createEmbeddedIssuer({ dataDir: join(dataDir, 'another') }));
    await expect(another.verify(token)).rejects.toMatchObject({ name: 'InvalidToken', reason: 'bad-signature' });
  });

  it.each<[string, Partial<TokenRequest>, RegExp]>([
    ['without a subject', { sub: '' }, /^sub must have 1 to 255 characters/],
    ['for a subject beyond measure', { sub: 'x'.repeat(256) }, /^sub must have/],
    ['for a subject that nobody could name', { sub: ' ada' }, /no space around/],
    ['without a role', { roles: [] }, /^At least one role/],
    ['that has ended', { ttlSeconds: 0 }, /from 1 to 2592000/],
    ['that never ends', { ttlSeconds: Number.POSITIVE_INFINITY }, /from 1 to 2592000/],
    ['of more than thirty days', { ttlSeconds: 2_592_001 }, /from 1 to 2592000/],
    ['for a time that is no number', { ttlSeconds: Number.NaN }, /from 1 to 2592000/],
    ['for what can not be an exam', { examIds: ['algebra', 'a/b'] }, /^"a\/b" can't be the id of an exam/],
    [
      'too long to be accepted',
      { examIds: Array.from({ length: 400 }, (_, n) => `exam-number-${n}`) },
      /name fewer exams/,
    ],
  ])('is not issued %s', async (_, wrong, message) => {
    await expect(issuer.issue({ ...candidate, ...wrong })).rejects.toMatchObject({
      name: 'TokenRequestError',
      message: expect.stringMatching(message),
    });
  });
});

describe('the embedded verifier', () => {
  const inAnHour = Math.floor(Date.now() / 1000) + 3_600;
  const ours = { iss: EMBEDDED_ISSUER, aud: EMBEDDED_AUDIENCE, sub: 'eve', exp: inAnHour, roles: ['ADMIN'] };

  it.each<[string, object, string]>([
    ['that has expired', { ...ours, exp: 1_700_000_000 }, 'expired'],
    ['of another issuer', { ...ours, iss: 'https://id.example.org' }, 'wrong-issuer'],
    ['for another application', { ...ours, aud: 'another' }, 'wrong-audience'],
    ['that never expires', { ...ours, exp: undefined }, 'not-accepted'],
  ])('refuses a token %s, although the key is right', async (_, claims, reason) => {
    const { kid, privateKey } = await loadSigningKey(dataDir);
    const token = await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'InvalidToken', reason });
  });

  it('refuses a token that names no key', async () => {
    const { privateKey } = await loadSigningKey(dataDir);
    const token = await new SignJWT(ours).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'malformed' });
  });

  it('refuses a candidate who writes another role into the token', async () => {
    const token = withClaims(await issuer.issue(candidate), ours);
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'bad-signature' });
  });

  it.each(['none', 'HS256', 'RS256', 'EdDSA'])('refuses the algorithm %s', async (alg) => {
    const token = unsignedToken({ alg, kid: issuer.jwks.keys[0]?.kid }, ours, 'AAAA');
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'bad-signature' });
  });

  it('refuses a token whose end was cut off', async () => {
    const token = await issuer.issue(candidate);
    for (const lost of [1, 40, 82]) {
      await expect(verifier.verify(token.slice(0, -lost))).rejects.toMatchObject({ reason: 'bad-signature' });
    }
  });

  it('refuses what is no token', async () => {
    for (const nonsense of ['', 'token', 'a.b.c', 'e30.e30.', 'x'.repeat(100_000)]) {
      await expect(verifier.verify(nonsense)).rejects.toMatchObject({ reason: 'malformed' });
    }
  });
});
