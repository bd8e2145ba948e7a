/** An identity provider on a real port of this machine: publishes its configuration and its keys, and signs tokens. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

export interface IdentityProvider extends AsyncDisposable {
  readonly issuer: string;
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[];
  /** Signs with the newest key: claims as given, and an hour to live unless they say otherwise. */
  sign(claims: JWTPayload, header?: { readonly alg?: string; readonly kid?: string }): Promise<string>;
  /** Makes a new key, published beside the older ones. */
  rotate(): Promise<void>;
  /** Answers this path with something else from now on. */
  publish(path: string, answer: Answer): void;
  publicKeys(): readonly JWK[];
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const keys: Key[] = [];
  const requests: string[] = [];
  const answers = new Map<string, Answer>();
  const publicKeys = () => keys.map(({ publicJwk }) => publicJwk);

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const answer = answers.get(path) ?? documentAt(path);
    response
      .writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this shape.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function documentAt(path: string): Answer {
    if (path === '/.well-known/openid-configuration') {
      return { body: JSON.stringify({ issuer, jwks_uri: `${issuer}/keys/jwks.json` }) };
    }
    return path.endsWith('/jwks.json') ? { body: JSON.stringify({ keys: publicKeys() }) } : { status: 404 };
  }

  async function rotate() {
    const kid = `key-${keys.length + 1}`;
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    keys.push({ kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } });
  }
  await rotate();

  return {
    issuer,
    requests,
    publicKeys,
    rotate,
    publish: (path, answer) => void answers.set(path, answer),
    async sign(claims, header = {}) {
      const key = keys.at(-1);
      if (!key) throw new Error('An identity provider has a key from the start.');
      return await new SignJWT({ exp: Math.floor(Date.now() / 1000) + 3_600, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
        .sign(key.privateKey);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The token with other claims under the same signature. */
export function withClaims(token: string, claims: JWTPayload): string {
  const [header = '', , signature = ''] = token.split('.');
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

/** A token that claims to need no signature, or brings one of the caller's. */
export function unsignedToken(header: object, claims: JWTPayload, signature = ''): string {
  const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, signature].join('.');
}
