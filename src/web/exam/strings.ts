/** Everything that the exam page says, in one place, so that it can be said in another language. */
import type { ExamToSitQuery } from '../api/generated/operations.js';
import { inWords } from '../design/duration.js';

type Policy = NonNullable<ExamToSitQuery['exam']>['policy'];

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);
const list = new Intl.ListFormat('en', { type: 'disjunction' });
const time = new Intl.DateTimeFormat('en', { timeStyle: 'short', hourCycle: 'h23' });

export const STRINGS = {
  product: 'Virtual Proctor',
  stepOf: (step: number, steps: number) => `Step ${step} of ${steps}`,
  loading: 'One moment …',
  signedInAs: (name: string) => `You are ${name}.`,
  somebodyElse: 'I am somebody else',

  unreachable: {
    title: 'The exam server can’t be reached',
    what: 'Check that you are online. This page keeps trying by itself.',
    again: 'Try now',
  },

  who: {
    title: 'Who are you?',
    why: 'So that your exam is counted as yours. Your exam office told you these.',
    exam: 'Exam',
    examHint: 'Its short name, such as “demo”.',
    name: 'Your name',
    id: 'Candidate number',
    idHint: 'Letters and digits, as in your invitation.',
    token: 'Access token',
    tokenHint: 'A long line of letters and digits from your institution.',
    continue: 'Continue',
    redirect: 'Sign in at your institution',
    useToken: 'Use a token instead',
    useRedirect: 'Sign in at your institution instead',
    useForm: 'Give a name instead',
    redirectWhy: 'You go to your institution’s page to sign in, and come back here.',
    missing: 'Please fill this in.',
    noExam: (id: string) => `There is no exam “${id}” for you. Check its name.`,
    notCandidate: 'You are signed in, but not as a candidate. Sign in with the account that sits the exam.',
  },

  consent: {
    title: 'What is recorded, and who sees it',
    recorded: 'What is recorded',
    pictures: ({ frameIntervalMs }: Policy) =>
      `While you sit the exam, your camera takes a picture about every ${inWords(Math.max(1_000, frameIntervalMs))}. No sound, and nothing from your screen or your keyboard.`,
    looked: 'What is looked for',
    checks: (policy: Policy) => {
      const isOn = (name: Policy['checks'][number]['name']) =>
        policy.checks.some((one) => one.name === name && one.isOn);
      const people = policy.expectedPersons === 1 ? 'one person is' : `${policy.expectedPersons} people are`;
      const labels = [...new Set(policy.objectsOfInterest.map((label) => label.toLowerCase()))];
      return [
        isOn('PERSON_DETECTION') && `whether ${people} there`,
        isOn('FACE_DETECTION') && 'whether your face can be seen, and where it points',
        isOn('PERSON_RECOGNITION') && 'whether it is you, compared with the photo that was enrolled of you',
        isOn('OBJECTS_OF_INTEREST') &&
          labels.length > 0 &&
          `whether an object that is not allowed is in view: ${list.format(labels)}`,
        isOn('UNSAFE_CONTENT') &&
          'whether something is in view that nobody should have to see, such as nudity or violence',
      ].filter((one) => one !== false);
    },
    kept: 'How long it is kept',
    pictureRule: ({ retention }: Policy) =>
      `Of your pictures only the newest is there, for 10 minutes at most. One is kept, for ${days(retention.evidenceDays)}, only when it shows something that a person should look at.`,
    historyRule: ({ retention }: Policy) =>
      `What happened when is kept for ${days(retention.eventsDays)}, and the numbers that stand for your face for ${days(retention.facesDays)}. The photo they were made from is not kept.`,
    seen: 'Who sees it',
    seenRule:
      'The proctors of this exam and its administrators, and nobody else. They may look at your newest picture while you sit the exam. Every look at a picture that was kept is written down.',
    decided: 'Who decides',
    decidedRule:
      'People. A program points out what a picture shows; it never decides anything about you, and never ends your exam. Your exam office tells you what was recorded, and deletes it where you have a right to that.',
    agree: 'I have read this, and I agree.',
    continue: 'Agree and continue',
    continueWithout: 'Continue',
    version: (version: string) => `Version ${version} of this text`,
    decline: 'If you don’t agree, close this page and speak to your exam office. Nothing has been recorded.',
    changed: 'This text has changed since you agreed to it. Please read it again.',
    notRecorded: 'Your consent could not be recorded. Please try again.',
  },

  camera: {
    title: 'Check your camera',
    why: 'Nobody sees this yet: the picture stays on your device until you start.',
    preview: 'Your camera, as in a mirror',
    choose: 'Camera',
    unnamed: (number: number) => `Camera ${number}`,
    opening: 'Your browser may ask whether this page may use the camera. Please allow it.',
    start: 'Start the exam',
    startsNow: ({ durationMinutes }: Policy) =>
      durationMinutes > 0
        ? `Your ${inWords(durationMinutes * 60_000)} begin then, and your pictures are sent and looked at.`
        : 'From then on your pictures are sent and looked at.',
    notStarted: 'Your exam could not be started. Please try again.',
    advice: 'How the picture looks',
    light: {
      good: 'The light is good.',
      dark: 'It is dark. Turn on a lamp in front of you.',
      bright: 'It is too bright. Turn away from the lamp or the sun.',
      backlit: 'The light is behind you. Turn, so that it falls on your face.',
    },
    sharpness: {
      good: 'The picture is sharp.',
      blurred: 'The picture is blurred. Wipe the lens, and hold the camera still.',
      covered: 'Nothing can be made out. Is the camera covered?',
    },
    face: {
      good: 'Your face is where it should be.',
      none: 'No face can be found. Look at the camera, with your whole face in the outline.',
      several: 'There is more than one face. You should be alone.',
      aside: 'Move to the middle of the picture.',
      far: 'Come a little nearer.',
      near: 'Move back a little.',
      unknown:
        'This browser can’t look for your face here. See for yourself: your whole face is in the outline, and nobody else is in the picture.',
    },
  },

  cameraProblem: {
    denied: {
      title: 'This page may not use the camera',
      what: 'Allow the camera for this page: press the camera or lock sign beside its address. Then try again.',
    },
    missing: {
      title: 'No camera was found',
      what: 'Plug one in, or switch yours on. Then try again.',
    },
    inUse: {
      title: 'The camera can’t be started',
      what: 'Another program may be using it. Close video calls and camera programs. Then try again.',
    },
    unsupported: {
      title: 'This browser gives pages no camera',
      what: 'Open this page in a newer Chrome, Edge, Firefox or Safari, at an address that begins with https.',
    },
    ended: {
      title: 'Your camera is off',
      what: 'It was unplugged, or its permission was taken back.',
    },
    again: 'Turn the camera on',
  },

  exam: {
    title: 'Your exam is running',
    pausedTitle: 'Your exam is paused',
    keepOpen: 'Keep this page open. You may use other windows and tabs.',
    state: 'State',
    camera: 'Camera',
    cameraOn: 'On',
    cameraOff: 'Off',
    connection: 'Connection',
    connected: 'Connected',
    connecting: 'Connecting …',
    busy: 'Slow',
    notConnected: 'Not connected',
    lastCheck: 'Last check',
    ago: (ms: number) => (ms < 2_000 ? 'Just now' : `${inWords(ms)} ago`),
    noneYet: 'None yet',
    notWhilePaused: 'Not while paused',
    timeLeft: 'Time left',
    timeLeftUntil: (ms: number, until: number) => `${inWords(ms)}, until ${time.format(until)}`,
    timeIsUp: 'Your time is up',
    timeIsUpWhat: 'Nothing ends by itself. Hand in your exam, then press “I have finished” here.',
    moment: (at: number) => new Date(at).toLocaleString('en'),
    clockTime: (at: number) => time.format(at),

    paused: 'A proctor has paused your exam',
    pausedWhat: 'Your pictures are not looked at now. Stay where you are; this page tells you when it goes on.',
    unreachable: 'No connection to the exam server',
    unreachableWhat: (since: string) =>
      `Go on with your exam. Since ${since} nothing arrives, and your proctors are told so. This page keeps trying by itself; if it takes longer, check that you are online.`,
    isBusy: 'The exam server is busy',
    isBusyWhat: 'Go on with your exam. You need not do anything: your pictures are sent as soon as there is room.',
    cantLook: 'The exam server can’t look at pictures at the moment',
    cantLookWhat: 'Go on with your exam, and keep this page open. It tries again by itself. You need not do anything.',
    messagesLate: 'Messages from your proctors may be late',
    messagesLateWhat: 'Go on with your exam. Your pictures arrive; the connection for messages is being made again.',
    cameraEndedWhat:
      'The exam goes on, but your proctors can’t see you. Check that the camera is plugged in and allowed, then turn it on.',
    cameraMuted: 'Your camera gives no picture',
    cameraMutedWhat:
      'The exam goes on, but your proctors can’t see you. Open the lid or the cover, and close other programs that use the camera.',
    tryNow: 'Try now',
    signedOut: 'You are signed out',
    signedOutWhat: 'Your exam goes on. Sign in again, so that your proctors can see you.',
    signIn: 'Sign in again',
    refused: 'The exam server does not take your pictures',
    refusedWhat: (code: string) => `Go on with your exam, and tell your exam office: ${code}.`,
    beginning: 'Your first picture is on its way …',
    allWell: 'All is well. There is nothing for you to do here.',
    consentChanged: 'The text about what is recorded has changed',
    consentChangedWhat: 'Your exam goes on, but no pictures are taken until you have read the new text.',
    readText: 'Read it',
    ownPicture: 'Show my picture',
    troubleTitle: '⚠ Your exam page needs you',

    messages: 'Messages from your proctors',
    noMessages: 'No messages.',
    toEverybody: 'to everybody',
    extended: (minutes: number) =>
      minutes > 0
        ? `You have ${minutes} more ${minutes === 1 ? 'minute' : 'minutes'}.`
        : `Your time was shortened by ${-minutes} ${minutes === -1 ? 'minute' : 'minutes'}.`,
    markRead: 'I have read this',
    earlier: (count: number) => `Read messages (${count})`,
    unreadTitle: (count: number) => `(${count}) New message`,

    finish: 'I have finished',
    finishAsk: 'Have you finished your exam?',
    finishWhat:
      'Hand in your answers first. After this your camera is switched off, and your session can’t be taken up again.',
    finishYes: 'Yes, end my session',
    finishNo: 'Not yet',
    notFinished: 'Your session could not be ended. Please try again.',
  },

  over: {
    ended: 'Your session is over',
    endedWhat: 'Your camera is off, and nothing is recorded any more. You can close this page.',
    terminated: 'A proctor has ended your session',
    terminatedWhat:
      'Your camera is off, and nothing is recorded any more. Your exam office can tell you why, and what happens now.',
  },
} as const;
