import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useStore } from 'zustand';
import { Button } from '../../design/Button.js';
import { Notice } from '../../design/Notice.js';
import { TextField } from '../../design/TextField.js';
import { CredentialButtons, CredentialFields } from '../../identity/CredentialFields.js';
import type { SignIn } from '../../identity/signIn.js';
import { useCredentials } from '../../identity/useCredentials.js';
import type { Flow, Step } from '../flow.js';
import { STRINGS } from '../strings.js';
import { StepHead } from './StepHead.js';

export interface WhoStepProps {
  readonly flow: Flow;
  readonly signIn: SignIn;
  readonly problem: Extract<Step, { kind: 'who' }>['problem'];
}

const WORDS = STRINGS.who;

/** Which exam, and who sits it: as the server wants its tokens to be come by. */
export function WhoStep({ flow, signIn, problem }: WhoStepProps) {
  const identity = useStore(signIn.state);
  const credentials = useCredentials(signIn, 'candidate');
  const [examId, setExamId] = useState(flow.examId());
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const exam = examId.trim();
  const missing = wasTried && exam === '' ? WORDS.missing : undefined;

  async function proceed() {
    setTried(true);
    if (exam === '' || !credentials.isComplete) return;
    setBusy(true);
    flow.choose(exam);
    await credentials.signIn();
    if (signIn.state.getState().kind === 'signedIn') await flow.enter(exam);
    setBusy(false);
  }

  return (
    <>
      <StepHead step={1} title={WORDS.title} />
      <Form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void proceed();
        }}
      >
        <p className="quiet">{credentials.way === 'redirect' ? WORDS.redirectWhy : WORDS.why}</p>
        {identity.kind === 'signedOut' && identity.problem !== undefined && (
          <Notice tone="alarm" role="alert" title={identity.problem} />
        )}
        {identity.kind === 'signedIn' && problem === 'notCandidate' && (
          <Notice tone="alarm" role="alert" title={WORDS.notCandidate} />
        )}
        <TextField
          label={WORDS.exam}
          hint={WORDS.examHint}
          value={examId}
          onChange={setExamId}
          problem={missing ?? (problem === 'noExam' ? WORDS.noExam(flow.examId()) : undefined)}
          maxLength={64}
          spellCheck="false"
        />
        <CredentialFields credentials={credentials} words={WORDS} wasTried={wasTried} />
        {identity.kind === 'signedIn' && (
          <p className="signed-in">
            {STRINGS.signedInAs(identity.viewer.name ?? identity.viewer.id)}
            <Button isSmall onPress={() => void flow.leave()}>
              {STRINGS.somebodyElse}
            </Button>
          </p>
        )}
        <div className="actions">
          <CredentialButtons credentials={credentials} words={WORDS} isBusy={isBusy} />
        </div>
      </Form>
    </>
  );
}
