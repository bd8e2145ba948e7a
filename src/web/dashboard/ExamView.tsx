import { lazy, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { isReview } from './address.js';
import { FeedLostNotice } from './FeedLostNotice.js';
import { Header } from './Header.js';
import { KeysDialog } from './KeysDialog.js';
import { MessageToAll } from './MessageToAll.js';
import { OutcomeLine } from './OutcomeLine.js';
import { Person } from './person/Person.js';
import { Queue } from './queue/Queue.js';
import { useExamServices } from './services.js';
import { STRINGS } from './strings.js';
import { useFocusReturns } from './useFocusReturns.js';
import { queueCards, useShortcuts } from './useShortcuts.js';
import { Wall } from './wall/Wall.js';

/** Loaded when it is opened: what takes dropped files is as large as half of the page. */
const EnrolDialog = lazy(async () => ({ default: (await import('./enrol/EnrolDialog.js')).EnrolDialog }));

/** Loaded when it is opened: few change a policy, and nobody every day. */
const PolicyEditor = lazy(async () => ({ default: (await import('./policy/PolicyEditor.js')).PolicyEditor }));

/** Loaded when it is opened: most look at it once, after the exam. */
const ExamReview = lazy(async () => ({ default: (await import('./review/ExamReview.js')).ExamReview }));

/** One exam: everybody, or one candidate, and beside them what needs a look. */
export function ExamView() {
  const { feed } = useExamServices();
  const status = useStore(feed.status);
  const isRead = useStore(feed.exam, (exam) => exam !== undefined);

  if (status.kind === 'refused') return <Refused why={status.why} />;
  if (!isRead) {
    const isFailing = status.kind === 'reading' && status.isFailing;
    return (
      <main className="lobby">
        <p role="status">{isFailing ? STRINGS.feed.readingFails : STRINGS.feed.reading}</p>
      </main>
    );
  }
  return <OpenView />;
}

function OpenView() {
  const { address, view, feed } = useExamServices();
  const isReviewing = useStore(address.place, isReview);
  const dialog = useStore(view, (now) => now.dialog);
  const title = useStore(feed.exam, (exam) => exam?.title);
  useFocusReturns();
  useEffect(() => {
    document.title = title ? `${title} – ${STRINGS.product}` : STRINGS.product;
  }, [title]);

  return (
    <>
      {isReviewing ? (
        <Suspense fallback={<Loading />}>
          <ExamReview />
        </Suspense>
      ) : (
        <Watch />
      )}
      <OutcomeLine />
      <KeysDialog />
      <MessageToAll />
      {dialog === 'enrol' && (
        <Suspense>
          <EnrolDialog />
        </Suspense>
      )}
    </>
  );
}

function Loading() {
  return (
    <main className="lobby">
      <p role="status">{STRINGS.loading}</p>
    </main>
  );
}

function Watch() {
  const { address, view } = useExamServices();
  const candidateId = useStore(address.place, (place) => place.candidateId);
  const page = useStore(address.place, (place) => place.page);
  const pane = useStore(view, (now) => now.pane);
  useShortcuts(queueCards);

  return (
    <div className="dashboard" data-pane={pane}>
      <a className="skip" href="#queue">
        {STRINGS.skip}
      </a>
      <Header />
      <FeedLostNotice />
      <main className="panes">
        <div className="stage">
          {page === 'policy' && (
            <Suspense fallback={<p role="status">{STRINGS.loading}</p>}>
              <PolicyEditor />
            </Suspense>
          )}
          {page === undefined &&
            (candidateId === undefined ? <Wall /> : <Person key={candidateId} candidateId={candidateId} />)}
        </div>
        <Queue />
      </main>
    </div>
  );
}

function Refused({ why }: { readonly why: 'noExam' | 'signedOut' }) {
  const { address, signIn } = useExamServices();
  const isSignedOut = why === 'signedOut';
  return (
    <main className="lobby">
      <Notice
        tone="caution"
        role="alert"
        title={isSignedOut ? STRINGS.refused.signedOut : STRINGS.refused.noExam}
        actions={
          <>
            {!isSignedOut && (
              <Button onPress={() => address.go({ examId: undefined, candidateId: undefined })}>
                {STRINGS.exams.change}
              </Button>
            )}
            <Button onPress={() => void signIn.signOut()}>{STRINGS.refused.again}</Button>
          </>
        }
      >
        <p>{isSignedOut ? STRINGS.refused.signedOutWhat : STRINGS.refused.noExamWhat}</p>
      </Notice>
    </main>
  );
}
