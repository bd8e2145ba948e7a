/** An identity provider on a real port of this machine: publishes its configuration and its keys, and signs tokens. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { TokenVerifier } from '../../src/auth/tokenVerifier.js';
import type { Viewer } from '../../src/auth/viewer.js';

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
  /** Makes a new key, published in place of the older ones. */
  replaceKeys(): Promise<void>;
  readonly port: number;
  /** Hangs up on whoever calls, from now on or no longer. */
  setReachable(isReachable: boolean): void;
}

export interface IdentityProviderOptions {
  /** Under which name it goes, where that is not its address on this machine. */
  readonly issuer?: string;
  /** In PEM; https then. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Further addresses in the configuration that it publishes. */
  readonly endpoints?: Readonly<Record<string, string>>;
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

export async function startIdentityProvider(options: IdentityProviderOptions = {}): Promise<IdentityProvider> {
  const keys: Key[] = [];
  const requests: string[] = [];
  const answers = new Map<string, Answer>();
  let published = 0;
  const publicKeys = () => keys.slice(published).map(({ publicJwk }) => publicJwk);

  let isReachable = true;
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    requests.push(path);
    const answer = isElsewhere(request) ? { status: 403 } : (answers.get(path) ?? documentAt(path));
    response
      .writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.body);
  };
  const server = options.tls ? createSecureServer(options.tls, respond) : createServer(respond);
  server.prependListener('connection', (socket: Socket) => {
    if (!isReachable) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const issuer = options.issuer ?? `http://127.0.0.1:${port}`;

  /** A server that is reached under several names has something to say under one. */
  function isElsewhere({ headers }: IncomingMessage): boolean {
    return options.issuer !== undefined && headers.host !== new URL(options.issuer).host;
  }

  function documentAt(path: string): Answer {
    if (path === new URL(`${issuer}/.well-known/openid-configuration`).pathname) {
      return { body: JSON.stringify({ issuer, jwks_uri: `${issuer}/keys/jwks.json`, ...options.endpoints }) };
    }
    const isOurs = options.issuer === undefined || path.startsWith(`${new URL(issuer).pathname}/`);
    return isOurs && path.endsWith('/jwks.json') ? { body: JSON.stringify({ keys: publicKeys() }) } : { status: 404 };
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
    async replaceKeys() {
      await rotate();
      published = keys.length - 1;
    },
    port,
    setReachable(value) {
      isReachable = value;
      if (!value) server.closeAllConnections();
    },
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

/** Tries until the issuer is no longer said to be unavailable. */
export async function verifyOnceAvailable(verifier: TokenVerifier, token: string): Promise<Viewer> {
  for (;;) {
    try {
      return await verifier.verify(token);
    } catch (error) {
      if (!(error instanceof Object) || !('name' in error) || error.name !== 'IssuerUnavailable') throw error;
      await delay(20);
    }
  }
}
