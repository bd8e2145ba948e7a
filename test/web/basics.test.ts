/** What every page owes to whoever uses it: nothing jumps, and nothing is complained of. */
import { beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { send } from '../support/client.js';
import { type LayoutShifts, watchLayout } from '../support/layoutShift.js';
import { createExam, sendFrame } from '../support/operations.js';
import { type PageWitness, witness } from '../support/pageWitness.js';
import { otherPicture, together } from '../support/pictures.js';
import { signInAsProctor } from './proctorPage.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

/** While nothing happens but what one does oneself: a fifth of what counts as good. */
const STEADY = 0.02;
/** When others do something, what is new takes its place above what is old. */
const GOOD = 0.1;

const SIZES = [
  ['a laptop', { width: 1280, height: 720 }],
  ['a telephone', { width: 360, height: 740 }],
] as const;

describeInBrowser('nothing jumps and nothing is complained of', () => {
  const stage = useStage();
  let proctor: string;
  let admin: string;
  let alone: Buffer;
  let two: Buffer;
  let exams = 0;

  beforeAll(async () => {
    [alone, two] = await Promise.all([otherPicture('curls'), together('curls', 'green')]);
    proctor = await stage.product.token({ role: 'proctor', sub: 'setup' });
    admin = await stage.product.token({ role: 'admin', sub: 'setup' });
  }, 60_000);

  /** One in which nobody has been. */
  async function newExam(): Promise<string> {
    exams += 1;
    const id = `exam-${exams}`;
    await createExam(stage.product, admin, { id, title: `Exam ${exams}` });
    return id;
  }

  async function show(examId: string, candidateId: string, ...images: readonly Buffer[]): Promise<void> {
    for (const image of images) {
      const answer = await sendFrame(stage.product, proctor, { image, examId, candidateId });
      expect(answer.data?.processFrame.status).toBe('PROCESSED');
    }
  }

  async function open(path: string, viewport: { width: number; height: number }): Promise<Opened> {
    const { page, foreignRequests } = await stage.browser.visit(`${stage.product.url}/healthz`, { viewport });
    const seen = witness(page);
    const shifts = await watchLayout(page);
    await page.goto(`${stage.product.url}${path}`);
    return { page, seen, foreignRequests, shifts };
  }

  test.each(SIZES)(
    'on the exam page, on %s',
    async (_, viewport) => {
      const examId = await newExam();
      const candidateId = 'ana';
      const opened = await open(`/exam?exam=${examId}`, viewport);
      const { page } = opened;
      await page.getByLabel('Your name').fill('Ana López');
      await page.getByLabel('Candidate number').fill(candidateId);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('list', { name: 'How the picture looks' }).waitFor();
      await page.getByRole('button', { name: 'Start the exam' }).click();
      await untilWell(page);
      const MESSAGE = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }';
      await send(stage.product.url, proctor, MESSAGE, { input: { examId, candidateId, text: 'You have an hour.' } });
      await page.getByRole('button', { name: 'I have read this' }).click();
      await page.getByText('Read messages (1)').waitFor();
      await page.reload();
      await untilWell(page);
      await expectCalm(opened, GOOD);
    },
    60_000,
  );

  test.each(SIZES)(
    'on the dashboard, on %s',
    async (_, viewport) => {
      const examId = await newExam();
      await show(examId, 'quiet', alone);
      await show(examId, 'busy', alone, two, two);
      const opened = await open('/dashboard', viewport);
      const { page } = opened;
      await signInAsProctor(page);
      await page.getByRole('link', { name: `Exam ${exams}` }).click();
      await page.getByText(/^Live/).waitFor();
      await cardOf(page, 'busy').waitFor({ state: 'attached' });
      await expectCalm(opened, STEADY);
      await show(examId, 'late', alone, two, two);
      await cardOf(page, 'late').waitFor();

      await page.goto(`${stage.product.url}/dashboard?exam=${examId}&candidate=busy`);
      const toQueue = page.getByRole('button', { name: /^Needs a look/ });
      await page.locator('.timeline svg').waitFor();
      if (await toQueue.isVisible()) await toQueue.click();
      await cardOf(page, 'busy').getByRole('button', { name: 'Pictures' }).click();
      await cardOf(page, 'busy').getByRole('img').first().waitFor();
      await show(examId, 'busy', alone, alone, alone);
      await page
        .getByText(/ to .*seen for/)
        .first()
        .waitFor({ state: 'attached' });
      await expectCalm(opened, GOOD);
    },
    60_000,
  );
});

interface Opened {
  readonly page: Page;
  readonly seen: PageWitness;
  readonly foreignRequests: readonly string[];
  readonly shifts: () => Promise<LayoutShifts>;
}

async function expectCalm({ seen, foreignRequests, shifts }: Opened, limit: number): Promise<void> {
  const { score, worst } = await shifts();
  expect({ isSteady: score <= limit, worst }).toEqual({ isSteady: true, worst });
  expect(seen.complaints).toEqual([]);
  expect(foreignRequests).toEqual([]);
}

async function untilWell(page: Page): Promise<void> {
  await page.getByText('All is well.').waitFor();
  await page.getByText('Connected', { exact: true }).waitFor();
}

function cardOf(page: Page, candidateId: string) {
  return page.locator('.queue li.card').filter({ has: page.locator(`a[href$="candidate=${candidateId}"]`) });
}
