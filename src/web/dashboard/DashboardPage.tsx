import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { Unreachable } from '../design/Unreachable.js';
import { ExamChoice } from './ExamChoice.js';
import { ExamView } from './ExamView.js';
import { SignInCard } from './SignInCard.js';
import { ExamContext, type ExamServices, openExam, type PageServices } from './services.js';
import { STRINGS } from './strings.js';

/** Who one is, which exam, and then the exam. */
export function DashboardPage({ services }: { readonly services: PageServices }) {
  const { signIn, address } = services;
  const identity = useStore(signIn.state);
  const examId = useStore(address.place, (place) => place.examId);
  useEffect(() => void signIn.start(), [signIn]);

  if (identity.kind === 'unreachable') {
    return (
      <Lobby>
        <Unreachable words={STRINGS.unreachable} onRetry={signIn.start} />
      </Lobby>
    );
  }
  if (identity.kind === 'asking') return <Lobby>{<p role="status">{STRINGS.loading}</p>}</Lobby>;
  if (identity.kind === 'signedOut') {
    return (
      <Lobby>
        <SignInCard signIn={signIn} identity={identity} />
      </Lobby>
    );
  }
  if (!identity.viewer.roles.some((role) => role === 'PROCTOR' || role === 'ADMIN')) {
    return (
      <Lobby>
        <Notice
          tone="caution"
          title={STRINGS.signIn.notProctor}
          actions={<Button onPress={() => void signIn.signOut()}>{STRINGS.signIn.somebodyElse}</Button>}
        />
      </Lobby>
    );
  }
  if (examId === undefined) {
    return (
      <Lobby>
        <ExamChoice services={services} />
      </Lobby>
    );
  }
  return <OpenExam key={`${examId}/${identity.viewer.id}`} services={services} examId={examId} />;
}

function OpenExam({ services: page, examId }: { readonly services: PageServices; readonly examId: string }) {
  const [services, setServices] = useState<ExamServices>();
  useEffect(() => {
    const opened = openExam(page, examId);
    setServices(opened);
    return () => opened.stop();
  }, [page, examId]);
  if (!services) return null;
  return (
    <ExamContext value={services}>
      <ExamView />
    </ExamContext>
  );
}

function Lobby({ children }: { readonly children: ReactNode }) {
  return (
    <main className="lobby">
      <p className="lobby-name">
        <img src={new URL('../favicon.svg', import.meta.url).href} alt="" width="28" height="28" />
        {STRINGS.product}
      </p>
      {children}
    </main>
  );
}
