/** The product with a Cognito user pool, from end to end: its keys come over https, its tokens over both transports. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, errorCode, send } from '../support/client.js';
import { type CognitoPool, clientId, hostedSignIn, keysPath, startCognitoPool } from '../support/cognitoPool.js';
import { type Product, startProduct } from '../support/product.js';

const VIEWER = '{ viewer { id name roles examIds } }';

function start(pool: CognitoPool, env: Readonly<Record<string, string>> = {}): Promise<Product> {
  return startProduct({ env: { VISION_THREADS: '1', ...pool.env, ...env } });
}

async function overWebSocket({ url }: Product, token: string, query = VIEWER): Promise<unknown> {
  const client = connect(url, token);
  try {
    for await (const answer of client.iterate({ query })) return answer.data;
    return undefined;
  } finally {
    await client.dispose();
  }
}

function keyRequests({ requests }: CognitoPool): number {
  return requests.filter((path) => path === keysPath).length;
}

async function readiness({ url }: Product): Promise<{ readonly status: number; readonly identity: unknown }> {
  const response = await fetch(`${url}/readyz`);
  const { parts } = (await response.json()) as { parts: Record<string, unknown> }; // As test/server/health.test.ts shows.
  return { status: response.status, identity: parts['identity'] };
}

describe('with a Cognito user pool', () => {
  let pool: CognitoPool;
  let product: Product;

  beforeAll(async () => {
    pool = await startCognitoPool();
    product = await start(pool);
  });

  afterAll(async () => {
    await product?.[Symbol.asyncDispose]();
    await pool?.[Symbol.asyncDispose]();
  });

  it('both kinds of token are good, over HTTP and WebSockets, their groups are roles and exams their limit', async () => {
    const access = await pool.accessToken({ 'cognito:groups': ['proctors'] });
    const id = await pool.idToken({ name: 'Ada', 'cognito:groups': ['eu-west-1_x_Google'], 'custom:exams': 'algebra' });
    const proctor = { viewer: { id: 'ada', name: null, roles: ['PROCTOR'], examIds: null } };
    const candidate = { viewer: { id: 'ada', name: 'Ada', roles: ['CANDIDATE'], examIds: ['algebra'] } };

    expect(await send(product.url, access, VIEWER)).toMatchObject({ status: 200, data: proctor });
    expect(await send(product.url, id, VIEWER)).toMatchObject({ status: 200, data: candidate });
    expect(await overWebSocket(product, access)).toEqual(proctor);
    expect(await overWebSocket(product, id)).toEqual(candidate);
    expect(errorCode(await send(product.url, id, '{ exam(id: "demo") { id } }'))).toBe('FORBIDDEN');
  });

  it('tokens of another client, kind or time, and those of other keys, are refused on both transports', async () => {
    await using stranger = await startCognitoPool();
    const tokens = [
      await pool.accessToken({ client_id: 'other' }),
      await pool.idToken({ aud: 'other', client_id: clientId }),
      await pool.accessToken({ token_use: 'refresh' }),
      await pool.accessToken({ exp: 1_700_000_000 }),
      await stranger.accessToken({}, { kid: 'key-1' }),
    ];
    for (const token of tokens) {
      const answer = await send(product.url, token, VIEWER);
      expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHENTICATED']);
      await expect(overWebSocket(product, token)).rejects.toMatchObject({ code: 4403 });
    }
  });

  it('keys are fetched again for tokens that name a new one, and for made-up ones once', async () => {
    await pool.replaceKeys();
    expect((await send(product.url, await pool.accessToken(), VIEWER)).status).toBe(200);
    expect(await overWebSocket(product, await pool.idToken())).toMatchObject({ viewer: { id: 'ada' } });

    const before = keyRequests(pool);
    for (let count = 0; count < 20; count += 1) {
      const token = await pool.accessToken({}, { kid: `made-up-${count}` });
      expect([401, 503]).toContain((await send(product.url, token, VIEWER)).status);
    }
    expect(keyRequests(pool)).toBe(before + 1);
    expect((await send(product.url, await pool.accessToken(), VIEWER)).status).toBe(200);
  });

  it('pages are told where the pool signs people in, and may talk to it', async () => {
    const signIn = await (await fetch(`${product.url}/auth/oidc`)).json();
    expect(signIn).toEqual({ issuer: pool.issuer, clientId });
    const page = await fetch(`${product.url}/exam`);
    expect(page.headers.get('content-security-policy')).toContain(` ${hostedSignIn}`);
  });
});

describe('with a Cognito user pool that can not be reached', () => {
  it('the product starts, says what is missing, and signs people in once the pool is back', async () => {
    await using pool = await startCognitoPool();
    pool.setReachable(false);
    await using product = await start(pool);
    expect(problemsIn(product)).toEqual([expect.stringMatching(/jwks\.json.*is the address right, and the server up/)]);
    expect(await readiness(product)).toEqual({ status: 503, identity: 'not ready' });
    const token = await pool.accessToken();
    expect(errorCode(await send(product.url, token, VIEWER))).toBe('ISSUER_UNAVAILABLE');

    pool.setReachable(true);
    await untilPrinted(product, 'people can sign in now');
    // What was found before is told for up to a second.
    while ((await readiness(product)).status !== 200);
    expect(await readiness(product)).toEqual({ status: 200, identity: 'ready' });
    expect((await send(product.url, token, VIEWER)).status).toBe(200);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['whose certificate is not trusted', { NODE_EXTRA_CA_CERTS: '' }, /jwks\.json.*NODE_EXTRA_CA_CERTS/],
    ['of an id that is spelt wrong', { COGNITO_USER_POOL_ID: 'eu-west-1_Abc' }, /Abc\/.*404.*is the pool's id/],
  ])('the log says what to look at: one %s', async (_, env, words) => {
    await using pool = await startCognitoPool();
    await using product = await start(pool, env);
    expect(problemsIn(product)).toEqual([expect.stringMatching(words)]);
  });
});

function problemsIn({ output }: Product): readonly string[] {
  return output.filter((line) => line.includes('nobody can sign in'));
}

/** Resolves when a line that holds these words has been printed. */
async function untilPrinted({ output }: Product, words: string): Promise<void> {
  while (!output.some((line) => line.includes(words))) await new Promise((resolve) => setTimeout(resolve, 20));
}
