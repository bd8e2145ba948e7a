/** What the exam's frames have cost, as the review tells it, with both engines and a server that speaks Rekognition's protocol. */
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Browser, describeInBrowser, launchBrowser } from '../support/browser.js';
import { sendFrame } from '../support/operations.js';
import { withPhone } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { credentials, type RekognitionServer, startRekognition } from '../support/rekognition/server.js';
import { createScriptedEngine, somebody } from '../support/scriptedEngine.js';
import { signInAsProctor } from './proctorPage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('the cost of an exam', () => {
  const eyes = createScriptedEngine();
  let rekognition: RekognitionServer;
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    rekognition = await startRekognition({ engine: eyes });
    eyes.observeWith = async () => somebody;
    const env = {
      VISION_ENGINE: 'cascade',
      VISION_THREADS: '1',
      REGION: 'eu-west-1',
      REKOGNITION_ENDPOINT: rekognition.endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    [product, browser] = await Promise.all([startProduct({ env }), launchBrowser()]);
  }, 60_000);
  afterEach(async () => await browser?.closeAll());
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await product?.[Symbol.asyncDispose]();
    await rekognition?.[Symbol.asyncDispose]();
  });

  async function review(): Promise<Page> {
    const { page } = await browser.visit(`${product.url}/dashboard?exam=demo&review=`);
    await signInAsProctor(page);
    await page.getByRole('heading', { name: 'At a glance' }).waitFor();
    return page;
  }

  test('is not told while there is none, and grows with each frame that a paid engine is asked about', async () => {
    const proctor = await product.token({ role: 'proctor', sub: 'setup' });
    // A phone that our own engine sees, Rekognition is asked about, once for each frame: 0.1 cents.
    const image = await withPhone('green');
    const before = await review();
    const answered = before.waitForResponse((response) => isAboutCost(response.request().postData()));
    await before.reload();
    await answered;
    expect(await before.getByText(/paid call/).count()).toBe(0);

    await sendFrame(product, proctor, { candidateId: 'dan', image });
    await (await review())
      .getByText('1 paid call of Amazon Rekognition, less than $0.01 at $1.00 per 1,000.')
      .waitFor();

    for (const candidateId of ['eve', 'flo', 'gil', 'hal', 'ida', 'jan', 'kim', 'leo', 'mia', 'ned', 'oda']) {
      await sendFrame(product, proctor, { candidateId, image });
    }
    await (await review()).getByText('12 paid calls of Amazon Rekognition, about $0.01 at $1.00 per 1,000.').waitFor();
  }, 90_000);
});

function isAboutCost(body: string | null): boolean {
  return body?.includes('EngineUsage') === true;
}
