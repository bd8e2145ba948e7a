import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { faultsOf } from '../support/accessibility.js';
import { type Browser, describeInBrowser, launchBrowser, type Visit } from '../support/browser.js';
import { send } from '../support/client.js';
import { portrait } from '../support/pictures.js';
import { type Product, startProduct } from '../support/product.js';
import { recordWebcam } from '../support/webcam.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describeInBrowser('the exam page', () => {
  let product: Product;
  let browser: Browser;
  let folder: string;
  let proctor: string;
  let candidates = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'virtual-proctor-webcam-'));
    const webcam = join(folder, 'webcam.mjpeg');
    await recordWebcam(webcam, [await portrait('green')]);
    [product, browser] = await Promise.all([startProduct(), launchBrowser({ webcam })]);
    proctor = await product.token({ role: 'proctor', sub: 'paula' });
    await askForConsent(product, proctor);
  }, 60_000);
  afterEach(() => browser?.closeAll());
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await product?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** Somebody new opens the page of the demo exam. */
  async function arrive(options?: BrowserContextOptions, at = product): Promise<Visit & { candidateId: string }> {
    candidates += 1;
    const visit = await browser.visit(`${at.url}/exam?exam=demo`, options);
    return { ...visit, candidateId: `candidate-${candidates}` };
  }

  async function act(mutation: string, candidateId: string, extra: object = {}, type = 'SessionInput'): Promise<void> {
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
    const answer = await send(product.url, proctor, document, { input: { examId: 'demo', candidateId, ...extra } });
    expect(answer.errors).toBeUndefined();
  }

  const write = (candidateId: string, text: string) => act('sendMessage', candidateId, { text }, 'SendMessageInput');

  async function sessionOf(candidateId: string) {
    const SESSION =
      'query ($id: ID!) { session(examId: "demo", candidateId: $id) { status framesProcessed startedAt endsAt consent { textVersion at } } }';
    return (await send(product.url, proctor, SESSION, { id: candidateId })).data.session;
  }

  test('leads a candidate through consent and camera check to an exam that proctors can watch', async () => {
    const { page, candidateId, complaints, foreignRequests } = await arrive();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await sayWho(page, candidateId);
    await page.getByText('for 90 days').waitFor();
    await page.getByText('Version 1 of this text').waitFor();
    expect(await page.getByRole('button', { name: 'Agree and continue' }).isDisabled()).toBe(true);
    await agree(page);

    await page.getByText('The light is good.').waitFor();
    await page.getByText('The picture is sharp.').waitFor();
    await page.getByText('Your 1 h 30 min begin then').waitFor();
    expect(await sessionOf(candidateId)).toBeNull();

    const before = Date.now();
    await page.getByRole('button', { name: 'Start the exam' }).click();
    await untilWell(page);
    const session = await sessionOf(candidateId);
    expect(session).toMatchObject({ status: 'ACTIVE', consent: { textVersion: '1', at: session.startedAt } });
    expect(Date.parse(session.startedAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(session.endsAt) - Date.parse(session.startedAt)).toBe(90 * 60_000);
    expect(await page.title()).toBe('Your exam is running');
    expect(foreignRequests).toEqual([]);
    expect([...complaints, ...errors]).toEqual([]);
  });

  test('sends pictures without workers too, where they can’t be loaded', async () => {
    const { page, candidateId } = await arrive();
    let blocked = 0;
    await page.route(/Worker-[^/]*\.js$/, (route) => {
      blocked += 1;
      return route.abort();
    });
    await page.reload();
    await begin(page, candidateId);
    const { framesProcessed } = await sessionOf(candidateId);
    await write(candidateId, 'Hello.');
    await page.getByText('Hello.').waitFor();
    await page.waitForResponse((response) => response.request().postData()?.includes('processFrame') ?? false);
    expect((await sessionOf(candidateId)).framesProcessed).toBeGreaterThan(framesProcessed);
    expect(blocked).toBe(2);
  });

  test('sends pictures in which the candidate’s face is seen', async () => {
    const { page, candidateId } = await arrive();
    await begin(page, candidateId);
    const EVENTS =
      '{ exam(id: "demo") { recentEvents(limit: 100) { ... on FrameProcessed { candidateId checks { name status } } } } }';
    const { data } = await send(product.url, proctor, EVENTS);
    const frames = data.exam.recentEvents.filter(
      (event: { candidateId?: string }) => event.candidateId === candidateId,
    );
    expect(frames[0].checks).toEqual(
      expect.arrayContaining([
        { name: 'FACE_DETECTION', status: 'PASS' },
        { name: 'PERSON_DETECTION', status: 'PASS' },
      ]),
    );
  });

  test('keeps a proctor’s message until it is read, also when the page is loaded again', async () => {
    const { page, candidateId } = await arrive();
    await begin(page, candidateId);
    await write(candidateId, 'Please turn on a lamp.');
    await page.getByText('Please turn on a lamp.').waitFor();
    expect(await page.title()).toBe('(1) New message');

    await page.reload();
    await untilWell(page);
    await write(candidateId, 'Thank you.');
    const news = page.getByRole('log');
    await news.getByText('Thank you.').waitFor();
    await news.getByRole('button', { name: 'I have read this' }).first().click();
    await news.getByText('Please turn on a lamp.').waitFor({ state: 'detached' });
    await page.getByText('Read messages (1)').click();
    await page.getByText('Please turn on a lamp.').waitFor();
  });

  test('says when the exam is paused, goes on, and is longer', async () => {
    const { page, candidateId } = await arrive();
    await begin(page, candidateId);
    await act('pauseSession', candidateId);
    await page.getByText('A proctor has paused your exam').waitFor();
    await act('resumeSession', candidateId);
    await untilWell(page);
    await act('extendSession', candidateId, { minutes: 15 }, 'ExtendSessionInput');
    await page.getByText('You have 15 more minutes.').waitFor();
    await page.getByText('1 h 44 min').waitFor();
  });

  test('goes on where it was when it is loaded again, as the same candidate', async () => {
    const { page, candidateId } = await arrive();
    await begin(page, candidateId);
    const before = (await sessionOf(candidateId)).framesProcessed;
    await page.reload();
    await untilWell(page);
    expect((await sessionOf(candidateId)).framesProcessed).toBeGreaterThan(before);
    expect(await page.evaluate(() => JSON.stringify(Object(globalThis).sessionStorage))).not.toContain('eyJ');
  });

  test('asks for consent once when it is loaded again before the exam, and again of who comes next', async () => {
    const { page, candidateId } = await arrive();
    await sayWho(page, candidateId);
    await agree(page);
    await page.getByText('The light is good.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Start the exam' }).waitFor();
    expect(await sessionOf(candidateId)).toBeNull();

    await page.evaluate(() => Object(globalThis).sessionStorage.removeItem('virtual-proctor:person'));
    await page.reload();
    await sayWho(page, `${candidateId}-next`);
    await page.getByText('What is recorded, and who sees it').waitFor();
  });

  test('says that the exam could not be started, and starts it with the next press', async () => {
    const { page, candidateId } = await arrive();
    await sayWho(page, candidateId);
    await agree(page);
    const isStart = (body: string | null) => body?.includes('startSession') ?? false;
    await page.route('**/graphql', (route) => (isStart(route.request().postData()) ? route.abort() : route.fallback()));
    await page.getByRole('button', { name: 'Start the exam' }).click();
    await page.getByText('Your exam could not be started. Please try again.').waitFor();
    expect(await sessionOf(candidateId)).toBeNull();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Start the exam' }).click();
    await untilWell(page);
  });

  test('says that the camera is gone, and takes it up again', async () => {
    const { page, candidateId } = await arrive();
    await begin(page, candidateId);
    await takeCameraAway(page);
    await page.getByText('The exam goes on, but your proctors can’t see you.').waitFor();
    await page.getByRole('button', { name: 'Turn the camera on' }).click();
    await untilWell(page);
  });

  test('says that the camera gives no picture while it gives none', async () => {
    const { page, candidateId } = await arrive();
    await begin(page, candidateId);
    await coverCamera(page, true);
    await page.getByText('Your camera gives no picture').waitFor();
    await coverCamera(page, false);
    await untilWell(page);
  });

  test('lets one choose among several cameras, and remembers which', async () => {
    await using browserWithTwo = await launchBrowser({ cameras: 2 });
    const { page } = await browserWithTwo.visit(`${product.url}/exam?exam=demo`);
    candidates += 1;
    await sayWho(page, `candidate-${candidates}`);
    await agree(page);
    const picker = page.getByLabel('Camera', { exact: true });
    await picker.waitFor();
    const chosen = await picker.inputValue();
    const ids = await picker.getByRole('option').evaluateAll((options) => options.map((one) => Object(one).value));
    expect(ids).toHaveLength(2);
    const other: string = ids.find((id) => id !== chosen);
    await picker.selectOption(other);
    // Another camera, another pattern: what is advised of it does not matter.
    await page.getByRole('list', { name: 'How the picture looks' }).waitFor();
    expect(await picker.inputValue()).toBe(other);
    await page.reload();
    await picker.waitFor();
    expect(await picker.inputValue()).toBe(other);
  });

  test('says what to do when the camera may not be used', async () => {
    const { page, candidateId } = await arrive({ permissions: [] });
    await page.addInitScript(() => {
      Object(globalThis).navigator.mediaDevices.getUserMedia = async () => {
        throw new (Object(globalThis).DOMException)('No', 'NotAllowedError');
      };
    });
    await page.reload();
    await sayWho(page, candidateId);
    await agree(page);
    await page.getByText('Allow the camera for this page').waitFor();
    expect(await page.getByRole('button', { name: 'Start the exam' }).isDisabled()).toBe(true);
  });

  test('recovers by itself when the server is killed and comes back', async () => {
    await using own = await startProduct();
    const { page, candidateId } = await arrive({}, own);
    await sayWho(page, candidateId);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Start the exam' }).click();
    await untilWell(page);

    await own.kill();
    await page.getByText('No connection to the exam server').waitFor();
    await page.getByText('Go on with your exam.').waitFor();
    await using again = await startProduct({ dataDir: own.dataDir, env: { PORT: new URL(own.url).port } });
    await untilWell(page);
    const staff = await again.token({ role: 'proctor', sub: 'paula' });
    const MESSAGE = `mutation { sendMessage(input: { examId: "demo", text: "We are back." }) { id } }`;
    await send(again.url, staff, MESSAGE);
    await page.getByText('We are back.').waitFor();
  }, 90_000);

  test('ends when the candidate has finished, and asks first', async () => {
    const { page, candidateId } = await arrive();
    await begin(page, candidateId);
    await page.getByRole('button', { name: 'I have finished' }).click();
    await page.getByRole('button', { name: 'Not yet' }).click();
    await page.getByRole('button', { name: 'I have finished' }).click();
    await page.getByRole('button', { name: 'Yes, end my session' }).click();
    await page.getByRole('heading', { name: 'Your session is over' }).waitFor();
    expect(await sessionOf(candidateId)).toMatchObject({ status: 'ENDED' });
    await page.reload();
    await page.getByRole('heading', { name: 'Your session is over' }).waitFor();
  });

  test('says that a proctor ended it', async () => {
    const { page, candidateId } = await arrive();
    await begin(page, candidateId);
    await act('terminateSession', candidateId, { reason: 'Wrong room' }, 'TerminateSessionInput');
    await page.getByRole('heading', { name: 'A proctor has ended your session' }).waitFor();
  });

  test('says which exam is not there', async () => {
    const { page, candidateId } = await arrive();
    await page.getByLabel('Exam').fill('nowhere');
    await sayWho(page, candidateId);
    await page.getByText('There is no exam “nowhere” for you.').waitFor();
  });

  test('can be used by keyboard alone', async () => {
    const { page, candidateId } = await arrive();
    await page.getByLabel('Your name').focus();
    await page.keyboard.type('Ana López');
    await page.keyboard.press('Tab');
    await page.keyboard.type(candidateId);
    await page.keyboard.press('Enter');
    const focused = page.locator(':focus');
    await page.getByRole('heading', { name: 'What is recorded' }).and(focused).waitFor();
    await tabTo(page, page.getByRole('checkbox'));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Agree and continue' }));
    await page.keyboard.press('Enter');
    await page.getByText('The light is good.').waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Start the exam' }));
    await page.keyboard.press('Enter');
    await untilWell(page);
  });

  test.each(['light', 'dark'] as const)('gives axe nothing to say on any step, at 360 px, %s', async (colorScheme) => {
    const { page, candidateId } = await arrive({ colorScheme, viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Please fill this in.').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await sayWho(
      page,
      candidateId,
      'محمد عبد الرحمن Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft',
    );
    await page.getByText('How long it is kept').waitFor();
    expect(await findings(page)).toEqual([]);
    await agree(page);
    await page.getByText('The light is good.').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start the exam' }).click();
    await untilWell(page);
    expect(await findings(page)).toEqual([]);
    await write(candidateId, 'Please turn on a lamp.');
    await act('pauseSession', candidateId);
    await page.getByText('A proctor has paused your exam').waitFor();
    await page.getByText('Please turn on a lamp.').waitFor();
    await takeCameraAway(page);
    await page.getByText('your proctors can’t see you').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have finished' }).click();
    await page.getByRole('alertdialog').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Yes, end my session' }).click();
    await page.getByRole('heading', { name: 'Your session is over' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('is smaller than 300 KiB, compressed, scripts and styles together', async () => {
    candidates += 1;
    const sizes: Promise<number>[] = [];
    const { page } = await browser.visit(`${product.url}/healthz`);
    page.on('response', (response) => {
      if (/\.(js|css)$/.test(response.url())) sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(`${product.url}/exam?exam=demo`);
    await sayWho(page, `candidate-${candidates}`);
    await agree(page);
    await page.getByText('The light is good.').waitFor();
    await page.getByRole('button', { name: 'Start the exam' }).click();
    await untilWell(page);
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(50 * 1024);
    expect(total).toBeLessThan(300 * 1024);
  });
});

async function askForConsent(product: Product, proctor: string): Promise<void> {
  const change = { durationMinutes: 90, consent: { isRequired: true } };
  const UPDATE = 'mutation ($change: PolicyChange!) { updatePolicy(examId: "demo", change: $change) { __typename } }';
  await send(product.url, proctor, UPDATE, { change });
}

async function sayWho(page: Page, candidateId: string, name = 'Ana López'): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Candidate number').fill(candidateId);
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function agree(page: Page): Promise<void> {
  await page.getByText('I have read this, and I agree.').click();
  await page.getByRole('button', { name: 'Agree and continue' }).click();
}

async function begin(page: Page, candidateId: string): Promise<void> {
  await sayWho(page, candidateId);
  await agree(page);
  await page.getByRole('button', { name: 'Start the exam' }).click();
  await untilWell(page);
}

/** Until frames are answered and nothing is wrong. */
async function untilWell(page: Page): Promise<void> {
  await page.getByText('All is well.').waitFor();
  await page.getByText('Connected', { exact: true }).waitFor();
}

/** As when it is unplugged: its track ends, and the page is told. */
async function takeCameraAway(page: Page): Promise<void> {
  await page.getByText('Show my picture').click();
  await page.locator('.self video').evaluate((video) => {
    // The page's own element; these tests are compiled without its types.
    const [track] = Object(video).srcObject.getVideoTracks();
    track.stop();
    track.dispatchEvent(new Event('ended'));
  });
}

/** As when its lid is closed: the system mutes its track. */
async function coverCamera(page: Page, isCovered: boolean): Promise<void> {
  await page.getByText('Show my picture').click();
  await page.locator('.self video').evaluate((video, isMuted) => {
    // The page's own element; these tests are compiled without its types.
    const [track] = Object(video).srcObject.getVideoTracks();
    Object.defineProperty(track, 'muted', { value: isMuted, configurable: true });
    track.dispatchEvent(new Event(isMuted ? 'mute' : 'unmute'));
  }, isCovered);
}

async function tabTo(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('Tab');
    if ((await target.and(page.locator(':focus')).count()) === 1) return;
  }
  throw new Error('The keyboard does not get there.');
}

/** What axe finds, and whether anything has to be scrolled to the side. */
async function findings(page: Page): Promise<readonly string[]> {
  const found = await faultsOf(page);
  const { width, scrollWidth } = await page.evaluate(() => {
    const { documentElement } = Object(globalThis).document;
    return { width: documentElement.clientWidth, scrollWidth: documentElement.scrollWidth };
  });
  return scrollWidth > width ? [...found, `wider than the window: ${scrollWidth} px`] : found;
}
