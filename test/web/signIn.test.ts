/** How people sign in where an institution's own issuer makes the tokens. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Browser, describeInBrowser, launchBrowser } from '../support/browser.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identityProvider.js';
import { type Product, startProduct } from '../support/product.js';

jest.retryTimes(2, { logErrorsBeforeRetry: true });

const AUDIENCE = 'virtual-proctor';
const CLIENT_ID = 'virtual-proctor-pages';
/** Where the issuer shows its own pages and gives tokens: on another host, as Cognito does. */
const SIGN_IN = 'https://sign-in.example.org';

/** What a page proves itself with (RFC 7636), as the issuer hears it. */
interface Proof {
  challenge?: string | null;
  verifier?: string | null;
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
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await product?.[Symbol.asyncDispose]();
    await silent?.[Symbol.asyncDispose]();
    await provider?.[Symbol.asyncDispose]();
  });

  function tokenFor(sub: string, roles: readonly string[]): Promise<string> {
    return provider.sign({ iss: provider.issuer, aud: AUDIENCE, sub, roles, name: 'Ana López' });
  }

  /** Nobody is at that host: what the page may send there, according to its policy, is answered here. */
  async function serveIssuer(page: Page, asked: Proof): Promise<void> {
    await page.route(`${provider.issuer}/**`, (route) => route.continue());
    await page.route(`${SIGN_IN}/authorize**`, (route) => {
      const { searchParams } = new URL(route.request().url());
      asked.challenge = searchParams.get('code_challenge');
      const back = `${searchParams.get('redirect_uri')}?code=once&state=${searchParams.get('state')}`;
      return route.fulfill({ status: 302, headers: { location: back } });
    });
    await page.route(`${SIGN_IN}/token`, async (route) => {
      asked.verifier = new URLSearchParams(route.request().postData() ?? '').get('code_verifier');
      const access_token = await tokenFor('ana', ['candidate']);
      const id_token = await provider.sign({ iss: provider.issuer, aud: CLIENT_ID, sub: 'ana' });
      return route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        json: { access_token, id_token, token_type: 'Bearer', expires_in: 3_600 },
      });
    });
  }

  test('goes to its page and comes back, with a proof that nobody else can give', async () => {
    const asked: Proof = {};
    const { page } = await browser.visit(`${product.url}/healthz`);
    await serveIssuer(page, asked);
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

  test('can be done with a token from elsewhere, where the server does not say which issuer it trusts', async () => {
    const { page } = await browser.visit(`${silent.url}/exam?exam=demo`);
    await page.getByLabel('Access token').fill('nonsense');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Access token').fill(`Bearer ${await tokenFor('bo', ['candidate'])}\n`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('What is recorded, and who sees it').waitFor();
  });

  test('does not make a proctor a candidate', async () => {
    const { page } = await browser.visit(`${silent.url}/exam?exam=demo`);
    await page.getByLabel('Access token').fill(await tokenFor('paula', ['proctor']));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('not as a candidate').waitFor();
  });
});
