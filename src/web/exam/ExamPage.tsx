import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ExamClient } from '../../client/index.js';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import type { SignIn } from '../identity/signIn.js';
import type { CameraAccess } from './cameraAccess.js';
import type { Flow, Step } from './flow.js';
import type { Memory } from './kept.js';
import { CameraStep } from './steps/CameraStep.js';
import { ConsentStep } from './steps/ConsentStep.js';
import { ExamStep } from './steps/exam/ExamStep.js';
import { OverStep } from './steps/OverStep.js';
import { WhoStep } from './steps/WhoStep.js';
import { STRINGS } from './strings.js';

export interface ExamPageProps {
  readonly flow: Flow;
  readonly signIn: SignIn;
  readonly camera: CameraAccess;
  readonly client: ExamClient;
  readonly memory: Memory;
}

const RETRY_MS = 5_000;

/** One thing at a time, under a head that says where one is. */
export function ExamPage(props: ExamPageProps) {
  const { flow, signIn } = props;
  const step = useStore(flow.step);
  const title = 'exam' in step ? step.exam.title : undefined;

  useEffect(() => {
    void takeUp();
    async function takeUp() {
      await signIn.start();
      if (signIn.state.getState().kind === 'signedIn' && flow.examId() !== '') await flow.enter(flow.examId());
    }
  }, [signIn, flow]);

  return (
    <div className="page">
      <header className="head">
        <img src={new URL('../favicon.svg', import.meta.url).href} alt="" width="28" height="28" />
        <span className="head-title" dir="auto">
          {title ?? STRINGS.product}
        </span>
      </header>
      <main>
        <CurrentStep {...props} step={step} />
      </main>
    </div>
  );
}

function CurrentStep({ step, flow, signIn, camera, client, memory }: ExamPageProps & { readonly step: Step }) {
  const identity = useStore(signIn.state);
  if (identity.kind === 'unreachable') return <Unreachable onRetry={() => void signIn.start()} />;
  if (identity.kind === 'asking') return <Loading />;
  switch (step.kind) {
    case 'who':
      return <WhoStep flow={flow} signIn={signIn} problem={step.problem} />;
    case 'reading':
      return step.isFailing ? <Unreachable onRetry={() => void flow.enter(flow.examId())} /> : <Loading />;
    case 'consent':
      return <ConsentStep flow={flow} signIn={signIn} step={step} />;
    case 'camera':
      return <CameraStep flow={flow} camera={camera} memory={memory} step={step} />;
    case 'exam':
      return <ExamStep flow={flow} camera={camera} client={client} memory={memory} />;
    case 'over':
      return <OverStep ending={step.ending} camera={camera} />;
  }
}

function Loading() {
  return (
    <p className="quiet" role="status">
      {STRINGS.loading}
    </p>
  );
}

function Unreachable({ onRetry }: { readonly onRetry: () => void }) {
  useEffect(() => {
    const timer = setInterval(onRetry, RETRY_MS);
    return () => clearInterval(timer);
  });
  const { title, what, again } = STRINGS.unreachable;
  return (
    <Notice tone="caution" title={title} role="status" actions={<Button onPress={onRetry}>{again}</Button>}>
      <p>{what}</p>
    </Notice>
  );
}
