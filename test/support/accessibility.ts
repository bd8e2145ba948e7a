/** What axe has to say about a page. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA, and what axe advises beyond it. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Breaches of the rules, each with the elements concerned. What is in order is not described, which would take axe most of
 * its time; and it opens no second page for its results, which helps with frames alone.
 * @throws Error for a page with frames: those of other origins would be passed over
 */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  if (page.frames().length > 1) throw new Error('Axe would not look into the frames of this page.');
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'], runOnly: { type: 'tag', values: TAGS } });
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
