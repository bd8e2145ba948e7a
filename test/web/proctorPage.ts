/** What several tests of the pages do alike. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** At the server that issues its own tokens. */
export async function signInAsProctor(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Paula Proctor');
  await page.getByLabel('Staff number').fill('paula');
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** What axe finds wrong, by the rules of WCAG 2.2 AA. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
