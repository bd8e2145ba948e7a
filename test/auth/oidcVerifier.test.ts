import { createHmac, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDocumentFetcher } from '../../src/auth/documentFetcher.js';
import { createOidcVerifier } from '../../src/auth/oidcVerifier.js';
import type { TokenVerifier } from '../../src/auth/tokenVerifier.js';
import {
  type IdentityProvider,
  startIdentityProvider,
  unsignedToken,
  verifyOnceAvailable,
  withClaims,
} from '../support/identityProvider.js';

const audience = 'virtual-proctor';
const configuration = '/.well-known/openid-configuration';

let provider: IdentityProvider;
let verifier: TokenVerifier;

beforeEach(async () => {
  provider = await startIdentityProvider();
  verifier = createOidcVerifier({ issuer: provider.issuer, audience, rolesClaim: 'realm_access.roles' });
});

afterEach(async () => {
  await provider[Symbol.asyncDispose]();
});

function claims(others: object = {}) {
  return { iss: provider.issuer, aud: audience, sub: 'ada', ...others };
}

describe('an OpenID provider', () => {
  it('vouches for the holder of a token, with roles and exams', async () => {
    const exp = Math.floor(Date.now() / 1000) + 600;
    const token = await provider.sign(
      claims({
        exp,
        aud: ['account', audience],
        realm_access: { roles: ['proctor'] },
        exams: ['algebra'],
        name: 'Ada',
      }),
    );
    expect(await verifier.verify(token)).toEqual({
      sub: 'ada',
      name: 'Ada',
      roles: ['PROCTOR'],
      examIds: ['algebra'],
      expiresAt: exp * 1000,
    });
  });

  it.each<[string, object, string]>([
    ['has expired', { exp: 1_700_000_000 }, 'expired'],
    ['is not valid yet', { nbf: 4_000_000_000 }, 'not-accepted'],
    ['is of another issuer', { iss: 'https://id.example.org' }, 'wrong-issuer'],
    ['is meant for another application', { aud: 'another' }, 'wrong-audience'],
    ['is meant for nobody', { aud: undefined }, 'wrong-audience'],
    ['has a subject that is no string', { sub: 7 }, 'malformed'],
    ['never expires', { exp: undefined }, 'not-accepted'],
  ])('has nothing to do with a token that %s', async (_, others, reason) => {
    const token = await provider.sign(claims(others));
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'InvalidToken', reason });
  });

  it('has nothing to do with a token that was altered', async () => {
    const altered = withClaims(await provider.sign(claims()), claims({ exp: 4_000_000_000, sub: 'eve' }));
    await expect(verifier.verify(altered)).rejects.toMatchObject({ reason: 'bad-signature' });
  });

  it('is not fooled by a token signed with its public key as a shared secret', async () => {
    const [jwk] = provider.publicKeys();
    const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const unsigned = unsignedToken({ alg: 'HS256', kid: 'key-1' }, claims({ exp: 4_000_000_000 })).slice(0, -1);
    const signature = createHmac('sha256', pem).update(unsigned).digest('base64url');
    await expect(verifier.verify(`${unsigned}.${signature}`)).rejects.toMatchObject({ reason: 'bad-signature' });
  });

  it.each(['ES256', 'EdDSA', 'none'])('is not fooled by the algorithm %s where its keys name none', async (alg) => {
    const keys = provider.publicKeys().map(({ alg: _, ...key }) => key);
    provider.publish('/keys/jwks.json', { body: JSON.stringify({ keys }) });
    const token = unsignedToken({ alg, kid: 'key-1' }, claims({ exp: 4_000_000_000 }), 'AAAA');
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'bad-signature' });
  });

  it('is not asked about what is no token at all', async () => {
    for (const nonsense of ['', 'a.b.c', 'x'.repeat(9_000), '..', 'Bearer x']) {
      await expect(verifier.verify(nonsense)).rejects.toMatchObject({ name: 'InvalidToken', reason: 'malformed' });
    }
    expect(provider.requests).toEqual([]);
  });

  it('is not asked about a token longer than any header', async () => {
    const token = await provider.sign(claims({ padding: 'x'.repeat(8_192) }));
    await expect(verifier.verify(token)).rejects.toMatchObject({ reason: 'malformed' });
    expect(provider.requests).toEqual([]);
  });
});

describe('the documents of an OpenID provider', () => {
  it('are fetched once, however many ask at the same time', async () => {
    const token = await provider.sign(claims());
    await Promise.all([verifier.ready(), verifier.verify(token), verifier.verify(token)]);
    await verifier.verify(token);
    expect(provider.requests).toEqual([configuration, '/keys/jwks.json']);
  });

  it('are fetched again when a token names a new key', async () => {
    await verifier.ready();
    await provider.rotate();
    expect(await verifier.verify(await provider.sign(claims()))).toMatchObject({ sub: 'ada' });
  });

  it('are looked for below an issuer that ends in a slash', async () => {
    const issuer = `${provider.issuer}/`;
    provider.publish(configuration, {
      body: JSON.stringify({ issuer, jwks_uri: `${provider.issuer}/keys/jwks.json` }),
    });
    await expect(createOidcVerifier({ issuer, audience, rolesClaim: 'roles' }).ready()).resolves.toBeUndefined();
  });

  it('are tried again after they could not be had', async () => {
    provider.publish(configuration, { status: 503 });
    const token = await provider.sign(claims());
    await expect(verifier.verify(token)).rejects.toMatchObject({ name: 'IssuerUnavailable' });
    provider.publish(configuration, {
      body: JSON.stringify({ issuer: provider.issuer, jwks_uri: `${provider.issuer}/keys/jwks.json` }),
    });
    expect(await verifyOnceAvailable(verifier, token)).toMatchObject({ sub: 'ada' });
  });

  it('are missed in words that say what is wrong', async () => {
    const { issuer } = provider;
    const document = (others: object) => ({
      body: JSON.stringify({ issuer, jwks_uri: `${issuer}/keys/jwks.json`, ...others }),
    });
    const wrongs: readonly (readonly [Parameters<IdentityProvider['publish']>[1], RegExp])[] = [
      [{ status: 404 }, /openid-configuration: status code is 404/],
      [{ body: '<html>' }, /openid-configuration is not the configuration of an OpenID provider/],
      [{ body: '{"issuer":"x"}' }, /is not the configuration of an OpenID provider/],
      [document({ issuer: `${issuer}/` }), /is the configuration of http:\S+\/, not of http:/],
      [
        document({ jwks_uri: 'http://keys.example.org/jwks.json' }),
        /keys\.example\.org\/jwks\.json: not an https:\/\/ address/,
      ],
      [document({ jwks_uri: `${issuer}/nothing` }), /nothing: status code is 404/],
      [document({ jwks_uri: `${issuer}${configuration}` }), /JWKS does not include keys/],
      [{ status: 302, headers: { location: `${issuer}/elsewhere` } }, /redirect/],
      [{ body: ' '.repeat(300_000) }, /more than 262144 bytes/],
    ];
    for (const [answer, message] of wrongs) {
      provider.publish(configuration, answer);
      const fresh = createOidcVerifier({ issuer, audience, rolesClaim: 'roles' });
      await expect(fresh.ready()).rejects.toMatchObject({
        name: 'IssuerUnavailable',
        message: expect.stringMatching(message),
      });
    }
  });

  it('stay good while the provider can not be reached', async () => {
    await verifier.ready();
    const token = await provider.sign(claims());
    await provider[Symbol.asyncDispose]();
    await expect(verifier.ready()).resolves.toBeUndefined();
    expect(await verifier.verify(token)).toMatchObject({ sub: 'ada' });
  });

  it('are missed when nobody answers at their address', async () => {
    await provider[Symbol.asyncDispose]();
    await expect(verifier.ready()).rejects.toMatchObject({
      name: 'IssuerUnavailable',
      message: expect.stringMatching(/openid-configuration: .*ECONNREFUSED/),
    });
  });

  it('are not waited for longer than it is worth', async () => {
    const silent = createServer(() => {});
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo; // So it is for a server that listens on a port.
    try {
      const fetcher = createDocumentFetcher({ timeoutMs: 50 });
      const issuer = `http://127.0.0.1:${port}`;
      await expect(
        createOidcVerifier({ issuer, audience, rolesClaim: 'roles', fetcher }).ready(),
      ).rejects.toMatchObject({
        name: 'IssuerUnavailable',
        message: expect.stringMatching(/timeout/),
      });
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });
});
