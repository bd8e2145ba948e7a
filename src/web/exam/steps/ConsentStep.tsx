import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../design/Button.js';
import { Notice } from '../../design/Notice.js';
import { Tick } from '../../design/Tick.js';
import type { SignIn } from '../../identity/signIn.js';
import type { Flow, Step } from '../flow.js';
import { STRINGS } from '../strings.js';
import { StepHead } from './StepHead.js';

export interface ConsentStepProps {
  readonly flow: Flow;
  readonly signIn: SignIn;
  readonly step: Extract<Step, { kind: 'consent' }>;
}

const WORDS = STRINGS.consent;

/** What is recorded, for how long, and who sees it: from the exam's policy, in plain words, on one screen. */
export function ConsentStep({ flow, signIn, step }: ConsentStepProps) {
  const identity = useStore(signIn.state);
  const [hasRead, setRead] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { policy } = step.exam;
  const { isRequired, textVersion } = policy.consent;

  async function agree() {
    setBusy(true);
    await flow.agree();
    setBusy(false);
  }

  return (
    <>
      <StepHead step={2} title={WORDS.title} />
      {step.isChanged && <Notice tone="note" title={WORDS.changed} />}
      {step.problem && <Notice tone="alarm" role="alert" title={WORDS.notRecorded} />}
      <div className="card stack">
        <div className="terms">
          <Term title={WORDS.recorded}>
            <p>{WORDS.pictures(policy)}</p>
          </Term>
          <Term title={WORDS.looked}>
            <ul>
              {WORDS.checks(policy).map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </Term>
          <Term title={WORDS.kept}>
            <p>{WORDS.pictureRule(policy)}</p>
            <p>{WORDS.historyRule(policy)}</p>
          </Term>
          <Term title={WORDS.seen}>
            <p>{WORDS.seenRule}</p>
          </Term>
          <Term title={WORDS.decided}>
            <p>{WORDS.decidedRule}</p>
          </Term>
        </div>
        {isRequired && (
          <Tick isSelected={hasRead} onChange={setRead}>
            {WORDS.agree}
          </Tick>
        )}
        <div className="actions">
          <Button look="primary" isDisabled={isBusy || (isRequired && !hasRead)} onPress={() => void agree()}>
            {isRequired ? WORDS.continue : WORDS.continueWithout}
          </Button>
          {identity.kind === 'signedIn' && <Button onPress={() => void flow.leave()}>{STRINGS.somebodyElse}</Button>}
        </div>
        <p className="quiet small" dir="auto">
          {identity.kind === 'signedIn' && `${STRINGS.signedInAs(identity.viewer.name ?? identity.viewer.id)} `}
          {WORDS.version(textVersion)}. {isRequired && WORDS.decline}
        </p>
      </div>
    </>
  );
}

function Term({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="term">
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}
