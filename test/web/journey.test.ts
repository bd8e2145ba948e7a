import { expect, jest, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type Browser, describeInBrowser, launchBrowser } from '../support/browser.js';
import { send } from '../support/client.js';
import { type CrashingServer, startCrashingServer } from '../support/crashingServer.js';
import { enrol } from '../support/operations.js';
import { type PageWitness, witness } from '../support/pageWitness.js';
import { emptyRoom, otherPicture, portrait, together } from '../support/pictures.js';
import type { Product } from '../support/product.js';
import { createTurnableWebcam } from '../support/turnableWebcam.js';
import { allIncidents, type HistoryLine, type RecordedIncident, wholeHistory } from '../support/wholeHistory.js';
import { signInAsProctor } from './proctorPage.js';

// A browser on a busy machine may miss a click; what fails twice is broken.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

/** What a step may take on a machine that does much else. */
const PATIENCE_MS = 60_000;

const GWEN = { candidateId: 'gwen', fullName: 'Gwen Green' };

/** What the camera sees, and the titles of what it leads to. */
const SCENES = {
  empty: { still: emptyRoom, title: /^Nobody in view/, kind: 'NOBODY_THERE' },
  company: { still: () => together('green', 'curls'), title: /^Several people in view/, kind: 'SEVERAL_PEOPLE' },
  stranger: { still: () => portrait('brunette'), title: /^Somebody else in view/, kind: 'SOMEBODY_ELSE' },
} as const;

interface Side {
  readonly page: Page;
  readonly seen: PageWitness;
  readonly foreignRequests: readonly string[];
}

describeInBrowser('an exam, seen from both sides', () => {
  test('is proctored from consent to its end, through a killed server, and nothing of it is lost', async () => {
    const gwen = await otherPicture('green');
    await using camera = await createTurnableWebcam(gwen);
    await using server = await startCrashingServer();
    const token = await prepareExam(server.product());
    await using candidateBrowser = await launchBrowser({ webcam: camera.file });
    await using proctorBrowser = await launchBrowser();
    const candidate = await open(candidateBrowser, server.product(), '/exam?exam=demo');
    const proctor = await open(proctorBrowser, server.product(), '/dashboard?exam=demo');
    const cards = proctor.page.locator('.queue li.card');

    /** Turns the camera to a scene; the dashboard shows what goes on. */
    async function begin(scene: keyof typeof SCENES): Promise<Locator> {
      const { still, title } = SCENES[scene];
      await camera.show(await still());
      const heading = proctor.page.getByRole('heading', { name: title });
      const card = cards.filter({ has: heading }).filter({ hasText: 'still going on' });
      await card.waitFor();
      return card;
    }
    /** Turns the camera back to the candidate; the dashboard shows that it is over. */
    async function end(): Promise<void> {
      await camera.show(gwen);
      await cards.filter({ hasText: 'still going on' }).waitFor({ state: 'detached' });
    }

    await signInAsProctor(proctor.page);
    await proctor.page.getByText('Nobody is here yet.').waitFor();
    await passToTheExam(candidate.page);
    await tileOf(proctor.page).getByText('active', { exact: true }).waitFor();
    await proctor.page.getByText('Nobody needs you.').waitFor();

    await begin('empty');
    await end();
    await writeToCandidate(proctor.page, 'Please stay in view.');
    await readMessage(candidate.page, 'Please stay in view.');

    await begin('company');
    await crash(server, candidate, proctor);
    await end();

    await begin('stranger');
    await end();
    await lookAtEvidence(cards.filter({ hasText: 'Somebody else in view' }));
    await begin('empty');
    await end();
    expect(await cards.count()).toBe(4);
    await dismiss(cards.filter({ hasText: 'Several people in view' }), 'Somebody passed by');
    expect(await cards.count()).toBe(3);

    await finish(candidate.page);
    await proctor.page.getByText('This session is over.').first().waitFor();

    const asked = { url: server.product().url, token, examId: 'demo' };
    const [history, incidents] = await Promise.all([wholeHistory(asked), allIncidents(asked)]);
    expectEverySceneOnce(history, ['empty', 'company', 'stranger', 'empty']);
    expectNoGap(history, proctor.seen);
    expectEveryFrame(history, await candidate.seen.frames());
    expect(
      incidents
        .filter(isWaiting)
        .map(({ incident }) => `card-${incident.id}`)
        .toSorted(),
    ).toEqual((await cards.evaluateAll((elements) => elements.map(({ id }) => id))).toSorted());
    expect(incidents.filter(({ review }) => review)).toMatchObject([
      { incident: { kind: 'SEVERAL_PEOPLE' }, review: { verdict: 'DISMISSED', reason: 'Somebody passed by' } },
    ]);
    for (const { seen, foreignRequests } of [candidate, proctor]) {
      expect(seen.complaints).toEqual([]);
      expect(foreignRequests).toEqual([]);
    }
  }, 300_000);
});

/** Enrols the candidate, and asks for consent and for frames so often that scenes are short. */
async function prepareExam(product: Product): Promise<string> {
  const token = await product.token({ role: 'proctor', sub: 'setup', ttl: 3_600 });
  const enrolled = await enrol(product, token, { image: await portrait('green'), ...GWEN });
  expect(enrolled.data?.indexFace.__typename).toBe('FaceIndexed');
  const UPDATE = 'mutation ($change: PolicyChange!) { updatePolicy(examId: "demo", change: $change) { __typename } }';
  const change = {
    frameIntervalMs: 500,
    consent: { isRequired: true },
    incidents: [
      // The same scene again is another incident, however soon.
      ...Object.values(SCENES).map(({ kind }) => ({ kind, cooldownMs: 0 })),
      // How long a start takes is the machine's affair.
      { kind: 'FEED_LOST', isOn: false },
    ],
    // A camera that shows a still counts as frozen, rightly, and then nothing else is said of its pictures.
    limits: { frozenAfterMs: 3_600_000 },
  };
  const updated = await send(product.url, token, UPDATE, { change });
  expect(updated.data?.updatePolicy.__typename).toBe('PolicyUpdated');
  return token;
}

/** Opens a page so that nothing which it says or is told is missed. */
async function open(browser: Browser, product: Product, path: string): Promise<Side> {
  const { page, foreignRequests } = await browser.visit(`${product.url}/healthz`);
  page.setDefaultTimeout(PATIENCE_MS);
  const seen = witness(page);
  await page.goto(`${product.url}${path}`);
  return { page, seen, foreignRequests };
}

async function passToTheExam(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill(GWEN.fullName);
  await page.getByLabel('Candidate number').fill(GWEN.candidateId);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('I have read this, and I agree.').click();
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await page.getByText('The light is good.').waitFor();
  await page.getByRole('button', { name: 'Start the exam' }).click();
  await untilWell(page);
}

async function untilWell(page: Page): Promise<void> {
  await page.getByText('All is well.').waitFor();
  await page.getByText('Connected', { exact: true }).waitFor();
}

function tileOf(page: Page): Locator {
  return page.locator(`[data-candidate="${GWEN.candidateId}"]`);
}

async function writeToCandidate(page: Page, text: string): Promise<void> {
  await tileOf(page).getByRole('link').click();
  await page.getByLabel('Message to this candidate').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Your message was sent.').waitFor();
}

async function readMessage(page: Page, text: string): Promise<void> {
  await page.getByRole('log').getByText(text).waitFor();
  await page.getByRole('button', { name: 'I have read this' }).click();
  await page.getByText('Read messages (1)').waitFor();
}

/** Kills the server, and starts it again when both have noticed; they come back by themselves. */
async function crash(server: CrashingServer, candidate: Side, proctor: Side): Promise<void> {
  const calledOff = [candidate, proctor].map(({ seen }) => seen.expectOutage());
  await server.kill();
  await Promise.all([
    candidate.page.getByText('No connection to the exam server').waitFor(),
    proctor.page.getByText('The connection to the server is lost').waitFor(),
  ]);
  await server.start();
  await Promise.all([untilWell(candidate.page), proctor.page.getByText(/^Live/).waitFor()]);
  for (const callOff of calledOff) callOff();
}

async function lookAtEvidence(card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Pictures' }).click();
  const picture = card.getByRole('img', { name: /^Frame of/ }).first();
  await picture.waitFor();
  expect(await picture.evaluate((image) => Object(image).naturalWidth)).toBeGreaterThan(0);
  await card
    .getByText(/^Face \d+\s%$/)
    .first()
    .waitFor();
}

async function dismiss(card: Locator, reason: string): Promise<void> {
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await card.getByRole('button', { name: reason }).click();
  await card.waitFor({ state: 'detached' });
}

async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'I have finished' }).click();
  await page.getByRole('button', { name: 'Yes, end my session' }).click();
  await page.getByRole('heading', { name: 'Your session is over' }).waitFor();
}

function isWaiting({ incident, review }: RecordedIncident): boolean {
  return (review === null || review.verdict === 'NONE') && (incident.end === null || incident.severity !== 'LOW');
}

function expectEverySceneOnce(history: readonly HistoryLine[], scenes: readonly (keyof typeof SCENES)[]): void {
  const opened = history.filter(({ __typename }) => __typename === 'IncidentOpened');
  const closed = history.filter(({ __typename }) => __typename === 'IncidentClosed');
  expect(opened.map(({ incident }) => incident?.kind)).toEqual(scenes.map((scene) => SCENES[scene].kind));
  expect(closed.map(({ incident }) => incident?.id)).toEqual(opened.map(({ incident }) => incident?.id));
}

/** What the dashboard was told, in both lives of the server, is the history after the moment at which it was opened. */
function expectNoGap(history: readonly HistoryLine[], { eventIds, cursor = '' }: PageWitness): void {
  const ids = history.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(eventIds.length).toBeGreaterThan(20);
  expect(eventIds).toEqual(ids.filter((id) => id > cursor));
}

/** Each frame that the candidate's page heard of as looked at is there, once. */
function expectEveryFrame(history: readonly HistoryLine[], told: Awaited<ReturnType<PageWitness['frames']>>): void {
  const frames = history.flatMap(({ frameId }) => frameId ?? []);
  expect(new Set(frames).size).toBe(frames.length);
  const processed = told.filter(({ status }) => status === 'PROCESSED').map(({ frameId }) => frameId);
  expect(processed.length).toBeGreaterThan(20);
  expect(frames).toEqual(expect.arrayContaining(processed));
}
