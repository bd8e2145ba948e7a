/** How an administrator makes an exam in the dashboard. */
import { expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('a new exam', () => {
  const stage = useStage();

  /** With a token that the command line made, as where names alone are not taken. */
  async function signInAs(role: 'admin' | 'proctor'): Promise<Page> {
    const token = await stage.product.token({ role, sub: 'olivia' });
    const { page } = await stage.browser.visit(`${stage.product.url}/dashboard`);
    await page.getByRole('button', { name: 'Use a token instead' }).click();
    await page.getByLabel('Access token').fill(token);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Which exam?' }).waitFor();
    await page.getByRole('link', { name: 'Demo exam' }).waitFor();
    return page;
  }

  test('gets an id from its title, is said to be there already, and opens when it was created', async () => {
    const page = await signInAs('admin');
    await page.getByText('New exam').click();
    await page.getByLabel('What people call it').fill('Demo');
    await page.getByRole('button', { name: 'Create exam' }).click();
    await page.getByText('An exam of this id exists already.').waitFor();

    await page.getByLabel('What people call it').fill('Química Orgánica II');
    expect(await page.getByLabel('Its id, for addresses').inputValue()).toBe('quimica-organica-ii');
    await page.getByRole('button', { name: 'Create exam' }).click();
    await page.getByRole('heading', { name: 'Química Orgánica II' }).waitFor();
    await page.getByText('Nobody is here yet.').waitFor();
    expect(new URL(page.url()).search).toBe('?exam=quimica-organica-ii');
  }, 60_000);

  test('is not offered to proctors', async () => {
    const page = await signInAs('proctor');
    expect(await page.getByText('New exam').count()).toBe(0);
  }, 60_000);
});
