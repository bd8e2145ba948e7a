import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cognitoIssuerOf, createCognitoVerifier } from '../../src/auth/cognitoVerifier.js';
import { createDocumentFetcher } from '../../src/auth/documentFetcher.js';
import type { TokenVerifier } from '../../src/auth/tokenVerifier.js';
import {
  type IdentityProvider,
  startIdentityProvider,
  unsignedToken,
  verifyOnceAvailable,
  withClaims,
} from '../support/identityProvider.js';

const userPoolId = 'eu-west-1_AbCdEf123';
const clientId = '4f2example';
const host = 'https://cognito-idp.eu-west-1.amazonaws.com';
const globalHost = 'https://issuer-cognito-idp.eu-west-1.amazonaws.com';

const accessClaims = { iss: `${host}/${userPoolId}`, sub: 'ada', token_use: 'access', client_id: clientId };
const idClaims = { iss: `${host}/${userPoolId}`, sub: 'ada', token_use: 'id', aud: clientId };

/** Cognito's documents, with Cognito's addresses, as a server on this machine has them. */
function fetcherFrom(provider: IdentityProvider) {
  const local = createDocumentFetcher();
  return { fetch: (uri: string) => local.fetch(uri.replace(globalHost, host).replace(host, provider.issuer)) };
}

let pool: IdentityProvider;
let verifier: TokenVerifier;

beforeEach(async () => {
  pool = await startIdentityProvider();
  verifier = createCognitoVerifier({ userPoolId, clientId, fetcher: fetcherFrom(pool) });
});

afterEach(async () => {
  await pool[Symbol.asyncDispose]();
});

describe('a Cognito user pool', () => {
  it('is the issuer that its tokens name', () => {
    expect(cognitoIssuerOf(userPoolId)).toBe(accessClaims.iss);
  });

  it('vouches for the holder of an access token, whose groups are roles', async () => {
    const exp = Math.floor(Date.now() / 1000) + 600;
    const token = await pool.sign({ ...accessClaims, exp, 'cognito:groups': ['Proctors', 'staff'] });
    expect(await verifier.verify(token)).toEqual({ sub: 'ada', roles: ['PROCTOR'], expiresAt: exp * 1000 });
  });

  it('vouches for the holder of an ID token, with a name and exams', async () => {
    const token = await pool.sign({
      ...idClaims,
      name: 'Ada',
      'custom:exams': 'algebra,biology',
      'cognito:groups': ['admins'],
    });
    expect(await verifier.verify(token)).toMatchObject({
      name: 'Ada',
      roles: ['ADMIN'],
      examIds: ['algebra', 'biology'],
    });
  });

  it('makes a candidate of somebody without groups', async () => {
    expect(await verifier.verify(await pool.sign(accessClaims))).toMatchObject({ roles: ['CANDIDATE'] });
  });

  it("vouches under its newer issuer's name, too", async () => {
    const token = await pool.sign({ ...accessClaims, iss: `${globalHost}/${userPoolId}` });
    expect(await verifier.verify(token)).toMatchObject({ sub: 'ada' });
  });

  it.each<[string, object, string]>([
    ['has expired', { ...accessClaims, exp: 1_700_000_000 }, 'expired'],
    ['is not valid yet', { ...accessClaims, nbf: 4_000_000_000 }, 'not-accepted'],
    ['is an access token of another client', { ...accessClaims, client_id: 'other' }, 'wrong-audience'],
    ['is an ID token of another client', { ...idClaims, aud: 'other' }, 'wrong-audience'],
    [
      'passes off a client of another kind of token',
      { ...idClaims, aud: 'other', client_id: clientId },
      'wrong-audience',
    ],
    ['is of another pool', { ...accessClaims, iss: `${host}/eu-west-1_Other` }, 'wrong-issuer'],
    ['is of another issuer', { ...accessClaims, iss: 'https://id.example.org' }, 'wrong-issuer'],
    ['names no issuer', { ...accessClaims, iss: undefined }, 'wrong-issuer'],
    ['is neither an access nor an ID token', { ...accessClaims, token_use: 'refresh' }, 'not-accepted'],
    ['never expires', { ...accessClaims, exp: undefined }, 'not-accepted'],
  ])('has nothing to do with a token that %s', async (_, claims, reason) => {
    const token = await pool.sign({ ...claims });
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'InvalidToken', reason });
  });

  it('has nothing to do with a token that was altered', async () => {
    const token = await pool.sign(accessClaims);
    const altered = withClaims(token, { ...accessClaims, exp: 4_000_000_000, 'cognito:groups': ['admins'] });
    await expect(verifier.verify(altered)).rejects.toMatchObject({ name: 'InvalidToken', reason: 'bad-signature' });
  });

  it.each([
    ['no signature', '', 'malformed'],
    ['a made-up signature', 'AAAA', 'bad-signature'],
  ])('is not fooled by the algorithm "none" with %s', async (_, signature, reason) => {
    const token = unsignedToken({ alg: 'none', kid: 'key-1' }, { ...accessClaims, exp: 4_000_000_000 }, signature);
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'InvalidToken', reason });
  });

  it('says nothing of what a token holds when it refuses it', async () => {
    const tokens = [
      await pool.sign({ ...accessClaims, client_id: 'SECRET' }),
      await pool.sign({ ...accessClaims, iss: 'https://SECRET.example' }),
      await pool.sign({ ...accessClaims, token_use: 'SECRET' }),
      await pool.sign(accessClaims, { kid: 'SECRET' }),
      'SECRET',
    ];
    for (const token of tokens) {
      const error: unknown = await verifier.verify(token).catch((refusal: unknown) => refusal);
      expect(error).toMatchObject({ name: 'InvalidToken' });
      expect(JSON.stringify([error, String(error), Object.keys(Object(error))])).not.toContain('SECRET');
      expect(error).not.toHaveProperty('cause');
    }
  });
});

describe('the keys of a Cognito user pool', () => {
  it('are fetched once', async () => {
    await verifier.ready();
    const fetched = pool.requests.length;
    await verifier.ready();
    for (const claims of [accessClaims, idClaims]) await verifier.verify(await pool.sign(claims));
    expect(pool.requests).toHaveLength(fetched);
  });

  it('are fetched again when a token names a new one', async () => {
    await verifier.ready();
    await pool.rotate();
    expect(await verifier.verify(await pool.sign(accessClaims))).toMatchObject({ sub: 'ada' });
  });

  it('are not fetched again and again for keys that do not exist', async () => {
    await verifier.ready();
    const fetched = pool.requests.length;
    const madeUp = () => pool.sign(accessClaims, { kid: 'made-up' });
    await expect(verifier.verify(await madeUp())).rejects.toMatchObject({ reason: 'bad-signature' });
    await expect(verifier.verify(await madeUp())).rejects.toMatchObject({ name: 'IssuerUnavailable' });
    expect(pool.requests).toHaveLength(fetched + 1);
    expect(await verifier.verify(await pool.sign(accessClaims))).toMatchObject({ sub: 'ada' });
  });

  it('are given up once the pool has withdrawn them', async () => {
    verifier = createCognitoVerifier({ userPoolId, clientId, fetcher: fetcherFrom(pool), keysMaxAgeMs: 0 });
    await verifier.ready();
    const token = await pool.sign(accessClaims);
    await pool.replaceKeys();
    const verifyUntilRefused = async () => {
      for (;;) {
        await verifier.verify(token);
        await setImmediate(); // Verifying alone leaves no time for what comes from the network.
      }
    };
    await expect(verifyUntilRefused()).rejects.toMatchObject({ reason: 'bad-signature' });
  });

  it('stay good while they can not be fetched anew', async () => {
    verifier = createCognitoVerifier({ userPoolId, clientId, fetcher: fetcherFrom(pool), keysMaxAgeMs: 0 });
    await verifier.ready();
    const fetched = pool.requests.length;
    pool.publish(`/${userPoolId}/.well-known/jwks.json`, { status: 503 });
    const token = await pool.sign(accessClaims);
    while (pool.requests.length === fetched) {
      expect(await verifier.verify(token)).toMatchObject({ sub: 'ada' });
      await setImmediate();
    }
    expect(await verifier.verify(token)).toMatchObject({ sub: 'ada' });
  });

  it('are missed at the start, in words that say where they were looked for', async () => {
    pool.publish(`/${userPoolId}/.well-known/jwks.json`, { status: 404 });
    await expect(verifier.ready()).rejects.toMatchObject({
      name: 'IssuerUnavailable',
      message: expect.stringMatching(/eu-west-1_AbCdEf123\/\.well-known\/jwks\.json.*404/),
    });
  });

  it('are tried again after they could not be had, though not for each token at once', async () => {
    pool.publish(`/${userPoolId}/.well-known/jwks.json`, { status: 503 });
    const token = await pool.sign(accessClaims);
    for (let count = 0; count < 5; count += 1) {
      await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'IssuerUnavailable' });
    }
    expect(pool.requests).toHaveLength(1);
    pool.publish(`/${userPoolId}/.well-known/jwks.json`, { body: JSON.stringify({ keys: pool.publicKeys() }) });
    expect(await verifyOnceAvailable(verifier, token)).toMatchObject({ sub: 'ada' });
  });
});
