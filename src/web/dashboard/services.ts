/** What the parts of the dashboard work with while one exam is watched. */
import type { ApolloClient } from '@apollo/client';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LiveConnection } from '../api/liveConnection.js';
import type { SignIn } from '../identity/signIn.js';
import type { Address } from './address.js';
import type { Alert } from './alert.js';
import { createServerClock, type ServerClock } from './feed/clock.js';
import { type ExamFeed, followExam } from './feed/examFeed.js';
import { createLivePictures, type LivePictures } from './feed/livePictures.js';
import { keepNamesFresh } from './feed/nameReader.js';
import { keepRisksFresh } from './feed/riskReader.js';
import { createJudgements, type Judgements } from './judgements.js';
import { createOutcomes, type Outcomes } from './outcomes.js';
import type { Preferences } from './preferences.js';
import { alarmsIn } from './state/alarms.js';
import type { ExamState } from './state/examState.js';
import { STRINGS } from './strings.js';
import { createView, type View } from './view.js';
import { nameOf, titleOf } from './words.js';

/** What outlives the choice of an exam. */
export interface PageServices {
  readonly apollo: ApolloClient;
  readonly live: LiveConnection;
  readonly signIn: SignIn;
  readonly address: Address;
  readonly preferences: StoreApi<Preferences>;
  readonly alert: Alert;
}

export interface ExamServices extends PageServices {
  readonly examId: string;
  readonly feed: ExamFeed;
  readonly pictures: LivePictures;
  readonly clock: ServerClock;
  /** The server's time, anew every second: what is "12 s ago" ages while one looks at it. */
  readonly now: StoreApi<number>;
  readonly judgements: Judgements;
  readonly outcomes: Outcomes;
  readonly view: StoreApi<View>;
  stop(): void;
}

export function openExam(page: PageServices, examId: string): ExamServices {
  const { apollo, live, alert, preferences } = page;
  const place = page.address.place.getState();
  const clock = createServerClock();
  const feed = followExam({ apollo, live, clock, examId });
  const pictures = createLivePictures({ apollo, examId });
  const outcomes = createOutcomes();
  const now = createStore(() => clock.now());
  const timer = setInterval(() => now.setState(clock.now(), true), 1_000);
  const stopRisks = keepRisksFresh({ apollo, feed, examId });
  const stopNames = keepNamesFresh({ apollo, feed, examId });
  const stopAlarms = feed.listen((events, before) => {
    if (!preferences.getState().isAlerting) return;
    const [alarm, ...others] = alarmsIn(before, events, clock.now());
    if (!alarm) return;
    const candidate = before.candidates.get(alarm.candidateId) ?? alarm;
    alert.sound(STRINGS.alarmNotice(titleOf(alarm.incident), nameOf(candidate), others.length));
  });
  return {
    ...page,
    examId,
    feed,
    pictures,
    clock,
    now,
    outcomes,
    judgements: createJudgements({ apollo, feed, examId, outcomes }),
    view: createView(place.candidateId === undefined && place.page === undefined ? 'queue' : 'stage'),
    stop() {
      stopAlarms();
      stopRisks();
      stopNames();
      clearInterval(timer);
      pictures.stop();
      feed.stop();
    },
  };
}

export const ExamContext = createContext<ExamServices | undefined>(undefined);

export function useExamServices(): ExamServices {
  const services = useContext(ExamContext);
  if (!services) throw new Error('Shown outside of an exam.');
  return services;
}

/** A part of the exam's state; the component is drawn again when that part is another. Shown only once the exam was read. */
export function useExam<T>(select: (state: ExamState) => T): T {
  const { feed } = useExamServices();
  return useStore(feed.exam, (state) => {
    if (!state) throw new Error('The exam has not been read.');
    return select(state);
  });
}
