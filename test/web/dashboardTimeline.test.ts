import { beforeAll, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { faultsOf } from '../support/accessibility.js';
import { describeInBrowser } from '../support/browser.js';
import { send } from '../support/client.js';
import { sendFrame } from '../support/operations.js';
import { otherPicture, together } from '../support/pictures.js';
import { signInAsProctor } from './proctorPage.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a movement; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('a moment of a timeline', () => {
  const stage = useStage();
  let proctor: string;
  let candidates = 0;

  beforeAll(async () => {
    proctor = await stage.product.token({ role: 'proctor', sub: 'setup' });
  }, 60_000);

  /** The page of somebody beside whom somebody else was seen. */
  async function openOne(
    options?: BrowserContextOptions,
  ): Promise<{ readonly page: Page; readonly candidateId: string }> {
    candidates += 1;
    const candidateId = `candidate-${candidates}`;
    const [alone, two] = await Promise.all([otherPicture('curls'), together('curls', 'green')]);
    for (const image of [alone, two, two]) await sendFrame(stage.product, proctor, { image, candidateId });
    const { page } = await stage.browser.visit(
      `${stage.product.url}/dashboard?exam=demo&candidate=${candidateId}`,
      options,
    );
    await signInAsProctor(page);
    await page.locator('.incident-bar').first().waitFor();
    return { page, candidateId };
  }

  async function looksAt(candidateId: string): Promise<number> {
    const { data } = await send(
      stage.product.url,
      proctor,
      'query ($of: [ID!]) { exam(id: "demo") { events(first: 50, filter: { types: [EVIDENCE_VIEWED], candidateIds: $of }) { edges { cursor } } } }',
      { of: [candidateId] },
    );
    return data?.exam.events.edges.length;
  }

  test('is shown with its kept picture when the pointer rests on it, and read once for each incident', async () => {
    const { page, candidateId } = await openOne();
    const bar = page.locator('.incident-bar').first();
    const picture = page.locator('.moment').getByRole('img', { name: /^Frame of/ });
    await page.locator('.lane-label').getByText('Several people').waitFor();
    await bar.hover();
    await picture.waitFor();
    await page.locator('.moment').getByText('Several people in view').waitFor();
    expect(await looksAt(candidateId)).toBe(1);

    await page.getByRole('heading', { name: 'What happened when' }).hover();
    await bar.hover();
    await bar.click();
    await picture.waitFor();
    expect(await looksAt(candidateId)).toBe(1);
  }, 60_000);

  test('says that no picture is kept where no incident was near, and looks at none', async () => {
    const { page, candidateId } = await openOne();
    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByText('No picture is kept of this moment').waitFor();
    await page.getByText('No frame was looked at then.').waitFor();
    expect(await looksAt(candidateId)).toBe(0);
  }, 60_000);

  test('is found by keys: Page Down goes to the incident before, and focus alone looks at nothing', async () => {
    const { page, candidateId } = await openOne();
    const slider = page.getByRole('slider', { name: 'What happened when: choose a moment' });
    await slider.focus();
    await page.locator('.moment-line').waitFor();
    expect(await page.locator('.moment').count()).toBe(0);
    await page.keyboard.press('PageDown');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/, Several people in view$/);
    await page
      .locator('.moment')
      .getByRole('img', { name: /^Frame of/ })
      .waitFor();
    expect(await looksAt(candidateId)).toBe(1);

    const now = Number(await slider.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowLeft');
    expect(Number(await slider.getAttribute('aria-valuenow'))).toBeLessThan(now);
    await page.keyboard.press('Escape');
    await page.locator('.moment').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: candidateId }).waitFor();
  }, 60_000);

  test.each(['light', 'dark'] as const)(
    'gives axe nothing to say, and nothing to scroll to the side, %s',
    async (colorScheme) => {
      const { page } = await openOne({ colorScheme });
      await page.locator('.incident-bar').first().click();
      await page
        .locator('.moment')
        .getByRole('img', { name: /^Frame of/ })
        .waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await faultsOf(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    },
    90_000,
  );
});
