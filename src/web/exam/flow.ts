/** The way through the page: who you are, what is recorded, the camera, the exam. */
import { type ApolloClient, CombinedGraphQLErrors } from '@apollo/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ExamClient, RequestRefused } from '../../client/index.js';
import {
  ExamToSitDocument,
  type ExamToSitQuery,
  OwnSessionDocument,
  type OwnSessionQuery,
} from '../api/generated/operations.js';
import type { SignIn } from '../identity/signIn.js';
import type { Memory } from './kept.js';
import { type Ending, endingOf } from './sitting.js';

export type Exam = NonNullable<ExamToSitQuery['exam']>;

export type Step =
  | { readonly kind: 'who'; readonly problem?: 'noExam' | 'notCandidate' }
  /** The exam is being read; again and again while the server can't be reached. */
  | { readonly kind: 'reading'; readonly isFailing: boolean }
  | {
      readonly kind: 'consent';
      readonly exam: Exam;
      /** There is a session, begun with another text or elsewhere. */
      readonly isRunning: boolean;
      readonly isChanged: boolean;
      readonly problem?: 'notRecorded';
    }
  | { readonly kind: 'camera'; readonly exam: Exam; readonly problem?: 'notStarted' }
  | { readonly kind: 'exam'; readonly exam: Exam }
  | { readonly kind: 'over'; readonly exam: Exam; readonly ending: Ending };

export interface Flow {
  readonly step: StoreApi<Step>;
  /** Which exam; empty until it is known. */
  examId(): string;
  /** Goes on with this exam, as whoever is signed in. */
  enter(examId: string): Promise<void>;
  /** To the text as it is shown. Nothing is recorded of it before the exam starts, unless a session runs already. */
  agree(): Promise<void>;
  /** Starts the session, with the consent: from now on its time counts and pictures are sent. */
  start(): Promise<void>;
  over(ending: Ending): void;
  readSession(): Promise<OwnSessionQuery>;
  /** Notes which exam it is, before the page is left to sign in. */
  choose(examId: string): void;
  /** Back to the first step; what was begun is taken up by whoever it belongs to. */
  signInAgain(): Promise<void>;
  /** Back to the first step, and nothing is kept. */
  leave(): Promise<void>;
}

export interface FlowOptions {
  readonly apollo: ApolloClient;
  readonly client: ExamClient;
  readonly signIn: SignIn;
  readonly memory: Memory;
  /** As the page's address says. */
  readonly examId: string | undefined;
}

export function createFlow({ apollo, client, signIn, memory, examId }: FlowOptions): Flow {
  const step = createStore<Step>(() => ({ kind: 'who' }));
  const show = (next: Step) => step.setState(next, true);
  let current = examId ?? memory.read().examId ?? '';

  async function read(): Promise<{ readonly exam: Exam | undefined; readonly session: OwnSessionQuery['session'] }> {
    const [exam, { session }] = await Promise.all([readExam(), readSession()]);
    return { exam, session };
  }

  async function readExam(): Promise<Exam | undefined> {
    const { data } = await apollo.query({
      query: ExamToSitDocument,
      variables: { examId: current },
      fetchPolicy: 'network-only',
    });
    return data?.exam ?? undefined;
  }

  async function readSession(): Promise<OwnSessionQuery> {
    const query = { query: OwnSessionDocument, variables: { examId: current }, fetchPolicy: 'network-only' } as const;
    const { data } = await apollo.query(query);
    if (!data) throw new Error('The answer holds no session.');
    return data;
  }

  async function enter(examId: string): Promise<void> {
    current = examId;
    const viewer = viewerOf(signIn);
    if (!viewer) return show({ kind: 'who' });
    if (!viewer.roles.includes('CANDIDATE')) return show({ kind: 'who', problem: 'notCandidate' });
    const kept = memory.read();
    if (kept.candidateId !== viewer.id || kept.examId !== examId) memory.forget();
    memory.keep({ examId, candidateId: viewer.id });
    // Tried again, it is failing until it has been read.
    const now = step.getState();
    show({ kind: 'reading', isFailing: now.kind === 'reading' && now.isFailing });
    try {
      const { exam, session } = await read();
      show(exam ? nextStep(exam, session) : { kind: 'who', problem: 'noExam' });
    } catch (failure) {
      show(isRefusal(failure) ? { kind: 'who', problem: 'noExam' } : { kind: 'reading', isFailing: true });
    }
  }

  function nextStep(exam: Exam, session: OwnSessionQuery['session']): Step {
    const ending = session && endingOf(session.status);
    if (ending) return { kind: 'over', exam, ending };
    const { isRequired, textVersion } = exam.policy.consent;
    const agreedTo = session ? session.consent?.textVersion : memory.read().agreedTo;
    const isAgreed = agreedTo === textVersion || (session !== null && !isRequired);
    if (!isAgreed) return { kind: 'consent', exam, isRunning: session !== null, isChanged: agreedTo !== undefined };
    return session && memory.read().isStarted ? { kind: 'exam', exam } : { kind: 'camera', exam };
  }

  async function agree(): Promise<void> {
    const now = step.getState();
    if (now.kind !== 'consent') return;
    const { exam, isRunning } = now;
    memory.keep({ agreedTo: exam.policy.consent.textVersion });
    if (!isRunning) return show({ kind: 'camera', exam });
    if (await record(exam)) show(memory.read().isStarted ? { kind: 'exam', exam } : { kind: 'camera', exam });
    else if (step.getState() === now) show({ ...now, problem: 'notRecorded' });
  }

  async function start(): Promise<void> {
    const now = step.getState();
    if (now.kind !== 'camera') return;
    if (await record(now.exam)) {
      memory.keep({ isStarted: true });
      show({ kind: 'exam', exam: now.exam });
    } else if (step.getState() === now) show({ ...now, problem: 'notStarted' });
  }

  /** The session and the consent to this text: whether both are recorded. Where another step follows, it is shown. */
  async function record({ policy }: Exam): Promise<boolean> {
    const { isRequired, textVersion } = policy.consent;
    try {
      await client.startSession({ examId: current, ...(isRequired && { consentTextVersion: textVersion }) });
      return true;
    } catch (failure) {
      // Another text in the meantime, or the session has ended: the exam is read anew. All else can be tried again.
      if (failure instanceof RequestRefused && failure.code !== 'OVERLOADED') await enter(current);
      return false;
    }
  }

  async function signInAgain(): Promise<void> {
    await signIn.signOut();
    show({ kind: 'who' });
  }

  return {
    step,
    examId: () => current,
    enter,
    agree,
    readSession,
    start,
    over(ending) {
      const now = step.getState();
      if ('exam' in now) show({ kind: 'over', exam: now.exam, ending });
    },
    choose(examId) {
      current = examId;
      memory.keep({ examId });
    },
    signInAgain,
    async leave() {
      memory.forget();
      await signInAgain();
    },
  };
}

function viewerOf({ state }: SignIn) {
  const now = state.getState();
  return now.kind === 'signedIn' ? now.viewer : undefined;
}

/** The server answered that there is nothing here for this candidate; all else may be otherwise a moment later. */
function isRefusal(failure: unknown): boolean {
  const code = CombinedGraphQLErrors.is(failure) ? failure.errors[0]?.extensions?.['code'] : undefined;
  return code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'UNAUTHENTICATED' || code === 'BAD_USER_INPUT';
}
