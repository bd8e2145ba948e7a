/** How people sign in where an institution's own issuer makes the tokens. */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Browser, describeInBrowser, launchBrowser } from '../support/browser.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identityProvider.js';
import { type Product, startProduct } from '../support/product.js';

jest.retryTimes(2, { logErrorsBeforeRetry: true });

const AUDIENCE = 'virtual-proctor';
const CLIENT_ID = 'virtual-proctor-pages';
/** Where the issuer shows its own pages and gives tokens: on another host, as Cognito does. */
const SIGN_IN = 'https://sign-in.example.org';

type Role = 'candidate' | 'proctor';

/** What a page proves itself with (RFC 7636), as the issuer hears it. */
interface Proof {
  challenge?: string | null;
  verifier?: string | null;
  /** `login`: whom the issuer knows from before has to show who they are, too. */
  prompt?: string | null;
}

describeInBrowser('signing in at an institution', () => {
  let provider: IdentityProvider;
  /** Tells its pages where people sign in. */
  let product: Product;
  /** Leaves them to get a token elsewhere. */
  let silent: Product;
  let browser: Browser;

  beforeAll(async () => {
    provider = await startIdentityProvider();
    provider.publish('/.well-known/openid-configuration', {
      headers: { 'access-control-allow-origin': '*' },
      body: JSON.stringify({
        issuer: provider.issuer,
        jwks_uri: `${provider.issuer}/keys/jwks.json`,
        authorization_endpoint: `${SIGN_IN}/authorize`,
        token_endpoint: `${SIGN_IN}/token`,
      }),
    });
    const env = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: AUDIENCE };
    [product, silent, browser] = await Promise.all([
      startProduct({ env: { ...env, OIDC_CLIENT_ID: CLIENT_ID } }),
      startProduct({ env }),
      launchBrowser(),
    ]);
  }, 60_000);
  afterEach(() => browser?.closeAll());
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await product?.[Symbol.asyncDispose]();
    await silent?.[Symbol.asyncDispose]();
    await provider?.[Symbol.asyncDispose]();
  });

  function tokenFor(sub: string, roles: readonly string[]): Promise<string> {
    return provider.sign(claimsOf(sub, roles));
  }

  function claimsOf(sub: string, roles: readonly string[]) {
    return { iss: provider.issuer, aud: AUDIENCE, sub, roles, name: 'Ana López' };
  }

  /** Nobody is at that host: what the page may send there, according to its policy, is answered here. */
  async function serveIssuer(page: Page, role: Role, asked: Proof = {}): Promise<void> {
    await page.route(`${provider.issuer}/**`, (route) => route.continue());
    await page.route(`${SIGN_IN}/authorize**`, (route) => {
      const { searchParams } = new URL(route.request().url());
      asked.challenge = searchParams.get('code_challenge');
      asked.prompt = searchParams.get('prompt');
      const back = `${searchParams.get('redirect_uri')}?code=once&state=${searchParams.get('state')}`;
      return route.fulfill({ status: 302, headers: { location: back } });
    });
    await page.route(`${SIGN_IN}/token`, async (route) => {
      asked.verifier = new URLSearchParams(route.request().postData() ?? '').get('code_verifier');
      const access_token = await tokenFor('ana', [role]);
      const id_token = await provider.sign({ iss: provider.issuer, aud: CLIENT_ID, sub: 'ana' });
      return route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        json: { access_token, id_token, token_type: 'Bearer', expires_in: 3_600 },
      });
    });
  }

  /** Opens a page of ours, at a server where the issuer's is known and reachable. */
  async function visit(path: string, role: Role, asked?: Proof): Promise<Page> {
    const { page } = await browser.visit(`${product.url}/healthz`);
    await serveIssuer(page, role, asked);
    await page.goto(`${product.url}${path}`);
    return page;
  }

  test('goes to its page and comes back, with a proof that nobody else can give', async () => {
    const asked: Proof = {};
    const { page } = await browser.visit(`${product.url}/healthz`);
    await serveIssuer(page, 'candidate', asked);
    await page.goto(`${product.url}/exam?exam=demo`);
    await page.getByRole('button', { name: 'Sign in at your institution' }).click();
    await page.getByText('You are Ana López.').waitFor();
    expect(new URL(page.url()).searchParams.has('code')).toBe(false);
    // RFC 7636 §4.2, the method S256.
    expect(asked.challenge).toBe(
      createHash('sha256')
        .update(asked.verifier ?? '')
        .digest('base64url'),
    );
    await page.reload();
    await page.getByText('You are Ana López.').waitFor();
  });

  test('asks candidates again, who share machines, and proctors only where the issuer does', async () => {
    for (const [path, role, prompt] of [
      ['/exam?exam=demo', 'candidate', 'login'],
      ['/dashboard?exam=demo', 'proctor', null],
    ] as const) {
      const asked: Proof = {};
      const { page } = await browser.visit(`${product.url}/healthz`);
      await serveIssuer(page, role, asked);
      await page.goto(`${product.url}${path}`);
      await page.getByRole('button', { name: 'Sign in at your institution' }).click();
      const arrived = {
        candidate: page.getByText('You are Ana López.'),
        proctor: page.getByRole('heading', { name: 'Demo exam' }),
      };
      await arrived[role].waitFor();
      expect(asked.prompt).toBe(prompt);
    }
  });

  test('can be done with a token from elsewhere, where the server does not say which issuer it trusts', async () => {
    const { page } = await browser.visit(`${silent.url}/exam?exam=demo`);
    await present(page, 'nonsense');
    await page.getByRole('alert').waitFor();
    await present(page, `Bearer ${await tokenFor('bo', ['candidate'])}\n`);
    await page.getByText('What is recorded, and who sees it').waitFor();
  });

  test('does not make a proctor a candidate', async () => {
    const { page } = await browser.visit(`${silent.url}/exam?exam=demo`);
    await present(page, await tokenFor('paula', ['proctor']));
    await page.getByText('not as a candidate').waitFor();
  });

  test('leads proctors back to the exam that they came for', async () => {
    const page = await visit('/dashboard?exam=demo', 'proctor');
    await page.getByText('Candidates don’t see your name.').waitFor();
    await page.getByRole('button', { name: 'Sign in at your institution' }).click();
    await page.getByRole('heading', { name: 'Demo exam' }).waitFor();
    expect(new URL(page.url()).search).toBe('?exam=demo');
    await page.reload();
    await page.getByRole('heading', { name: 'Demo exam' }).waitFor();
  });

  test('lets proctors in with a token from elsewhere, and says what is missing and what is wrong with one', async () => {
    const { page } = await browser.visit(`${silent.url}/dashboard`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Please fill this in.').waitFor();
    await present(page, 'nonsense');
    await page.getByRole('alert').waitFor();
    await present(page, await tokenFor('ana', ['candidate']));
    await page.getByText('not as a proctor').waitFor();
    await page.getByRole('button', { name: 'I am somebody else' }).click();
    await present(page, await tokenFor('paula', ['proctor']));
    await page.getByRole('link', { name: 'Demo exam' }).waitFor();
  });

  test.each([
    ['/exam?exam=demo', 'candidate', 'What is recorded, and who sees it'],
    ['/dashboard?exam=demo', 'proctor', 'Demo exam'],
  ] as const)('can be left for a token on %s, and come back to', async (path, role, heading) => {
    const page = await visit(path, role);
    await page.getByRole('button', { name: 'Use a token instead' }).click();
    await present(page, 'nonsense');
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Sign in at your institution instead' }).click();
    await page.getByRole('button', { name: 'Sign in at your institution', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Use a token instead' }).click();
    await present(page, await tokenFor('bo', [role]));
    await page.getByRole('heading', { name: heading }).waitFor();
  });

  test('is renewed once for all who ask at the same time: an issuer takes a refresh token once', async () => {
    const { page } = await browser.visit(`${product.url}/healthz`);
    await page.clock.install();
    await serveIssuer(page, 'proctor');
    let renewals = 0;
    await page.route(`${SIGN_IN}/token`, async (route) => {
      const isRenewal = new URLSearchParams(route.request().postData() ?? '').get('grant_type') === 'refresh_token';
      const headers = { 'access-control-allow-origin': '*' };
      if (isRenewal) renewals += 1;
      if (renewals > 1) return route.fulfill({ status: 400, headers, json: { error: 'invalid_grant' } });
      const seconds = isRenewal ? 36_000 : 3_600;
      const exp = Math.floor(Date.now() / 1_000) + seconds;
      const access_token = await provider.sign({ ...claimsOf('ana', ['proctor']), exp });
      const id_token = await provider.sign({ iss: provider.issuer, aud: CLIENT_ID, sub: 'ana', exp });
      const json = { access_token, id_token, token_type: 'Bearer', expires_in: seconds, refresh_token: 'once' };
      return route.fulfill({ headers, json });
    });
    await page.goto(`${product.url}/dashboard?exam=demo`);
    await page.getByRole('button', { name: 'Sign in at your institution' }).click();
    await page.getByRole('heading', { name: 'Demo exam' }).waitFor();

    // Within the last minute of the token a candidate is opened, whose history is read in several parts at once.
    await page.clock.fastForward('59:30');
    await page.evaluate(() => {
      // The page's own; these tests are compiled without a browser's types.
      Object(globalThis).history.pushState(null, '', '?exam=demo&candidate=nobody');
      Object(globalThis).dispatchEvent(new Event('popstate'));
    });
    await page.getByText('There is no session of this candidate').waitFor();
    await page.getByText('Nothing yet.').waitFor();
    await page.getByText('Reading the history').waitFor({ state: 'detached' });
    expect(await page.getByText('The history could not be read.').count()).toBe(0);
    expect(renewals).toBe(1);
  }, 60_000);

  test.each(['/exam', '/dashboard'])('is asked about without an error on %s', async (path) => {
    const { page } = await browser.visit(`${silent.url}/healthz`);
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${silent.url}${path}`);
    await page.getByLabel('Access token').waitFor();
    expect(errors).toEqual([]);
  });
});

async function present(page: Page, token: string): Promise<void> {
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Continue' }).click();
}
