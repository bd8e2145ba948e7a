import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { describeInBrowser, type Visit } from '../support/browser.js';
import { startProduct } from '../support/product.js';
import { useStage } from './stage.js';

/** Three people. */
const PHOTO = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo/sample1.jpg', import.meta.url));

const FIVE_CHECKS = [
  'Objects of Interest',
  'Person Detection',
  'Person Recognition',
  'Face Detection',
  'Unsafe Content',
];

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('the playground', () => {
  const stage = useStage();

  /** High enough for the editor to show a whole answer: it draws only the lines in view. */
  async function openPlayground(): Promise<Visit> {
    const visit = await stage.browser.visit(`${stage.product.url}/playground`, {
      viewport: { width: 1280, height: 2400 },
    });
    await visit.page.getByRole('button', { name: 'Proctor' }).waitFor();
    await visit.page.locator('.graphiql-query-editor .view-line').first().waitFor();
    return visit;
  }

  test('has a title and the schema’s documentation, asks nothing of other hosts and keeps to its policy', async () => {
    const { page, foreignRequests, complaints } = await openPlayground();
    expect(await page.title()).toBe('Virtual Proctor playground');

    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'Mutation', exact: true }).click();
    await page.getByText('Enrols a photo of a candidate.').waitFor();
    await run(page, 'WhoAmI');
    await seeInResponse(page, '"version"');

    expect(foreignRequests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('runs a first query as a proctor, with a token that it got by itself', async () => {
    const { page } = await openPlayground();
    await run(page, 'WhoAmI');
    await seeInResponse(page, '"identityProvider": "EMBEDDED"');
    await seeInResponse(page, '"id": "playground"');
    await seeInResponse(page, '"PROCTOR"');
  });

  test('shows in a running subscription what a frame sent from another tab brought about', async () => {
    const { page } = await openPlayground();
    await run(page, 'FollowExam');
    await badge(page, '● Live').waitFor();

    await addPicture(page);
    await run(page, 'SendFrame');
    await seeInResponse(page, '"status": "PROCESSED"');
    for (const check of FIVE_CHECKS) await seeInResponse(page, `"testName": "${check}"`);

    const event = page.getByRole('log', { name: 'Events of FollowExam' }).getByText('FrameProcessed');
    await event.first().click();
    const shown: unknown = JSON.parse((await page.locator('.live details[open] pre').textContent()) ?? '');
    expect(shown).toMatchObject({
      data: { examEvents: { candidateId: 'alice', checks: FIVE_CHECKS.map((testName) => ({ testName })) } },
    });
  });

  test('gives every run of a frame an id and a time of its own', async () => {
    const { page } = await openPlayground();
    const sent: { frameId: string; capturedAt: string; image: string }[] = [];
    page.on('request', (request) => {
      const body = request.url().endsWith('/graphql') ? request.postDataJSON() : undefined;
      if (body?.operationName === 'SendFrame') sent.push(body.variables.input);
    });
    await addPicture(page);
    await run(page, 'SendFrame');
    await seeInResponse(page, '"status": "PROCESSED"');
    const sentAgain = page.waitForRequest(() => sent.length === 2);
    await run(page, 'SendFrame');
    await sentAgain;

    const [first, second] = sent;
    expect(first?.frameId).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.frameId).not.toBe(first?.frameId);
    expect(Date.parse(second?.capturedAt ?? '')).toBeGreaterThan(Date.parse(first?.capturedAt ?? ''));
    // A JPEG begins with FF D8 FF.
    expect(first?.image.slice(0, 4)).toBe('/9j/');
  });

  test('says what to do when there is no picture yet', async () => {
    const { page } = await openPlayground();
    await run(page, 'SendFrame');
    await seeInResponse(page, 'There is no picture yet');
  });

  test('takes a picture with the camera', async () => {
    const { page } = await openPlayground();
    await tab(page, 'EnrolFace').click();
    await page.getByRole('button', { name: 'Picture' }).click();
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByRole('button', { name: 'Take the picture' }).click();
    await page.getByText('The variables now say "picture:camera.jpg".').waitFor();
    await page.getByText('"picture:camera.jpg"').first().waitFor();
  });

  test('lets one become a candidate, for subscriptions as well', async () => {
    const { page } = await openPlayground();
    await run(page, 'FollowExam');
    await badge(page, '● Live').waitFor();
    await page.getByRole('button', { name: 'Proctor' }).click();
    await page.getByRole('radio', { name: 'Candidate' }).check();
    await page.getByRole('button', { name: 'Use this token' }).first().click();
    await page.getByText('You are candidate “alice”').waitFor();
    await page.keyboard.press('Escape');

    await page.getByText('This is for PROCTOR and ADMIN only.').first().waitFor();
    await run(page, 'WhoAmI');
    await seeInResponse(page, '"CANDIDATE"');
  });

  test('keeps neither tokens nor pictures in the browser’s storage', async () => {
    const { page } = await openPlayground();
    await addPicture(page);
    await tab(page, 'WhoAmI').click();
    await typeVariables(page, `{"image":"${'A'.repeat(3_000)}","token":"eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl"}`);
    const stored = await storedWith(page, 'token');

    expect(stored).toContain('picture:last');
    expect(stored).not.toMatch(/[A-Za-z0-9+/]{200}/);
    expect(stored).not.toContain('eyJ');
  });

  test('says that it reconnects while the server is away, and goes on when it is back', async () => {
    await using ownProduct = await startProduct();
    const { page } = await stage.browser.visit(`${ownProduct.url}/playground`);
    await page.getByRole('button', { name: 'Proctor' }).waitFor();
    await run(page, 'FollowExam');
    await badge(page, '● Live').waitFor();

    await ownProduct.stop();
    await badge(page, 'Reconnecting').waitFor();
    await using _again = await startProduct({
      dataDir: ownProduct.dataDir,
      env: { PORT: new URL(ownProduct.url).port },
    });
    await badge(page, '● Live').waitFor();
    await page.getByText('Waiting for the first event.').waitFor();
  }, 90_000);
});

function tab(page: Page, name: string): Locator {
  return page.getByRole('tab', { name });
}

/** Shows the tab of this example and, once the editor does too, runs what is in it. */
async function run(page: Page, name: string): Promise<void> {
  const shown = page.locator('.graphiql-query-editor .view-line').filter({ hasText: name }).first();
  await clickUntil(tab(page, name), shown);
  await page.getByRole('button', { name: 'Execute query' }).click();
}

/** While the page is still loading a click may be lost: then, as a person would, once more. */
async function clickUntil(target: Locator, effect: Locator): Promise<void> {
  for (let attempt = 1; attempt < 5; attempt++) {
    await target.click();
    try {
      await effect.waitFor({ timeout: 4_000 });
      return;
    } catch {
      // Not yet.
    }
  }
  await effect.waitFor();
}

async function addPicture(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Picture' }).click();
  await page.getByLabel('Choose a photo').setInputFiles(PHOTO);
  await page.getByText('sample1.jpg: 1280 × 853 px').waitFor();
  await page.keyboard.press('Escape');
}

async function typeVariables(page: Page, text: string): Promise<void> {
  await page.locator('.graphiql-editor-tool .monaco-editor').first().click();
  await page.keyboard.insertText(text);
}

async function seeInResponse(page: Page, text: string): Promise<void> {
  await page.locator('.result-window .view-line').filter({ hasText: text }).first().waitFor();
}

/** All that the page stored, as soon as this word is in it. */
async function storedWith(page: Page, word: string): Promise<string> {
  // The page's window; these tests are compiled without its types.
  const everything = () => JSON.stringify({ ...Object(globalThis).localStorage, ...Object(globalThis).sessionStorage });
  await page.waitForFunction((word) => Object(globalThis).localStorage['graphiql:tabState']?.includes(word), word);
  return await page.evaluate(everything);
}

function badge(page: Page, text: string): Locator {
  return page.getByLabel('WebSocket').filter({ hasText: text });
}
