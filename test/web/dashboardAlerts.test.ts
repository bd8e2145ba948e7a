/** The sound and the system's notice that call a proctor who looks elsewhere. */
import { beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { sendFrame } from '../support/operations.js';
import { otherPicture, together } from '../support/pictures.js';
import { signInAsProctor } from './proctorPage.js';
import { useStage } from './stage.js';

jest.retryTimes(2, { logErrorsBeforeRetry: true });

/** What the page asked of the browser; nobody hears it. */
interface Heard {
  /** Each sound has two. */
  readonly tones: number;
  readonly notices: readonly string[];
  /** How often the proctor was asked whether notices are welcome. */
  readonly asked: number;
}

interface Circumstances {
  readonly permission?: 'default' | 'granted' | 'denied';
  /** What the proctor answers when asked. */
  readonly answer?: 'granted' | 'denied';
  /** The page is behind another window. */
  readonly isHidden?: boolean;
}

describeInBrowser('the dashboard calls', () => {
  const stage = useStage();
  let proctor: string;
  let alone: Buffer;
  let two: Buffer;
  let candidates = 0;

  beforeAll(async () => {
    [alone, two] = await Promise.all([otherPicture('curls'), together('curls', 'green')]);
    proctor = await stage.product.token({ role: 'proctor', sub: 'setup' });
  }, 60_000);

  async function watch(circumstances: Circumstances = {}): Promise<Page> {
    const { page } = await stage.browser.visit(`${stage.product.url}/healthz`);
    await page.addInitScript(overhear, circumstances);
    await page.goto(`${stage.product.url}/dashboard?exam=demo`);
    await signInAsProctor(page);
    await page.getByText(/^Live/).waitFor();
    return page;
  }

  /** Somebody new has company. Resolves to whose card it is once this page shows it: what was to be heard, was. */
  async function somethingSevere(page: Page): Promise<string> {
    candidates += 1;
    const candidateId = `candidate-${candidates}`;
    for (const image of [alone, two, two]) await sendFrame(stage.product, proctor, { image, candidateId });
    await severeCard(page, candidateId);
    return candidateId;
  }

  test('with a sound when something of high severity begins, and with a notice where the page is out of sight', async () => {
    const page = await watch({ answer: 'granted' });
    await switchAlerts(page);
    await untilHeard(page, { tones: 2, notices: [], asked: 1 });
    await somethingSevere(page);
    await untilHeard(page, { tones: 4, notices: [], asked: 1 });

    await page.evaluate('isHidden = true');
    const candidateId = await somethingSevere(page);
    await untilHeard(page, { tones: 6, notices: [`Several people in view: ${candidateId}`], asked: 1 });
  }, 60_000);

  test('nobody for what was there before the page was loaded, and goes on calling when it was loaded again', async () => {
    const page = await watch({ permission: 'granted', isHidden: true });
    await switchAlerts(page);
    const before = await somethingSevere(page);
    await untilHeard(page, { tones: 4, notices: ['Alert me', `Several people in view: ${before}`], asked: 0 });

    await page.reload();
    await severeCard(page, before);
    // Until it is pressed again a page may make no sound.
    await page.keyboard.press('j');
    expect(await heard(page)).toEqual({ tones: 0, notices: [], asked: 0 });
    const after = await somethingSevere(page);
    await untilHeard(page, { tones: 2, notices: [`Several people in view: ${after}`], asked: 0 });
  }, 60_000);

  test('with the sound alone where notices are not welcome', async () => {
    const page = await watch({ answer: 'denied', isHidden: true });
    await switchAlerts(page);
    await somethingSevere(page);
    await untilHeard(page, { tones: 4, notices: [], asked: 1 });
  }, 60_000);

  test('nobody who did not ask for it, or no longer wants it', async () => {
    const page = await watch({ permission: 'granted', isHidden: true });
    await somethingSevere(page);
    expect(await heard(page)).toEqual({ tones: 0, notices: [], asked: 0 });
    await switchAlerts(page);
    await untilHeard(page, { tones: 2, notices: ['Alert me'], asked: 0 });
    await switchAlerts(page);
    await somethingSevere(page);
    expect(await heard(page)).toEqual({ tones: 2, notices: ['Alert me'], asked: 0 });
  }, 60_000);
});

async function switchAlerts(page: Page): Promise<void> {
  await page.getByText('Alert me').click();
}

async function severeCard(page: Page, candidateId: string): Promise<void> {
  const link = page.locator(`a[href$="candidate=${candidateId}"]`);
  await page.locator('.queue li.card').filter({ has: link }).getByText('High', { exact: true }).waitFor();
}

async function heard(page: Page): Promise<Heard> {
  return (await page.evaluate('heard')) as Heard; // as `overhear` put it there
}

async function untilHeard(page: Page, expected: Heard): Promise<void> {
  await page.waitForFunction((tones) => Object(globalThis).heard.tones >= tones, expected.tones);
  expect(await heard(page)).toEqual(expected);
}

/** Runs in the page, before its own scripts: takes the place of what makes sounds and shows notices. */
function overhear({ permission = 'default', answer = 'granted', isHidden = false }: Circumstances): void {
  const heard = { tones: 0, notices: [] as string[], asked: 0 };
  const global = Object(globalThis);
  class Node {
    gain = { setTargetAtTime: () => undefined };
    connect = (next: unknown) => next;
    start = () => {
      heard.tones += 1;
    };
    stop = () => undefined;
  }
  class AudioContext {
    currentTime = 0;
    resume = async () => undefined;
  }
  class Notification {
    static permission: string = permission;
    static async requestPermission() {
      heard.asked += 1;
      Notification.permission = answer;
      return answer;
    }
    constructor(text: string) {
      heard.notices.push(text);
    }
  }
  Object.assign(global, { heard, isHidden, AudioContext, OscillatorNode: Node, GainNode: Node, Notification });
  Object.defineProperty(global.document, 'hidden', { get: () => global.isHidden });
}
