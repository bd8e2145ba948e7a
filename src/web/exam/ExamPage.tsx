import { useCallback, useEffect } from 'react';
import { useStore } from 'zustand';
import type { ExamClient } from '../../client/index.js';
import { Unreachable } from '../design/Unreachable.js';
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

/** One thing at a time, under a head that says where one is. */
export function ExamPage(props: ExamPageProps) {
  const { flow, signIn } = props;
  const step = useStore(flow.step);
  const title = 'exam' in step ? step.exam.title : undefined;

  /** Goes on where one was, as soon as the server says who that is. */
  const takeUp = useCallback(async () => {
    await signIn.start();
    if (signIn.state.getState().kind === 'signedIn' && flow.examId() !== '') await flow.enter(flow.examId());
  }, [signIn, flow]);
  useEffect(() => void takeUp(), [takeUp]);

  return (
    <div className="page">
      <header className="head">
        <img src={new URL('../favicon.svg', import.meta.url).href} alt="" width="28" height="28" />
        <span className="head-title" dir="auto">
          {title ?? STRINGS.product}
        </span>
      </header>
      <main>
        <CurrentStep {...props} step={step} onRetry={takeUp} />
      </main>
    </div>
  );
}

interface CurrentStepProps extends ExamPageProps {
  readonly step: Step;
  readonly onRetry: () => Promise<void>;
}

function CurrentStep({ step, flow, signIn, camera, client, memory, onRetry }: CurrentStepProps) {
  const identity = useStore(signIn.state);
  if (identity.kind === 'unreachable') return <Unreachable words={STRINGS.unreachable} onRetry={onRetry} />;
  if (identity.kind === 'asking') return <Loading />;
  switch (step.kind) {
    case 'who':
      return <WhoStep flow={flow} signIn={signIn} problem={step.problem} />;
    case 'reading':
      if (!step.isFailing) return <Loading />;
      return <Unreachable words={STRINGS.unreachable} onRetry={() => flow.enter(flow.examId())} />;
    case 'consent':
      return <ConsentStep flow={flow} signIn={signIn} step={step} />;
    case 'camera':
      return <CameraStep flow={flow} camera={camera} step={step} />;
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
