import { beforeAll, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { faultsOf } from '../support/accessibility.js';
import { describeInBrowser, type Visit } from '../support/browser.js';
import { send } from '../support/client.js';
import { enrol, sendFrame } from '../support/operations.js';
import { otherPicture, portrait, together } from '../support/pictures.js';
import { startProduct } from '../support/product.js';
import { signInAsProctor } from './proctorPage.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('the dashboard', () => {
  const stage = useStage();
  let proctor: string;
  let alone: Buffer;
  let two: Buffer;
  let candidates = 0;

  beforeAll(async () => {
    [alone, two] = await Promise.all([otherPicture('curls'), together('curls', 'green')]);
    proctor = await stage.product.token({ role: 'proctor', sub: 'setup' });
  }, 60_000);

  /** Somebody new, of whom nothing was seen yet. */
  function newcomer(): string {
    candidates += 1;
    return `candidate-${candidates}`;
  }

  async function show(candidateId: string, ...images: readonly Buffer[]): Promise<void> {
    for (const image of images) {
      const answer = await sendFrame(stage.product, proctor, { image, candidateId });
      expect(answer.data?.processFrame.status).toBe('PROCESSED');
    }
  }

  async function watch(query = '?exam=demo', options?: BrowserContextOptions): Promise<Visit> {
    const visit = await stage.browser.visit(`${stage.product.url}/dashboard${query}`, options);
    await signInAsProctor(visit.page);
    return visit;
  }

  test('leads from a name to an exam in which nobody needs one', async () => {
    await using own = await startProduct();
    const { page, complaints, foreignRequests } = await stage.browser.visit(`${own.url}/dashboard`);
    await signInAsProctor(page);
    await page.getByRole('link', { name: 'Demo exam' }).click();
    await page.getByText('Nobody needs you.').waitFor();
    await page.getByText('Nobody is here yet.').waitFor();
    await page.getByText(/^Live, \d\.\d s behind$/).waitFor();
    expect(new URL(page.url()).search).toBe('?exam=demo');
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
  }, 60_000);

  test('shows what happened and the pictures of it, and lets it be dismissed with a reason, and taken back', async () => {
    const candidateId = 'carla';
    await enrol(stage.product, proctor, { image: await portrait('curls'), candidateId, fullName: 'Carla Curls' });
    const { page, complaints } = await watch();
    await show(candidateId, alone, two, two);

    const card = cardOf(page, candidateId);
    await card.getByRole('heading', { name: 'Several people in view High' }).waitFor();
    await card.getByText('2 persons seen, 1 expected.').waitFor();
    await card.getByRole('link', { name: 'Carla Curls' }).click();
    await page.getByRole('heading', { name: 'Carla Curls' }).waitFor();
    await page.getByRole('img', { name: 'Newest picture of Carla Curls' }).waitFor();
    await page.locator('[data-risk]:not([data-risk="0"])').waitFor();

    await card.getByRole('button', { name: 'Pictures' }).click();
    await card
      .getByRole('img', { name: /^Frame of/ })
      .first()
      .waitFor();
    expect(await card.getByText(/^Face \d+\s%$/).count()).toBeGreaterThanOrEqual(2);
    expect(await card.getByText(/^Person \d+\s%$/).count()).toBeGreaterThanOrEqual(2);
    const log = page.getByRole('region', { name: 'Actions, messages and notes' });
    await log.getByText('Pictures looked at').first().waitFor();

    await card.getByRole('button', { name: 'Dismiss' }).click();
    await page.keyboard.press('4');
    await card.waitFor({ state: 'detached' });
    await page.getByText('Dismissed by Paula Proctor: Somebody passed by').first().waitFor();
    await page.locator('[data-risk="0"]').waitFor();

    await page.keyboard.press('z');
    await card.waitFor();
    await page.getByText('Taken back: Several people in view, Carla Curls.').waitFor();
    await page.locator('[data-risk]:not([data-risk="0"])').waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  test('is worked by keyboard alone, unless single keys are switched off', async () => {
    const candidateId = newcomer();
    await show(candidateId, alone, two, two);
    const { page } = await watch();
    const card = cardOf(page, candidateId);
    await card.waitFor();
    await page.getByLabel('Search candidates').fill(candidateId);
    await page.getByRole('heading', { name: 'Needs a look' }).click();

    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: candidateId }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await card.waitFor({ state: 'detached' });
    await page.getByText('Handled (').click();
    await page.getByText('Acknowledged by you').first().waitFor();
    await page.keyboard.press('z');
    await card.waitFor();

    await page.keyboard.press('?');
    await page.getByText('Use single keys').click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page.getByRole('button', { name: 'Shortcuts' }).waitFor();
    expect(await card.count()).toBe(1);
  }, 60_000);

  test('says in a narrow window what is beside the queue, and Escape leads back to the tile that one came from', async () => {
    const candidateId = newcomer();
    await show(candidateId, alone);
    const { page } = await watch('?exam=demo', { viewport: { width: 360, height: 740 } });
    const focused = page.locator(':focus');
    await page.getByRole('button', { name: /^Everybody/ }).click();
    await tileOf(page, candidateId).getByRole('link').click();
    await page.locator('.pane-choice').getByRole('button', { name: candidateId, pressed: true }).waitFor();
    await page.keyboard.press('Escape');
    await tileOf(page, candidateId).getByRole('link').and(focused).waitFor();

    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Policy', exact: true }).click();
    await page
      .getByRole('heading', { name: /^Policy/ })
      .and(focused)
      .waitFor();
    await page.locator('.pane-choice').getByRole('button', { name: 'Policy', pressed: true }).waitFor();

    await page.getByText('More', { exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByText('Enrol photos').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '← Everybody' }).click();
    await page.getByRole('button', { name: /^Everybody/, pressed: true }).waitFor();
    await page.getByRole('heading', { name: 'Everybody' }).and(focused).waitFor();
  }, 60_000);

  test('sends messages, keeps notes, and ends a session only when that was typed', async () => {
    const candidateId = newcomer();
    await show(candidateId, alone);
    const { page } = await watch(`?exam=demo&candidate=${candidateId}`);
    await page.getByLabel('Message to this candidate').fill('Please sit\nin the light.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Your message was sent.').waitFor();
    await page.getByLabel('Note for proctors').fill('Spoke to her.');
    await page.getByRole('button', { name: 'Keep note' }).click();
    const log = page.getByRole('region', { name: 'Actions, messages and notes' });
    await log.getByText('Please sit in the light.').waitFor();
    await log.getByText('Spoke to her.').waitFor();

    await page.getByRole('button', { name: 'Pause' }).click();
    await log.getByText('Paused').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await log.getByText('Resumed').waitFor();

    await page.getByRole('button', { name: 'End this session …' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(/Their camera is switched off/).waitFor();
    await dialog.getByLabel('Why').fill('Left the room.');
    expect(await dialog.getByRole('button', { name: 'End the session' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/to confirm/).fill(candidateId);
    await dialog.getByRole('button', { name: 'End the session' }).click();
    await log.getByText('Ended by a proctor').waitFor();
    await page.getByText('This session is over.').first().waitFor();
  }, 60_000);

  test('gives more time once, also when it was told too late that the first press got through', async () => {
    const candidateId = newcomer();
    await show(candidateId, alone);
    const { page } = await watch(`?exam=demo&candidate=${candidateId}`);
    let presses = 0;
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('ExtendSession') || ++presses > 1) return route.fallback();
      await route.fetch();
      await route.abort();
    });
    const log = page.getByRole('region', { name: 'Actions, messages and notes' });
    await page.getByRole('button', { name: 'More time' }).click();
    await page.getByText('That did not reach the server. Please try again.').waitFor();
    await log.getByText('Paula Proctor').first().waitFor();
    await page.getByRole('button', { name: 'More time' }).click();
    await page.waitForResponse((response) => response.request().postData()?.includes('ExtendSession') ?? false);
    const query = `{ session(examId: "demo", candidateId: "${candidateId}") { extraMinutes } }`;
    expect((await send(stage.product.url, proctor, query)).data).toEqual({ session: { extraMinutes: 5 } });
    await page.getByRole('button', { name: 'More time' }).click();
    await page.waitForResponse((response) => response.request().postData()?.includes('ExtendSession') ?? false);
    expect((await send(stage.product.url, proctor, query)).data).toEqual({ session: { extraMinutes: 10 } });
    expect(presses).toBe(3);
  }, 60_000);

  test('enrols photos, and says what is wrong with those that will not do', async () => {
    const { page, complaints } = await watch();
    await show('bo', alone);
    await tileOf(page, 'bo').getByText('bo', { exact: true }).waitFor();
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Enrol photos' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'choose files' }).click();
    await (await chooser).setFiles([
      { name: 'bo.jpg', mimeType: 'image/jpeg', buffer: await portrait('green') },
      { name: 'two.jpg', mimeType: 'image/jpeg', buffer: await together('laughing', 'brunette') },
    ]);
    const rows = page.getByRole('dialog').getByRole('listitem');
    for (const [index, name] of ['Bo Chen', 'Two People'].entries()) {
      await rows.nth(index).getByLabel('Full name').fill(name);
    }
    expect(await rows.nth(0).getByLabel('Candidate number').inputValue()).toBe('bo');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Enrol 2 photos' }).click();
    await rows.nth(0).getByText('Enrolled.').waitFor();
    await rows.nth(1).getByText(/face/i).last().waitFor();

    const faces = await send(stage.product.url, proctor, '{ faces(candidateId: "bo") { fullName } }');
    expect(faces.data).toEqual({ faces: [{ fullName: 'Bo Chen' }] });
    await page.keyboard.press('Escape');
    await tileOf(page, 'bo').getByText('Bo Chen').waitFor();
    expect(complaints).toEqual([]);
  }, 60_000);

  test('says that the server is gone, goes on where it stood, and misses nothing', async () => {
    await using own = await startProduct();
    const token = await own.token({ role: 'proctor', sub: 'setup' });
    const { page, complaints } = await stage.browser.visit(`${own.url}/dashboard?exam=demo`);
    await signInAsProctor(page);
    await page.getByText(/^Live/).waitFor();
    await sendFrame(own, token, { image: alone, candidateId: 'before' });
    await tileOf(page, 'before').waitFor();

    await own.kill();
    await page.getByText('The connection to the server is lost').waitFor();
    await page.getByText(/^No news for \d+\ss/).waitFor();
    const port = new URL(own.url).port;
    await using again = await startProduct({ dataDir: own.dataDir, env: { PORT: port } });
    for (const image of [two, two]) await sendFrame(again, token, { image, candidateId: 'after' });
    await page.getByText(/^Live/).waitFor();
    await tileOf(page, 'after').waitFor();
    await cardOf(page, 'after').waitFor();
    expect(await tileOf(page, 'before').count()).toBe(1);
    expect(await page.getByText('The connection to the server is lost').count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 90_000);

  test('reads the exam anew when what it missed is kept no more', async () => {
    const { page } = await stage.browser.visit(`${stage.product.url}/dashboard?exam=demo`);
    let subscriptions = 0;
    let readings = 0;
    await page.routeWebSocket('**/graphql', (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const { type, id } = JSON.parse(message.toString());
        if (type !== 'subscribe' || ++subscriptions > 1) return server.send(message);
        const errors = [{ message: 'Too old.', extensions: { code: 'CURSOR_EXPIRED' } }];
        socket.send(JSON.stringify({ id, type: 'error', payload: errors }));
      });
    });
    page.on('request', (request) => {
      if (request.postData()?.includes('ExamSnapshot')) readings += 1;
    });
    await signInAsProctor(page);
    await page.getByText(/^No news for/).waitFor();
    const meanwhile = newcomer();
    await show(meanwhile, alone);
    await tileOf(page, meanwhile).waitFor();
    const later = newcomer();
    await page.getByText(/^Live/).waitFor();
    await show(later, alone);
    await tileOf(page, later).waitFor();
    expect([subscriptions, readings]).toEqual([2, 2]);
  }, 60_000);

  test.each(['light', 'dark'] as const)(
    'gives axe nothing to say, and nothing to scroll to the side, %s',
    async (colorScheme) => {
      const candidateId = newcomer();
      await show(candidateId, alone, two, two);
      const { page } = await watch('?exam=demo', { colorScheme });
      await cardOf(page, candidateId).waitFor();
      expect(await faultsOf(page)).toEqual([]);

      const card = cardOf(page, candidateId);
      await card.getByRole('button', { name: 'Pictures' }).click();
      await card.getByRole('img').first().waitFor();
      await card.getByRole('button', { name: 'Confirm' }).click();
      expect(await faultsOf(page)).toEqual([]);
      await card.getByRole('button', { name: 'Cancel' }).click();

      await card.getByRole('link').click();
      await page.getByRole('img', { name: /Newest picture/ }).waitFor();
      await page.getByRole('region', { name: 'Incidents' }).getByText('Not judged').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'End this session …' }).click();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');

      await page.setViewportSize({ width: 360, height: 740 });
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: /^Needs a look/ }).click();
      expect(await faultsOf(page)).toEqual([]);
      expect(await page.evaluate(() => Object(globalThis).document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        360,
      );
    },
    90_000,
  );

  test('says to whoever is no proctor that this is not for them', async () => {
    const candidate = await stage.product.token({ role: 'candidate', sub: 'ana' });
    const refused = await send(stage.product.url, candidate, '{ exams { id } }');
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const { page } = await watch('?exam=no-such-exam');
    await page.getByText('There is no exam of this name for you').waitFor();
  });
});

/** The card that says that a candidate has company; in time there may be one of the feed that was lost, too. */
function cardOf(page: Page, candidateId: string): Locator {
  const link = page.locator(`a[href$="candidate=${candidateId}"]`);
  return page.locator('.queue li.card').filter({ has: link, hasText: 'Several people in view' });
}

function tileOf(page: Page, candidateId: string): Locator {
  return page.locator(`[data-candidate="${candidateId}"]`);
}
