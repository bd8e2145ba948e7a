import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
// The browser's code is bundled, not compiled to dist/: these modules have nothing of a browser in them.
import { ALL_INCIDENTS, readFilter, writeFilter } from '../../src/web/dashboard/review/filter.ts';
import { addEvents, addPage, countsOf, NOTHING_COUNTED } from '../../src/web/dashboard/review/tally.ts';
import type { FeedEvent } from '../../src/web/dashboard/state/examState.ts';
import { faultsOf } from '../support/accessibility.js';
import { describeInBrowser, type Visit } from '../support/browser.js';
import { send } from '../support/client.js';
import { enrol, sendFrame } from '../support/operations.js';
import { otherPicture, portrait, together } from '../support/pictures.js';
import { signInAsProctor } from './proctorPage.js';
import { useStage } from './stage.js';

// A browser on a busy machine may miss a click; what fails three times is broken.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describe('what one reviews', () => {
  test('is in the address, and what the address says wrongly counts as not said', () => {
    const filter = {
      ...ALL_INCIDENTS,
      search: 'Łukasz & co',
      kind: 'FEED_LOST',
      severity: 'LOW',
      verdict: 'NONE',
      isOpen: false,
    } as const;
    const query = new URLSearchParams();
    writeFilter(query, filter);
    expect(readFilter(new URLSearchParams(query.toString()))).toEqual(filter);
    expect(readFilter(new URLSearchParams('exam=demo&review&severity=WORST&open=maybe'))).toEqual(ALL_INCIDENTS);
    expect(readFilter(new URLSearchParams('exam=demo&severity=LOW'))).toBeUndefined();
  });

  test('is counted once, in whatever order pages and events come', () => {
    const incident = { id: 'i-1', severity: 'LOW' } as const;
    const page = [{ candidateId: 'ana', incident, review: { verdict: 'CONFIRMED', revision: 1 } }] as const;
    // Of the events that the feed tells, what counting looks at.
    const events = [
      { __typename: 'IncidentUpdated', candidateId: 'ana', incident: { id: 'i-1', severity: 'HIGH' } },
      { __typename: 'IncidentReviewed', incidentId: 'i-1', review: { verdict: 'DISMISSED', revision: 2 } },
      { __typename: 'FrameProcessed', candidateId: 'ana' },
    ] as unknown as readonly FeedEvent[];
    const one = countsOf(addEvents(addPage(NOTHING_COUNTED, page), events));
    const other = countsOf(addPage(addEvents(NOTHING_COUNTED, events), page));
    expect(one).toEqual(other);
    expect(one).toMatchObject({ all: 1, unjudged: 0, of: { HIGH: { DISMISSED: 1 }, LOW: { CONFIRMED: 0 } } });
    expect(one.byCandidate.get('ana')).toEqual({ HIGH: 1, MEDIUM: 0, LOW: 0 });
  });
});

describeInBrowser('the review of an exam', () => {
  const stage = useStage();
  let proctor: string;

  beforeAll(async () => {
    const [alone, two] = await Promise.all([otherPicture('curls'), together('curls', 'green')]);
    proctor = await stage.product.token({ role: 'proctor', sub: 'setup' });
    await enrol(stage.product, proctor, {
      image: await portrait('curls'),
      candidateId: 'carla',
      fullName: 'Carla Curls',
    });
    for (const candidateId of ['carla', 'dora', 'emil']) {
      for (const image of [alone, two, two]) {
        const answer = await sendFrame(stage.product, proctor, { image, candidateId });
        expect(answer.data?.processFrame.status).toBe('PROCESSED');
      }
    }
    await sendFrame(stage.product, proctor, { image: alone, candidateId: 'quiet' });
  }, 90_000);

  async function open(query: string, options?: BrowserContextOptions): Promise<Visit> {
    const visit = await stage.browser.visit(`${stage.product.url}/dashboard?exam=demo${query}`, options);
    await signInAsProctor(visit.page);
    return visit;
  }

  async function looks(): Promise<number> {
    const query =
      '{ exam(id: "demo") { events(first: 50, filter: { types: [EVIDENCE_VIEWED] }) { edges { cursor } } } }';
    const { data } = await send(stage.product.url, proctor, query);
    return data?.exam.events.edges.length;
  }

  test('is opened from the menu, says how the exam stands, and leads to a candidate and back', async () => {
    const { page, complaints, foreignRequests } = await open('');
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    await page.getByRole('heading', { name: 'Demo exam Review' }).waitFor();
    await page.getByText('4 candidates').waitFor();
    const sessions = page.getByRole('region', { name: 'Sessions' });
    // Those of the highest risk are first, and so is not the one of whom there is nothing to tell.
    const last = sessions.getByRole('row').last();
    await last.getByRole('link', { name: 'quiet' }).waitFor();
    await last.getByText('none').waitFor();
    await sessions.getByRole('button', { name: 'Candidate' }).click();
    await sessions.getByRole('row').nth(1).getByRole('link', { name: 'Carla Curls' }).waitFor();
    expect(await sessions.getByRole('columnheader', { name: 'Candidate' }).getAttribute('aria-sort')).toBe('ascending');

    await sessions.getByRole('link', { name: 'Carla Curls' }).click();
    await page.getByRole('heading', { name: 'Carla Curls' }).waitFor();
    await page.getByRole('button', { name: '← Review' }).click();
    await page.getByText('4 candidates').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Needs a look' }).waitFor();
    expect(new URL(page.url()).search).toBe('?exam=demo');
    expect(complaints).toEqual([]);
    expect(foreignRequests).toEqual([]);
  }, 60_000);

  test('judges with a reason and takes back, by keys too, and counts what was judged', async () => {
    const { page } = await open('&review&search=dora');
    const incident = incidentOf(page, 'dora', 'Several people');
    await incident.getByText('Not judged').waitFor();
    const confirmed = page.getByRole('row', { name: /^High/ }).getByRole('cell').nth(2);
    await page.getByText('Carla Curls').first().waitFor();
    const before = await confirmed.textContent();

    await incident.getByRole('button', { name: 'Confirm' }).click();
    await incident.getByRole('button', { name: /Clear in the pictures/ }).click();
    await incident.getByText(/^Confirmed by Paula Proctor at .*: Clear in the pictures$/).waitFor();
    await page.waitForFunction(
      `document.querySelector('.matrix tbody tr td:nth-of-type(3)').textContent === '${Number(before) + 1}'`,
    );
    await incident.getByRole('button', { name: 'Take back' }).click();
    await incident.getByText('Not judged').waitFor();
    // Shown at once, it is recorded a little later: a judgement between the two is refused as one that knows too little.
    await page.getByText('Taken back: Several people in view, dora.').first().waitFor();

    await page.getByRole('heading', { name: 'Incidents' }).click();
    // The first: in time there is one of the feed that was lost, too.
    await page.keyboard.press('k');
    await page.keyboard.press('d');
    await page.keyboard.press('4');
    await incident.getByText(/^Dismissed by Paula Proctor at .*: Somebody passed by$/).waitFor();
    await page.keyboard.press('z');
    await incident.getByText('Not judged').waitFor();
  }, 60_000);

  test('shows those that fit the filters, and a colleague who is sent the address the same', async () => {
    const { page } = await open('&review');
    await incidentOf(page, 'emil', 'Several people').waitFor();
    await page.getByLabel('Candidate').fill('curls');
    await page.getByLabel('Kind').selectOption('Several people in view');
    await page.getByLabel('State').selectOption('Open');
    await incidentOf(page, 'emil', 'Several people').waitFor({ state: 'detached' });
    await incidentOf(page, 'carla', 'Several people').waitFor();
    const { search } = new URL(page.url());

    const { page: theirs } = await open(search.replace('?exam=demo', ''));
    await incidentOf(theirs, 'carla', 'Several people').waitFor();
    await theirs.getByText('1 shown').waitFor();
    expect(await theirs.getByLabel('State').inputValue()).toBe('yes');
    await theirs.getByLabel('Candidate').fill('nobody-at-all');
    await theirs.getByText('Nobody is called “nobody-at-all”.').waitFor();
    await theirs.getByRole('button', { name: 'Show all' }).click();
    await incidentOf(theirs, 'emil', 'Several people').waitFor();
  }, 60_000);

  test('reads page after page, and every incident once', async () => {
    // With room for all of them: more are asked for only when the end of the list is in view.
    const viewport = { width: 1280, height: 8_000 };
    const { page } = await stage.browser.visit(`${stage.product.url}/dashboard?exam=demo&review`, { viewport });
    const asked: unknown[] = [];
    // As if there were thousands: the server is asked for one at a time.
    await page.route('**/graphql', async (route) => {
      const body = route.request().postDataJSON();
      if (body?.operationName !== 'MoreIncidents') return route.fallback();
      asked.push(body.variables.after);
      await route.continue({ postData: { ...body, variables: { ...body.variables, first: 1 } } });
    });
    await signInAsProctor(page);
    await page.getByText(/^\d+ shown$/).waitFor();
    const shown = await page.locator('.reviewed > li').count();
    expect(shown).toBeGreaterThanOrEqual(3);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThanOrEqual(shown);
    expect(new Set(await page.locator('.reviewed > li').evaluateAll((all) => all.map(({ id }) => id))).size).toBe(
      shown,
    );
  }, 60_000);

  test('shows pictures on demand alone, and hands out reports', async () => {
    const { page } = await open('&review&search=emil');
    const incident = incidentOf(page, 'emil', 'Several people');
    await incident.waitFor();
    const before = await looks();
    await incident.getByRole('button', { name: 'Pictures' }).click();
    await incident
      .getByRole('img', { name: /^Frame of/ })
      .first()
      .waitFor();
    expect(await looks()).toBe(before + 1);

    for (const [button, ending] of [
      ['to print (HTML)', '.html'],
      ['as data (JSON)', '.json'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Download the report of Carla Curls ${button}` }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`carla.*\\${ending}$`));
    }
  }, 60_000);

  test.each(['light', 'dark'] as const)(
    'gives axe nothing to say, and nothing to scroll to the side, %s',
    async (colorScheme) => {
      const { page } = await open('&review', { colorScheme });
      const incident = incidentOf(page, 'emil', 'Several people');
      await incident.getByRole('button', { name: 'Pictures' }).click();
      await incident
        .getByRole('img', { name: /^Frame of/ })
        .first()
        .waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await incident.getByRole('button', { name: 'Dismiss' }).click();
      expect(await faultsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await faultsOf(page)).toEqual([]);
      const widths = 'document.documentElement.scrollWidth';
      expect(await page.evaluate(widths)).toBeLessThanOrEqual(360);
    },
    90_000,
  );
});

/** An incident of a candidate, known by the link to them. */
function incidentOf(page: Page, candidateId: string, title: string): Locator {
  return page
    .locator('.reviewed > li')
    .filter({ has: page.locator(`a[href*="candidate=${candidateId}"]`) })
    .filter({ hasText: title });
}
