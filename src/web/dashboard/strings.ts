/** Everything that the dashboard says, in one place, so that it can be said in another language. What incidents are: `words.ts`. */
import { inWords } from '../design/duration.js';
import type { Candidate, Severity, Verdict } from './state/examState.js';
import type { Status } from './state/timeline.js';

const clockTime = new Intl.DateTimeFormat('en', { timeStyle: 'short', hourCycle: 'h23' });
const clockTimeWithSeconds = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });
const exactTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export const STATUSES: Readonly<Record<Candidate['status'], string>> = {
  ACTIVE: 'active',
  WAITING: 'waiting',
  PAUSED: 'paused',
  FEED_LOST: 'feed lost',
  ENDED: 'ended',
  TERMINATED: 'ended by a proctor',
};

export const SEVERITIES: Readonly<Record<Severity, string>> = { HIGH: 'High', MEDIUM: 'Medium', LOW: 'Low' };

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  NONE: 'Not judged',
  ACKNOWLEDGED: 'Acknowledged',
  CONFIRMED: 'Confirmed',
  DISMISSED: 'Dismissed',
};

export const CHECK_STATUSES: Readonly<Record<Status, string>> = {
  PASS: 'As it should be',
  FAIL: 'Not as it should be',
  UNKNOWN: 'Could not be told',
};

/** By the key that chooses them. */
export const REASONS: Readonly<Record<'CONFIRMED' | 'DISMISSED', readonly string[]>> = {
  DISMISSED: [
    'Nothing to see in the pictures',
    'Light or camera position',
    'The candidate themself',
    'Somebody passed by',
    'Allowed for this candidate',
  ],
  CONFIRMED: [
    'Clear in the pictures',
    'Seen in the live picture',
    'The candidate said so',
    'It happened again after a message',
    'For the exam office to decide',
  ],
};

export const SHORTCUTS: readonly (readonly [keys: string, what: string])[] = [
  ['J', 'Next card'],
  ['K', 'Card before'],
  ['Enter', 'Open the candidate of the card'],
  ['E', 'Show the pictures of the card, or hide them'],
  ['A', 'Acknowledge: somebody looks at it'],
  ['C', 'Confirm, with a reason'],
  ['D', 'Dismiss, with a reason'],
  ['1 to 5', 'Choose the reason'],
  ['Z', 'Undo what was judged last'],
  ['/', 'Search'],
  ['Esc', 'Back, or cancel'],
  ['?', 'Show these shortcuts'],
];

export const STRINGS = {
  product: 'Virtual Proctor',
  loading: 'One moment …',
  exact: (at: number) => exactTime.format(at),
  clockTime: (at: number) => clockTime.format(at),
  clockTimeWithSeconds: (at: number) => clockTimeWithSeconds.format(at),
  /** Fresh times are relative, older ones are not. */
  ago: (ms: number) => (ms < 1_000 ? 'just now' : `${inWords(ms)} ago`),
  duration: inWords,

  signIn: {
    title: 'Sign in to proctor',
    why: 'Candidates don’t see your name. What you do here is recorded with it.',
    name: 'Your name',
    id: 'Staff number',
    idHint: 'Letters and digits: what the history knows you by.',
    token: 'Access token',
    tokenHint: 'A long line of letters and digits from your institution.',
    continue: 'Continue',
    redirect: 'Sign in at your institution',
    useToken: 'Use a token instead',
    useRedirect: 'Sign in at your institution instead',
    useForm: 'Give a name instead',
    missing: 'Please fill this in.',
    notProctor: 'You are signed in, but not as a proctor. Sign in with an account that may watch exams.',
    signOut: 'Sign out',
    somebodyElse: 'I am somebody else',
  },
  unreachable: {
    title: 'The server can’t be reached',
    what: 'Check that you are online. This page keeps trying by itself.',
    again: 'Try now',
  },
  exams: {
    title: 'Which exam?',
    none: 'There is no exam that you may watch. Ask your exam office.',
    change: 'Other exam',
    create: {
      title: 'New exam',
      name: 'What people call it',
      id: 'Its id, for addresses',
      idHint: 'Letters, digits, dots, dashes and underscores. It stays as it is.',
      submit: 'Create exam',
    },
  },
  refused: {
    noExam: 'There is no exam of this name for you',
    noExamWhat: 'It may have been deleted, or your sign-in does not cover it.',
    signedOut: 'You are signed out',
    signedOutWhat: 'Nothing is lost. Sign in again to go on.',
    again: 'Sign in again',
  },

  feed: {
    reading: 'Reading the exam …',
    readingFails: 'The exam can’t be read. Trying again …',
    live: (behindMs: number) => `Live, ${(behindMs / 1_000).toFixed(1)} s behind`,
    catchingUp: (behindMs: number) => `Catching up, ${inWords(behindMs)} behind`,
    gone: (forMs: number) => `No news for ${inWords(forMs)}`,
    retryingIn: (ms: number) => (ms > 0 ? `trying again in ${Math.ceil(ms / 1_000)} s` : 'trying again now'),
    goneTitle: 'The connection to the server is lost',
    goneWhat: (since: string) =>
      `What you see is as it was at ${since}. Nothing is missed: it is told when the connection is back.`,
  },
  count: (status: Candidate['status'], count: number) => `${count} ${STATUSES[status]}`,
  nobodyYet: 'no candidate yet',
  search: 'Search candidates',
  searchShort: 'Search',
  more: 'More',
  policy: 'Policy',
  review: 'Review',
  kindFilter: 'Kind',
  allKinds: 'All kinds',
  severityFilter: 'Severity',
  allSeverities: 'All severities',
  sound: 'Alert me',
  soundHint: 'A sound, and a notice of your system, when something of high severity begins.',
  help: 'Shortcuts',
  skip: 'Skip to what needs a look',
  alarmNotice: (what: string, who: string, others: number) =>
    `${what}: ${who}${others === 0 ? '' : ` and ${others} more`}`,

  wall: {
    title: 'Everybody',
    empty: 'Nobody is here yet. Candidates appear when they start.',
    noMatch: (search: string) => `Nobody is called “${search}”.`,
    pictureOf: (who: string) => `Newest picture of ${who}`,
    risk: (score: number) => `Risk ${Math.round(score)} of 100`,
    old: (ms: number) => `${inWords(ms)} old`,
  },
  queue: {
    title: 'Needs a look',
    clear: 'Nobody needs you.',
    clearAt: (since: string) => `Nobody needed you at ${since}.`,
    clearWhat: (candidates: number) => `${plural(candidates, 'candidate')}, newest frame`,
    clearNoFrame: (candidates: number) =>
      candidates === 0 ? 'No candidate has started yet.' : `${plural(candidates, 'candidate')}, no frame yet.`,
    filtered: 'Nothing that fits the filters.',
    showAll: 'Show everything',
    goesOn: (since: string) => `Since ${since}, still going on`,
    ended: (from: string, to: string, present: string) =>
      `Over: ${from === to ? `at ${from}` : `${from} to ${to}`}, seen for ${present}`,
    lasts: 'For how long it has gone on',
    lasted: 'For how long it went on',
    returned: (times: number) => `came back ${times === 1 ? 'once' : `${times} times`}`,
    more: (count: number) => `and ${count} more, less urgent`,
    acknowledge: 'Acknowledge',
    confirm: 'Confirm',
    dismiss: 'Dismiss',
    why: { CONFIRMED: 'Confirm: why?', DISMISSED: 'Dismiss: why?' },
    other: 'Another reason',
    cancel: 'Cancel',
    handled: (count: number) => `Handled (${count})`,
    takeBack: 'Take back',
    by: (who: string) => `by ${who}`,
    byYou: 'by you',
    risen: (by: string, severity: Severity) => `Acknowledged ${by} when it was ${SEVERITIES[severity].toLowerCase()}.`,
    done: (verdict: Verdict, what: string, who: string) => `${VERDICTS[verdict]}: ${what}, ${who}.`,
    takenBack: (what: string, who: string) => `Taken back: ${what}, ${who}.`,
    undo: 'Undo (Z)',
    nothingToUndo: 'There is nothing to undo.',
    meanwhile: (who: string, verdict: Verdict) => `${who} judged this meanwhile: ${VERDICTS[verdict].toLowerCase()}.`,
    failed: 'Your judgement could not be recorded; the card is back. Please try again.',
    hide: 'Hide',
  },
  evidence: {
    show: 'Pictures',
    recorded: 'Looking at pictures is recorded.',
    none: 'No picture was kept of this.',
    failed: 'The pictures could not be read.',
    again: 'Try again',
    boxes: 'Show what was seen',
    roles: { OPENING: 'opened it', WORST: 'shows it most clearly', LAST: 'shows it last' },
    face: (confidence: number) => `Face ${Math.round(confidence)}\u00a0%`,
    label: (name: string, confidence: number) => `${name} ${Math.round(confidence)}\u00a0%`,
    faint: (countsFrom: number) => `Pale: less sure than the ${Math.round(countsFrom)}\u00a0% from which it counts`,
    keptUntil: (at: string) => `Kept until ${at}.`,
    picture: (when: string) => `Frame of ${when}`,
  },
  person: {
    livePicture: 'Live picture',
    noPicture: 'There is no picture now.',
    started: 'Started',
    timeLeft: 'Time left',
    timeIsUp: 'Time is up',
    noLimit: 'No limit',
    status: 'Session',
    risk: 'What adds to the risk',
    riskWhat: (score: number) => `${Math.round(score)} of 100. It orders what to look at first; it is no judgement.`,
    noRisk: 'Nothing adds to it.',
    contribution: (incidents: number, presentMs: number) =>
      `${incidents === 1 ? 'once' : `${incidents} times`}, seen for ${inWords(presentMs)}`,
    share: (score: number) => `+${score < 10 ? score.toFixed(1) : Math.round(score)}`,
    timeline: 'What happened when',
    window: 'Show',
    windows: { 10: 'the last 10 minutes', 60: 'the last hour', 0: 'everything' },
    reading: 'Reading the history …',
    historyFails: 'The history could not be read.',
    readAgain: 'Try again',
    incidents: 'Incidents',
    noIncidents: 'None.',
    newestOf: (shown: number, all: number) => `The newest ${shown} of ${all}.`,
    olderOnes: 'Show older ones',
    lane: { incidents: 'Incidents', deeds: 'Actions' },
    run: (check: string, status: string, since: string, frames: number) =>
      `${check}: ${status.toLowerCase()}, from ${since}, ${plural(frames, 'frame')}`,
    legend:
      'Of the checks, a high bar is “not as it should be”, a dotted line “could not be told”, a thin line “as it should be”. ' +
      'Below them, each kind of incident has a line of its own.',
    log: 'Actions, messages and notes',
    emptyLog: 'Nothing yet.',
    message: 'Message to this candidate',
    messageHint: 'Appears on the exam page at once, and stays until it was read.',
    send: 'Send',
    note: 'Note for proctors',
    noteHint: 'The candidate does not see it.',
    write: 'Keep note',
    failed: 'That did not reach the server. Please try again.',
    session: 'Session',
    pause: 'Pause',
    pauseWhat:
      'The candidate sees “A proctor has paused your exam”. Their pictures are not looked at until you resume.',
    resume: 'Resume',
    resumeWhat: 'The candidate is told that the exam goes on.',
    extend: 'More time',
    minutes: 'Minutes',
    minutesHint: 'Negative to take time back. The candidate is told how many.',
    badMinutes: 'A whole number from -600 to 600, and not 0.',
    terminate: 'End this session …',
    terminateTitle: (who: string) => `End the session of ${who}?`,
    terminateWhat:
      'The candidate sees “A proctor has ended your session. Your exam office can tell you why.” Their camera is switched off. This can’t be undone.',
    terminateReason: 'Why (kept with the session)',
    terminateType: (word: string) => `Type “${word}” to confirm`,
    terminateConfirm: 'End the session',
    cancel: 'Cancel',
    over: 'This session is over.',
    export: 'Report',
    exportHtml: 'Download to print (HTML)',
    exportJson: 'Download as data (JSON)',
    exportWhat: 'Holds pictures and names. That you took it is recorded.',
    unknown: 'There is no session of this candidate in this exam.',
  },
  everybody: {
    open: 'Message to all',
    title: 'A message to everybody in this exam',
    sent: 'Your message was sent to everybody.',
  },
  enrol: {
    open: 'Enrol photos',
    title: 'Enrol photos of candidates',
    why: 'One person in each, looking into the camera, in good light. With several photos a candidate is recognised better.',
    drop: 'Drop photos here (JPEG or PNG), or',
    choose: 'choose files',
    candidate: 'Candidate number',
    name: 'Full name',
    start: (count: number) => (count === 1 ? 'Enrol 1 photo' : `Enrol ${count} photos`),
    waiting: 'Needs a candidate number and a name.',
    ready: 'Ready.',
    queued: 'Waits for its turn.',
    sending: 'Being looked at …',
    done: (done: number, of: number) => `${done} of ${plural(of, 'photo')} looked at`,
    stop: {
      title: 'Stop enrolling?',
      what: (left: number) =>
        `${left === 1 ? '1 photo is' : `${left} photos are`} still to be looked at. What is enrolled stays enrolled.`,
      confirm: 'Stop and close',
      cancel: 'Go on enrolling',
    },
    enrolled: 'Enrolled.',
    remove: (file: string) => `Leave out ${file}`,
    leftOut: (files: readonly string[]) => `Neither JPEG nor PNG, and left out: ${list.format(files)}.`,
  },
  sent: 'Your message was sent.',
  shortcuts: {
    title: 'Shortcuts',
    isOn: 'Use single keys',
    isOnHint: 'Switch this off if you speak to your computer, or if letters trigger things unexpectedly.',
    close: 'Close',
  },
} as const;
