/** How a candidate's page finds back by itself when it could not ask, or could not see. */
import { beforeAll, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Browser, describeInBrowser, launchBrowser } from '../support/browser.js';
import { send } from '../support/client.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('the exam page finds back', () => {
  const stage = useStage();
  let candidates = 0;

  beforeAll(async () => {
    const admin = await stage.product.token({ role: 'admin', sub: 'olivia' });
    const UPDATE = 'mutation { updatePolicy(examId: "demo", change: { durationMinutes: 90 }) { __typename } }';
    expect((await send(stage.product.url, admin, UPDATE)).errors).toBeUndefined();
  });

  /** To the camera check, as somebody new. */
  async function arrive(options?: BrowserContextOptions, browser: Browser = stage.browser): Promise<Page> {
    const { page } = await browser.visit(`${stage.product.url}/exam?exam=demo`, options);
    candidates += 1;
    await page.getByLabel('Your name').fill('Ana López');
    await page.getByLabel('Candidate number').fill(`candidate-${candidates}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('What is recorded, and who sees it').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Start the exam' }).waitFor();
    return page;
  }

  async function start(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Start the exam' }).click();
    await page.getByText('All is well.').waitFor();
  }

  test('to where it was, without a press, when it was loaded while nobody answered', async () => {
    const page = await arrive();
    const isOurs = (url: URL) => url.pathname === '/graphql' || url.pathname === '/auth/token';
    await page.route(isOurs, (route) => route.abort());
    await page.reload();
    await page.getByText('The exam server can’t be reached').waitFor();
    await page.unroute(isOurs);
    await page.getByRole('heading', { name: 'Check your camera' }).waitFor();
  });

  test('to the time that is left, when it could not be read at first', async () => {
    const page = await arrive();
    let refusals = 0;
    await page.route('**/graphql', async (route) => {
      const isFirst = refusals === 0 && route.request().postData()?.includes('OwnSession') === true;
      if (!isFirst) return await route.continue();
      refusals += 1;
      await route.abort();
    });
    await start(page);
    await page.getByText(/1\sh\s29\smin, until/).waitFor();
    expect(refusals).toBe(1);
  });

  test('to the camera that was chosen, when it is switched on again', async () => {
    await using browserWithTwo = await launchBrowser({ cameras: 2 });
    const page = await arrive({}, browserWithTwo);
    const picker = page.getByLabel('Camera', { exact: true });
    const first = await picker.inputValue();
    const ids = await picker.getByRole('option').evaluateAll((options) => options.map((one) => Object(one).value));
    const second: string = ids.find((id) => id !== first);
    await picker.selectOption(second);
    await page.getByRole('list', { name: 'How the picture looks' }).waitFor();
    await start(page);
    await page.getByText('Show my picture').click();
    expect(await cameraOf(page)).toBe(second);

    await page.locator('.self video').evaluate((video) => {
      // The page's own element; these tests are compiled without its types.
      const [track] = Object(video).srcObject.getVideoTracks();
      track.stop();
      track.dispatchEvent(new Event('ended'));
    });
    await page.getByRole('button', { name: 'Turn the camera on' }).click();
    await page.getByText('Show my picture').click();
    expect(await cameraOf(page)).toBe(second);
  });
});

/** The id of the camera whose picture the candidate sees. */
async function cameraOf(page: Page): Promise<string> {
  return await page
    .locator('.self video')
    .evaluate((video) => Object(video).srcObject.getVideoTracks()[0].getSettings().deviceId);
}
