/** The dashboard where the system chooses the colours: backgrounds and shadows tell nothing there. */
import { beforeAll, expect, jest, test } from '@jest/globals';
import { describeInBrowser } from '../support/browser.js';
import { createExam, sendFrame } from '../support/operations.js';
import { otherPicture, together } from '../support/pictures.js';
import { signInAsProctor } from './proctorPage.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('the dashboard in the colours of the system', () => {
  const stage = useStage();

  beforeAll(async () => {
    const [proctor, admin, alone, two] = await Promise.all([
      stage.product.token({ role: 'proctor', sub: 'setup' }),
      stage.product.token({ role: 'admin', sub: 'setup' }),
      otherPicture('curls'),
      together('curls', 'green'),
    ]);
    await createExam(stage.product, admin, { id: 'contrast', title: 'Contrast' });
    for (const image of [alone, two, two]) {
      await sendFrame(stage.product, proctor, { image, examId: 'contrast', candidateId: 'busy' });
    }
  }, 60_000);

  test('shows a tick only where something is ticked, and which card the keys are for', async () => {
    const { page } = await stage.browser.visit(`${stage.product.url}/dashboard?exam=contrast`, {
      forcedColors: 'active',
      viewport: { width: 1280, height: 720 },
    });
    await signInAsProctor(page);
    const card = page.locator('.queue .card').first();
    await card.waitFor();

    await page.getByRole('button', { name: 'Shortcuts' }).click();
    const keys = page.locator('.tick', { hasText: 'Use single keys' });
    expect(await keys.locator('svg').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    const alerts = page.locator('.tick', { hasText: 'Alert me' });
    expect(await alerts.locator('svg').isVisible()).toBe(false);

    await page.keyboard.press('j');
    await page.locator('.queue .card[data-selected]').waitFor();
    const outline = await card.evaluate((node) => Object(globalThis).getComputedStyle(node).outlineStyle);
    expect(outline).toBe('solid');
  }, 60_000);
});
