/** What several tests of the proctors' pages do alike. */
import type { Page } from 'playwright-core';

/** At the server that issues its own tokens. */
export async function signInAsProctor(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Paula Proctor');
  await page.getByLabel('Staff number').fill('paula');
  await page.getByRole('button', { name: 'Continue' }).click();
}
