/** How people sign in where an institution's own issuer makes the tokens. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Browser, describeInBrowser, launchBrowser } from '../support/browser.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identityProvider.js';
import { type Product, startProduct } from '../support/product.js';

jest.retryTimes(2, { logErrorsBeforeRetry: true });

const AUDIENCE = 'virtual-proctor';
const CLIENT_ID = 'virtual-proctor-pages';

describeInBrowser('signing in at an institution', () => {
  let provider: IdentityProvider;
  let product: Product;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    provider = await startIdentityProvider();
    const env = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: AUDIENCE };
    [product, browser] = await Promise.all([startProduct({ env }), launchBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await product?.[Symbol.asyncDispose]();
    await provider?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    ({ page } = await browser.visit(`${product.url}/healthz`));
  });

  function tokenFor(sub: string, roles: readonly string[]): Promise<string> {
    return provider.sign({ iss: provider.issuer, aud: AUDIENCE, sub, roles, name: 'Ana López' });
  }

  /** The issuer's own pages, under the server's address, where the page may reach them. */
  async function serveIssuer(asked: { challenge?: string | null; verifier?: string | null }): Promise<void> {
    const at = `${product.url}/issuer`;
    await page.route('**/auth/oidc', (route) => route.fulfill({ json: { issuer: at, clientId: CLIENT_ID } }));
    await page.route(`${at}/.well-known/openid-configuration`, (route) =>
      route.fulfill({
        json: { issuer: at, authorization_endpoint: `${at}/authorize`, token_endpoint: `${at}/token` },
      }),
    );
    await page.route(`${at}/authorize**`, (route) => {
      const { searchParams } = new URL(route.request().url());
      asked.challenge = searchParams.get('code_challenge');
      const back = `${searchParams.get('redirect_uri')}?code=once&state=${searchParams.get('state')}`;
      return route.fulfill({ status: 302, headers: { location: back } });
    });
    await page.route(`${at}/token`, async (route) => {
      asked.verifier = new URLSearchParams(route.request().postData() ?? '').get('code_verifier');
      const access_token = await tokenFor('ana', ['candidate']);
      const id_token = await provider.sign({ iss: at, aud: CLIENT_ID, sub: 'ana' });
      return route.fulfill({ json: { access_token, id_token, token_type: 'Bearer', expires_in: 3_600 } });
    });
  }

  test('goes to its page and comes back, with a proof that nobody else can give', async () => {
    const asked: { challenge?: string | null; verifier?: string | null } = {};
    await serveIssuer(asked);
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
    await page.goto(`${product.url}/exam?exam=demo`);
    await page.getByLabel('Access token').fill('nonsense');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Access token').fill(`Bearer ${await tokenFor('bo', ['candidate'])}\n`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('What is recorded, and who sees it').waitFor();
  });

  test('does not make a proctor a candidate', async () => {
    await page.goto(`${product.url}/exam?exam=demo`);
    await page.getByLabel('Access token').fill(await tokenFor('paula', ['proctor']));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('not as a candidate').waitFor();
  });
});
