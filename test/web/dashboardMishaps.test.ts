/** What the dashboard does when a finger stays on a key, a file is of the wrong kind, or the server can't be heard. */
import { beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { createExam, sendFrame } from '../support/operations.js';
import { otherPicture, together } from '../support/pictures.js';
import { signInAsProctor } from './proctorPage.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('when something goes amiss, the dashboard', () => {
  const stage = useStage();
  let exams = 0;
  let admin: string;

  beforeAll(async () => {
    admin = await stage.product.token({ role: 'admin', sub: 'olivia' });
  });

  /** An exam of its own for each test, in which these candidates have company. */
  async function examWith(...candidateIds: readonly string[]): Promise<string> {
    exams += 1;
    const examId = `exam-${exams}`;
    await createExam(stage.product, admin, { id: examId, title: 'Algebra' });
    const [alone, two] = await Promise.all([otherPicture('curls'), together('curls', 'green')]);
    for (const candidateId of candidateIds) {
      for (const image of [alone, two, two]) await sendFrame(stage.product, admin, { examId, candidateId, image });
    }
    return examId;
  }

  async function watch(query: string): Promise<Page> {
    const { page } = await stage.browser.visit(`${stage.product.url}/dashboard?exam=${query}`);
    await signInAsProctor(page);
    await page.getByRole('heading', { name: 'Algebra' }).waitFor();
    return page;
  }

  test('judges one card, however long the key is held', async () => {
    const page = await watch(await examWith('ana', 'bo', 'cleo'));
    const companies = page.getByRole('heading', { name: /^Several people in view/ });
    await companies.nth(2).waitFor();
    await page.keyboard.press('j');
    for (let repeat = 0; repeat < 5; repeat++) await page.keyboard.down('a');
    await page.keyboard.up('a');
    await page.getByText('Handled (1)').waitFor();
    expect(await companies.count()).toBe(2);
  }, 60_000);

  test('reads a history again that could not be read', async () => {
    const examId = await examWith('ana');
    const { page } = await stage.browser.visit(`${stage.product.url}/healthz`);
    const isHistory = (body: string | null) => body?.includes('query PersonHistory') === true;
    await page.route('**/graphql', (route) =>
      isHistory(route.request().postData()) ? route.abort() : route.continue(),
    );
    await page.goto(`${stage.product.url}/dashboard?exam=${examId}&candidate=ana`);
    await signInAsProctor(page);
    await page.getByText('The history could not be read.').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The history could not be read.').waitFor({ state: 'detached' });
    await page.locator('.log').getByText('Started').waitFor();
  }, 60_000);

  test('says which files it can’t enrol', async () => {
    const page = await watch(await examWith());
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Enrol photos' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'choose files' }).click();
    await (await chooser).setFiles([
      { name: 'ana.heic', mimeType: 'image/heic', buffer: Buffer.from('a photo of a phone') },
      { name: 'bo.jpg', mimeType: 'image/jpeg', buffer: await otherPicture('curls') },
    ]);
    await page.getByText('Neither JPEG nor PNG, and left out: ana.heic.').waitFor();
    expect(await page.getByLabel('Candidate number').inputValue()).toBe('bo');
  });

  test('asks before it breaks off enrolling, and begins no other photo then', async () => {
    const page = await watch(await examWith());
    let asked = 0;
    let answer: () => void = () => undefined;
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('mutation EnrolPhoto')) return route.continue();
      asked += 1;
      await new Promise<void>((resolve) => (answer = resolve));
      return route.continue();
    });
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Enrol photos' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'choose files' }).click();
    const buffer = await otherPicture('curls');
    await (await chooser).setFiles(
      ['ana.jpg', 'bo.jpg', 'cleo.jpg'].map((name) => ({ name, mimeType: 'image/jpeg', buffer })),
    );
    for (const row of [0, 1, 2]) await page.getByLabel('Full name').nth(row).fill('Somebody');
    await page.getByRole('button', { name: 'Enrol 3 photos' }).click();
    await page.getByText('Being looked at …').waitFor();
    expect(await page.getByText('Waits for its turn.').count()).toBe(2);

    await page.keyboard.press('Escape');
    await page.getByText('3 photos are still to be looked at.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('0 of 3 photos looked at').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Stop and close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const answered = page.waitForResponse((response) => response.request().postData()?.includes('EnrolPhoto') ?? false);
    answer();
    await answered;
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Enrol photos' }).waitFor();
    expect(asked).toBe(1);
  }, 60_000);

  test('does not say that nobody needs a look while it hears nothing', async () => {
    const page = await watch(await examWith());
    await page.getByText('Nobody needs you.').waitFor();
    await page.context().setOffline(true);
    await page.getByText(/^Nobody needed you at \d\d:\d\d\.$/).waitFor();
    await page.context().setOffline(false);
    await page.getByText('Nobody needs you.').waitFor();
  }, 60_000);
});
