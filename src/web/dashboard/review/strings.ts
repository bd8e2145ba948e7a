/** What the review says; what it has in common with the rest of the dashboard is in the dashboard's own strings. */
import { inWords } from '../../design/duration.js';
import type { Verdict } from '../state/examState.js';
import { VERDICTS } from '../strings.js';

const number = new Intl.NumberFormat('en');
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const counted = (count: number, one: string, many = `${one}s`) => `${number.format(count)} ${count === 1 ? one : many}`;

/** Nothing that costs something is said to cost nothing. */
const inMoney = (dollars: number) =>
  dollars < 0.01 ? `less than ${money.format(0.01)}` : `about ${money.format(dollars)}`;

export const REVIEW = {
  title: 'Review',
  back: 'Live view',
  skip: 'Skip to the incidents',
  number: (value: number) => number.format(value),

  summary: {
    title: 'At a glance',
    candidates: (count: number) => counted(count, 'candidate'),
    incidents: (count: number) => counted(count, 'incident'),
    unjudged: (count: number) =>
      count === 0 ? 'All are judged or acknowledged.' : `${number.format(count)} not judged yet.`,
    reading: (count: number) => `Counting … ${number.format(count)} so far`,
    failed: 'The incidents could not be counted to the end. What stands here is a part.',
    tableWhat: 'Incidents by severity and by what was made of them. A number leads to the incidents that it counts.',
    severity: 'Severity',
    /** Where there is little room, the long one may be broken. */
    verdicts: { ...VERDICTS, ACKNOWLEDGED: 'Acknow\u00adledged' } satisfies Record<Verdict, string>,
    all: 'All',
    total: 'All',
    usage: (calls: number, dollars: number, perThousand: number) =>
      `${counted(calls, 'paid call')} of Amazon Rekognition, ${inMoney(dollars)} at ${money.format(perThousand)} per 1,000.`,
  },

  sessions: {
    title: 'Sessions',
    none: 'Nobody has begun yet.',
    reports: 'A report holds pictures and names. That you took it is recorded.',
    columns: {
      name: 'Candidate',
      status: 'State',
      duration: 'Duration',
      frames: 'Frames',
      incidents: 'Incidents',
      risk: 'Risk',
    },
    durationWhat: 'From the start to the newest frame',
    riskWhat: 'From 0 to 100; dismissed incidents don’t count',
    report: 'Report',
    html: 'HTML',
    json: 'JSON',
    reportHtml: (who: string) => `Download the report of ${who} to print (HTML)`,
    reportJson: (who: string) => `Download the report of ${who} as data (JSON)`,
    duration: (ms: number | undefined) => (ms === undefined ? '–' : inWords(ms)),
    frames: (count: number | undefined) => (count === undefined ? '–' : number.format(count)),
    framesInWords: (count: number) => counted(count, 'frame'),
    incidentsOf: (who: string) => `Show the incidents of ${who}`,
    noIncidents: 'none',
    region: 'Table of sessions',
  },

  incidents: {
    title: 'Incidents',
    filters: 'Which incidents',
    candidate: 'Candidate',
    candidateHint: 'Name or number',
    kind: 'Kind',
    severity: 'Severity',
    verdict: 'Review',
    anyVerdict: 'All',
    state: 'State',
    anyState: 'Open and closed',
    states: { yes: 'Open', no: 'Closed' },
    clear: 'Show all',
    link: 'The address of this page leads a colleague to the same list.',
    shown: (count: number, hasMore: boolean) => `${number.format(count)} shown${hasMore ? ', there are more' : ''}`,
    none: 'There is no incident.',
    noneFits: 'No incident fits these filters.',
    nobody: (search: string) => `Nobody is called “${search}”.`,
    more: 'Show more',
    reading: 'Reading …',
    failed: 'The incidents could not be read.',
    again: 'Try again',
    judged: (when: string) => `at ${when}`,
    ended: (range: string, present: string) => `${range}, seen for ${present}`,
  },
} as const;
