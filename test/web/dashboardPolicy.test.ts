/** The policy editor of the dashboard: what it makes of a policy, and how people work with it. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
// The browser's code is bundled, not compiled to dist/: these modules have nothing of a browser in them.
import { changeOf } from '../../src/web/dashboard/policy/change.ts';
import { allValues, beginDraft, countUnsaved, type Draft, edit, rebase } from '../../src/web/dashboard/policy/draft.ts';
import { placeMistake } from '../../src/web/dashboard/policy/mistakes.ts';
import { fullName, placeOf } from '../../src/web/dashboard/policy/places.ts';
import { readPolicy } from '../../src/web/dashboard/policy/readPolicy.ts';
import { accommodated, accommodationPath, type Policy, valuesOf } from '../../src/web/dashboard/policy/values.ts';
import { faultsOf } from '../support/accessibility.js';
import { describeInBrowser, type Visit } from '../support/browser.js';
import { send } from '../support/client.js';
import { createExam } from '../support/operations.js';
import { signInAsProctor } from './proctorPage.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const NO_LIMITS = {
  maxYaw: null,
  maxPitchUp: null,
  maxPitchDown: null,
  minBrightness: null,
  minDetail: null,
  frozenAfterMs: null,
  feedLostAfterMs: null,
};

const POLICY: Policy = {
  version: 4,
  expectedPersons: 1,
  objectsOfInterest: ['Cell Phone'],
  labelConfidence: 85,
  moderationConfidence: 85,
  similarityThreshold: 85.5,
  namingThreshold: 88,
  frameIntervalMs: 2_000,
  durationMinutes: 0,
  checks: [{ name: 'FACE_DETECTION', isOn: true, everyNthFrame: 1 }],
  consent: { isRequired: true, textVersion: '1' },
  incidents: [
    {
      kind: 'LOOKING_AWAY',
      isOn: true,
      severity: 'LOW',
      rises: [{ afterMs: 20_000, to: 'MEDIUM' }],
      opens: { after: 3, outOf: 4 },
      closesAfter: 3,
      cooldownMs: 60_000,
    },
    { kind: 'FEED_LOST', isOn: true, severity: 'MEDIUM', rises: [], opens: null, closesAfter: 1, cooldownMs: 60_000 },
  ],
  limits: {
    maxYaw: 17,
    maxPitchUp: 30,
    maxPitchDown: 35,
    minBrightness: 6,
    minDetail: 0.7,
    frozenAfterMs: 10_000,
    feedLostAfterMs: 15_000,
  },
  risk: [{ kind: 'LOOKING_AWAY', points: 2, pointsPerMinute: 3, mostPoints: 25 }],
  retention: { eventsDays: 180, evidenceDays: 90, facesDays: 365 },
  accommodations: [
    { candidateId: 'ana.limits', switchedOff: ['LOOKING_AWAY'], expectedPersons: null, limits: NO_LIMITS },
    { candidateId: 'ana', switchedOff: [], expectedPersons: 2, limits: { ...NO_LIMITS, maxYaw: 40 } },
  ],
};

describe('a policy that is being edited', () => {
  const begin = (policy = POLICY) => beginDraft(policy, POLICY);
  const read = (draft: Draft) => readPolicy(allValues(draft), draft.policy);
  const changeIn = (draft: Draft) => changeOf(readPolicy(draft.inForce, draft.policy).policy, read(draft).policy);

  test('is read back as it was, every value of it', () => {
    expect(readPolicy(valuesOf(POLICY), POLICY)).toEqual({ policy: POLICY, mistakes: [] });
    expect(changeIn(begin())).toBeUndefined();
  });

  test('has a place and a name for each value but those that can’t be edited', () => {
    const homeless = [...valuesOf(POLICY).keys()].filter((path) => placeOf(path) === undefined);
    expect(homeless).toEqual(['retention.facesDays']);
    expect(fullName('incidents.LOOKING_AWAY.opens.after')).toBe('Incidents, Head and eyes turned away, Opens with');
  });

  test('sends what differs and nothing else, times in milliseconds', () => {
    const draft = [
      ['frameIntervalMs', '2,5'],
      ['incidents.LOOKING_AWAY.opens.after', '2'],
      ['incidents.LOOKING_AWAY.rises.HIGH', '60'],
      ['limits.maxYaw', '20.5'],
      ['checks.FACE_DETECTION.everyNthFrame', '3'],
    ].reduce((now, [path = '', value = '']) => edit(now, path, value), begin());
    expect(changeIn(draft)).toEqual({
      frameIntervalMs: 2_500,
      incidents: [
        {
          kind: 'LOOKING_AWAY',
          opens: { after: 2, outOf: 4 },
          rises: [
            { afterMs: 20_000, to: 'MEDIUM' },
            { afterMs: 60_000, to: 'HIGH' },
          ],
        },
      ],
      limits: { maxYaw: 20.5 },
      checks: [{ name: 'FACE_DETECTION', everyNthFrame: 3 }],
    });
    expect(countUnsaved(edit(draft, 'limits.maxYaw', '17'))).toBe(countUnsaved(draft) - 1);
  });

  test('says what can’t be read as a number, before anything is sent', () => {
    const draft = edit(edit(edit(begin(), 'limits.maxYaw', 'wide'), 'expectedPersons', '1.5'), 'durationMinutes', ' ');
    expect(read(draft).mistakes.map(({ path }) => path)).toEqual([
      'expectedPersons',
      'durationMinutes',
      'limits.maxYaw',
    ]);
  });

  test('keeps what was changed when somebody else saves, and an accommodation that they removed', () => {
    const path = accommodationPath('ana');
    const mine = edit(edit(begin(), 'labelConfidence', '70'), `${path}.expectedPersons`, '3');
    const theirs: Policy = { ...POLICY, version: 5, labelConfidence: 60, namingThreshold: 95, accommodations: [] };
    const merged = rebase(mine, theirs);
    expect(changeIn(merged)).toEqual({
      labelConfidence: 70,
      accommodations: [{ candidateId: 'ana', switchedOff: [], expectedPersons: 3, limits: NO_LIMITS }],
    });
    expect(countUnsaved(rebase(mine, read(mine).policy))).toBe(0);
  });

  test('forgets what was different for a candidate whose accommodation is removed', () => {
    const path = accommodationPath('ana');
    const removed = edit(edit(begin(), `${path}.expectedPersons`, '3'), path, false);
    expect(accommodated(allValues(removed))).toEqual(['ana.limits']);
    expect(countUnsaved(removed)).toBe(1);
    expect(countUnsaved(edit(removed, path, true))).toBe(0);
  });

  test('finds the server’s mistakes where they were made', () => {
    const place = (path: string) => placeMistake({ path, message: 'Must be from 1 to 2, and is 3.' }, POLICY);
    expect(place('accommodations.1.limits.maxYaw').path).toBe(`${accommodationPath('ana')}.limits.maxYaw`);
    expect(place('objectsOfInterest.0').path).toBe('objectsOfInterest');
    expect(place('incidents.LOOKING_AWAY.rises.0.afterMs')).toEqual({
      path: 'incidents.LOOKING_AWAY.rises.MEDIUM',
      message: 'In milliseconds (1 s is 1000): Must be from 1 to 2, and is 3.',
    });
  });
});

describeInBrowser('the policy editor', () => {
  const stage = useStage();
  let admin: string;
  let exams = 0;

  beforeAll(async () => {
    admin = await stage.product.token({ role: 'admin', sub: 'setup' });
  }, 60_000);

  async function newExam(): Promise<string> {
    exams += 1;
    const id = `exam-${exams}`;
    await createExam(stage.product, admin, { id, title: `Exam ${exams}` });
    return id;
  }

  async function policyOf(examId: string, fields: string): Promise<unknown> {
    const query = `query ($examId: ID!) { exam(id: $examId) { policy { ${fields} } } }`;
    return (await send(stage.product.url, admin, query, { examId })).data?.exam.policy;
  }

  async function change(examId: string, what: object): Promise<void> {
    const mutation = `mutation ($examId: ID!, $change: PolicyChange!) {
      updatePolicy(examId: $examId, change: $change) { __typename }
    }`;
    const { data } = await send(stage.product.url, admin, mutation, { examId, change: what });
    expect(data?.updatePolicy.__typename).toBe('PolicyUpdated');
  }

  async function open(examId: string, options?: BrowserContextOptions): Promise<Visit> {
    const visit = await stage.browser.visit(`${stage.product.url}/dashboard?exam=${examId}&page=policy`, options);
    await signInAsProctor(visit.page);
    await visit.page.getByRole('heading', { name: /^Policy Version/ }).waitFor();
    return visit;
  }

  test('is found in the menu, tells each default, and saves what was changed and nothing else', async () => {
    const examId = await newExam();
    const { page, complaints, foreignRequests } = await stage.browser.visit(
      `${stage.product.url}/dashboard?exam=${examId}`,
    );
    await signInAsProctor(page);
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Policy', exact: true }).click();
    const sent = variablesOfUpdates(page);

    await part(page, 'Limits').getByText('17° to a side, 30° up, 35° down; feed lost after 15 s').waitFor();
    await unfold(page, 'Limits');
    await page.getByText('Default: 17°').waitFor();
    await field(page, 'To either side').fill('25');
    await page.getByText('Not the default', { exact: true }).waitFor();
    await page.getByText('In force: 17°').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. The policy is version 2 now').waitFor();
    await page.getByRole('heading', { name: 'Policy Version 2' }).waitFor();
    expect(sent).toEqual([{ examId, change: { limits: { maxYaw: 25 } }, seen: 1 }]);

    await page.getByRole('button', { name: 'Back to default: To either side' }).click();
    expect(await field(page, 'To either side').inputValue()).toBe('17');
    await page.locator('input:focus').and(field(page, 'To either side')).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. The policy is version 3 now').waitFor();
    expect(await policyOf(examId, 'version limits { maxYaw }')).toEqual({ version: 3, limits: { maxYaw: 17 } });
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
  }, 60_000);

  test('names mistakes together and beside their fields, and leads from one to the other by keyboard', async () => {
    const examId = await newExam();
    const { page } = await open(examId);
    await unfold(page, 'Incidents');
    await unfold(page, 'Head and eyes turned away');
    await page.getByLabel('Frames that show it').fill('5');
    await unfold(page, 'How often');
    await field(page, 'A frame every').fill('0.1');
    await unfold(page, 'Incidents');
    await page.getByRole('button', { name: 'Save', exact: true }).click();

    await page.getByText('Nothing was saved yet: 2 mistakes to mend').waitFor();
    await part(page, 'Incidents').getByText('1 mistake').waitFor();
    const interval = page.locator('[data-path="frameIntervalMs"]');
    await interval.getByText('In milliseconds (1 s is 1000): Must be a whole number from 200 to 60000').waitFor();
    expect(await field(page, 'A frame every').getAttribute('aria-invalid')).toBe('true');

    // The summary has the focus: the second of its mistakes is two steps away.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const opening = page.locator('[data-path="incidents.LOOKING_AWAY.opens"]');
    await opening.getByText('Asks for 5 frames, and remembers 4.').waitFor();
    await opening.locator('input:focus').waitFor();

    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('4');
    await field(page, 'A frame every').fill('3');
    await page.getByText('mistakes to mend').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. The policy is version 2 now').waitFor();
    expect(await policyOf(examId, 'frameIntervalMs')).toEqual({ frameIntervalMs: 3_000 });
  }, 60_000);

  test('adds an object and an accommodation, and takes them away', async () => {
    const examId = await newExam();
    const { page, complaints } = await open(examId);
    await unfold(page, 'What is expected');
    await page.getByLabel('Add an object').fill('book');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove Mobile Phone' }).click();
    await unfold(page, 'Accommodations');
    await page.getByText('The same holds for everybody.').waitFor();
    await page.getByLabel('Candidate number').fill('ana');
    await page.keyboard.press('Enter');
    const ana = part(page, 'ana');
    await ana.getByText('Head and eyes turned away').click();
    await ana.getByText('For everybody: 17°').waitFor();
    await ana.getByLabel('Persons in the picture').fill('2');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. The policy is version 2 now').waitFor();
    expect(
      await policyOf(examId, 'objectsOfInterest accommodations { candidateId switchedOff expectedPersons }'),
    ).toEqual({
      objectsOfInterest: ['Cell Phone', 'Book'],
      accommodations: [{ candidateId: 'ana', switchedOff: ['LOOKING_AWAY'], expectedPersons: 2 }],
    });

    await page.getByRole('button', { name: 'Remove this accommodation: ana' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. The policy is version 3 now').waitFor();
    expect(await policyOf(examId, 'accommodations { candidateId }')).toEqual({ accommodations: [] });
    expect(complaints).toEqual([]);
  }, 60_000);

  test('says that somebody else changed the policy, and loads it without losing what was typed', async () => {
    const examId = await newExam();
    const { page } = await open(examId);
    await unfold(page, 'Limits');
    await field(page, 'To either side').fill('25');
    await change(examId, { limits: { maxYaw: 20, maxPitchUp: 40 } });
    await page.getByText('setup changed the policy: it is version 2 now').waitFor();
    await page.getByRole('button', { name: 'Load the new version, keep my changes' }).click();
    await page.getByText('This is version 2. 1 change of yours is still unsaved.').waitFor();
    await page.getByText('In force: 20°').waitFor();
    expect(await field(page, 'Upwards').inputValue()).toBe('40');
    expect(await field(page, 'To either side').inputValue()).toBe('25');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. The policy is version 3 now').waitFor();
    expect(await policyOf(examId, 'limits { maxYaw maxPitchUp }')).toEqual({ limits: { maxYaw: 25, maxPitchUp: 40 } });
  }, 60_000);

  test('overwrites nobody’s change that the feed has not told of', async () => {
    const examId = await newExam();
    const { page } = await stage.browser.visit(`${stage.product.url}/dashboard?exam=${examId}&page=policy`);
    // The feed is never heard here.
    await page.routeWebSocket('**/graphql', (socket) => void socket.close());
    await signInAsProctor(page);
    await unfold(page, 'Limits');
    await field(page, 'To either side').fill('25');
    await change(examId, { limits: { maxYaw: 20 } });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Somebody else changed the policy: it is version 2 now').waitFor();
    await page.getByText('Not saved: load the new version first.').waitFor();
    expect(await policyOf(examId, 'version limits { maxYaw }')).toEqual({ version: 2, limits: { maxYaw: 20 } });
  }, 60_000);

  test('asks before what is unsaved is left, by a link as by the way back', async () => {
    const examId = await newExam();
    const { page } = await stage.browser.visit(`${stage.product.url}/dashboard?exam=${examId}`);
    await signInAsProctor(page);
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Policy', exact: true }).click();
    await unfold(page, 'Duration');
    await field(page, 'A session lasts').fill('90');

    await page.goBack();
    await page.getByRole('alertdialog').getByText('1 change would be lost.').waitFor();
    await page.getByRole('button', { name: 'Stay here' }).click();
    expect(await field(page, 'A session lasts').inputValue()).toBe('90');
    expect(new URL(page.url()).searchParams.get('page')).toBe('policy');

    await page.getByRole('button', { name: '← Everybody' }).click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByText('Nobody is here yet.').waitFor();
    expect(await policyOf(examId, 'durationMinutes')).toEqual({ durationMinutes: 0 });
  }, 60_000);

  test.each(['light', 'dark'] as const)(
    'gives axe nothing to say, and nothing to scroll to the side, %s',
    async (colorScheme) => {
      const examId = await newExam();
      await change(examId, { accommodations: [{ candidateId: 'ana', limits: { maxYaw: 40 } }] });
      const { page } = await open(examId, { colorScheme });
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Open all' }).click();
      await page.getByText('Ask for consent').waitFor();
      await page.getByRole('button', { name: 'Close all' }).click();
      // One of each control; all of them at once keep axe busy for a minute.
      for (const title of ['What is expected', 'Incidents', 'Consent', 'Accommodations', 'ana'])
        await unfold(page, title);
      await part(page, 'Incidents')
        .getByRole('button', { name: /^Feed lost/ })
        .click();
      await field(page, 'Persons and objects count from').fill('101');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('1 mistake to mend').waitFor();
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await faultsOf(page)).toEqual([]);
      expect(await page.evaluate(() => Object(globalThis).document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        360,
      );
    },
    90_000,
  );
});

/** A part of the editor, by its title. */
function part(page: Page, title: string): Locator {
  return page.locator('.fold').filter({ has: page.locator(`> :is(h3, h4) .fold-title:text-is("${title}")`) });
}

/** Of a setting with one value. */
function field(page: Page, label: string): Locator {
  return page.getByRole('textbox', { name: label, exact: true });
}

async function unfold(page: Page, title: string): Promise<void> {
  await part(page, title).locator('> :is(h3, h4) > button').click();
}

/** What is sent with each change of a policy from now on. */
function variablesOfUpdates(page: Page): readonly unknown[] {
  const sent: unknown[] = [];
  page.on('request', (request) => {
    const body = request.postData();
    if (body?.includes('mutation UpdatePolicy')) sent.push(JSON.parse(body).variables);
  });
  return sent;
}
