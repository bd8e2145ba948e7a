/**
 * The pictures of the README: of drawn candidates, at a moment that stands still. They are taken in any case; with
 * UPDATE_SCREENSHOTS=1 they take the places of those in docs/screenshots.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Browser, describeInBrowser, launchBrowser } from '../support/browser.js';
import {
  EXAM_ID,
  type IllustratedExam,
  MOMENT,
  NEXT_EXAM_ID,
  startIllustratedExam,
} from '../support/illustratedExam.js';
import { ANA } from '../support/illustratedSitters.js';
import { draw } from '../support/illustration.js';
import { createTurnableWebcam, type TurnableWebcam } from '../support/turnableWebcam.js';
import { signInAsProctor } from './proctorPage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const SCHEMES = ['light', 'dark'] as const;
const WIDE = { width: 1440, height: 840 };
const NARROW = { width: 720, height: 900 };
/** So that the README loads soon. */
const MOST_BYTES = 150 * 1024;

describeInBrowser('the screenshots of the README', () => {
  let exam: IllustratedExam;
  let browser: Browser;
  let webcam: TurnableWebcam;

  beforeAll(async () => {
    webcam = await createTurnableWebcam(await draw(ANA.sitter, { kind: 'alone' }, 640));
    [exam, browser] = await Promise.all([startIllustratedExam(), launchBrowser({ webcam: webcam.file })]);
  }, 120_000);
  afterEach(() => browser?.closeAll());
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await exam?.[Symbol.asyncDispose]();
    await webcam?.[Symbol.asyncDispose]();
  });

  async function open(path: string, colorScheme: (typeof SCHEMES)[number], viewport: typeof WIDE): Promise<Page> {
    const look = { colorScheme, viewport, timezoneId: 'UTC', locale: 'en-GB', reducedMotion: 'reduce' } as const;
    const { page } = await browser.visit(`${exam.url}/healthz`, look);
    await page.clock.setFixedTime(MOMENT);
    await page.goto(exam.url + path);
    return page;
  }

  test.each(SCHEMES)(
    'show the dashboard, %s',
    async (scheme) => {
      const page = await open(`/dashboard?exam=${EXAM_ID}`, scheme, WIDE);
      await signInAsProctor(page);
      await page.getByText(/^Live/).waitFor();
      await page
        .getByRole('heading', { name: /^Cell Phone in view/ })
        .first()
        .waitFor();
      await page.locator('.tile-picture img').nth(11).waitFor();
      expect(await page.locator('.tile').count()).toBe(12);
      await take(page, 'dashboard', scheme);
    },
    60_000,
  );

  test.each(SCHEMES)(
    'show one candidate, %s',
    async (scheme) => {
      const page = await open(`/dashboard?exam=${EXAM_ID}&candidate=${ANA.candidateId}`, scheme, WIDE);
      await signInAsProctor(page);
      await page.getByRole('heading', { name: ANA.fullName }).waitFor();
      await page.getByRole('img', { name: /^Newest picture/ }).waitFor();
      const card = page.locator('.queue li.card').filter({ hasText: 'Several people in view' });
      await card.getByRole('button', { name: 'Pictures' }).click();
      await card.getByText('Person 91 %').first().waitFor();
      await take(page, 'person', scheme);
    },
    60_000,
  );

  test.each(SCHEMES)(
    'show the review of an exam, %s',
    async (scheme) => {
      const page = await open(`/dashboard?exam=${EXAM_ID}&review=`, scheme, WIDE);
      await signInAsProctor(page);
      await page.getByText('not judged yet').waitFor();
      await page.getByText(/^\d+ shown$/).waitFor();
      await take(page, 'review', scheme);
    },
    60_000,
  );

  test.each(SCHEMES)(
    'show the policy of an exam, %s',
    async (scheme) => {
      const page = await open(`/dashboard?exam=${EXAM_ID}&page=policy`, scheme, WIDE);
      await signInAsProctor(page);
      await page.getByRole('button', { name: /^Incidents/ }).click();
      await page.getByText('One frame alone never opens an incident.').waitFor();
      await take(page, 'policy', scheme);
    },
    60_000,
  );

  test.each(SCHEMES)(
    'show what candidates agree to, and their exam, %s',
    async (scheme) => {
      // A candidate agrees once.
      const candidateId = `2045${SCHEMES.indexOf(scheme)}`;
      const page = await open(`/exam?exam=${NEXT_EXAM_ID}`, scheme, NARROW);
      await page.getByLabel('Your name').fill(ANA.fullName);
      await page.getByLabel('Candidate number').fill(candidateId);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('I have read this, and I agree.').waitFor();
      await take(page, 'consent', scheme);

      await page.getByText('I have read this, and I agree.').click();
      await page.getByRole('button', { name: 'Agree and continue' }).click();
      await page.getByText('The light is good.').waitFor();
      await page.getByRole('button', { name: 'Start the exam' }).click();
      await page.getByText('All is well.').waitFor();
      await page.getByText('Connected', { exact: true }).waitFor();
      await exam.write(candidateId, 'You may use the periodic table on page 2.');
      await page.getByText('You may use the periodic table').first().waitFor();
      await page.getByText('Show my picture').click();
      await page.locator('.self video').evaluate(isPlaying);
      await take(page, 'exam', scheme);
    },
    60_000,
  );
});

/** Resolves with the first picture that a video shows. */
function isPlaying(video: unknown): Promise<unknown> {
  return new Promise((resolve) => Object(video).requestVideoFrameCallback(resolve));
}

/** Takes the picture that is to be committed, and makes sure that the committed one is as large and shows as much. */
async function take(page: Page, name: string, scheme: string): Promise<void> {
  await page.mouse.move(0, 0);
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const picture = await sharp(taken).webp({ quality: 84, effort: 6 }).toBuffer();
  const file = `${FOLDER}${name}-${scheme}.webp`;
  if (process.env['UPDATE_SCREENSHOTS'] === '1') {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(file, picture);
  }
  const committed = await readFile(file);
  expect(await factsOf(committed)).toEqual(await factsOf(picture));
  expect(picture.length).toBeLessThan(MOST_BYTES);
  expect(committed.length).toBeLessThan(MOST_BYTES);
}

async function factsOf(picture: Buffer) {
  const { width, height, format } = await sharp(picture).metadata();
  // In bits for each pixel; an empty page has next to none.
  const { entropy } = await sharp(picture).stats();
  return { width, height, format, isBlank: entropy < 1 };
}
