import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useStore } from 'zustand';
import { Button } from '../../design/Button.js';
import { Notice } from '../../design/Notice.js';
import { TextField } from '../../design/TextField.js';
import type { SignIn, SignInState } from '../../identity/signIn.js';
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
  const [examId, setExamId] = useState(flow.examId());
  const [name, setName] = useState('');
  const [candidate, setCandidate] = useState('');
  const [token, setToken] = useState('');
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const way = wayOf(identity);
  const missing = (value: string) => (wasTried && value.trim() === '' ? WORDS.missing : undefined);

  const needed = { form: [examId, name, candidate], token: [examId, token], redirect: [examId], none: [examId] }[way];

  async function proceed() {
    setTried(true);
    if (needed.some((value) => value.trim() === '')) return;
    setBusy(true);
    const exam = examId.trim();
    flow.choose(exam);
    if (way === 'redirect') return await signIn.leaveToSignIn().finally(() => setBusy(false));
    if (way === 'form') await signIn.become({ role: 'candidate', sub: candidate.trim(), name: name.trim() });
    if (way === 'token') await signIn.present(token);
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
        <p className="quiet">{way === 'redirect' ? WORDS.redirectWhy : WORDS.why}</p>
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
          problem={missing(examId) ?? (problem === 'noExam' ? WORDS.noExam(flow.examId()) : undefined)}
          maxLength={64}
          spellCheck="false"
        />
        {way === 'form' && (
          <>
            <TextField
              label={WORDS.name}
              value={name}
              onChange={setName}
              problem={missing(name)}
              maxLength={200}
              autoComplete="name"
            />
            <TextField
              label={WORDS.candidate}
              hint={WORDS.candidateHint}
              value={candidate}
              onChange={setCandidate}
              problem={missing(candidate)}
              maxLength={128}
              spellCheck="false"
            />
          </>
        )}
        {way === 'token' && (
          <TextField
            label={WORDS.token}
            hint={WORDS.tokenHint}
            rows={4}
            value={token}
            onChange={setToken}
            problem={missing(token)}
          />
        )}
        {identity.kind === 'signedIn' && (
          <p className="signed-in">
            {STRINGS.signedInAs(identity.viewer.name ?? identity.viewer.id)}
            <Button isSmall onPress={() => void flow.leave()}>
              {STRINGS.somebodyElse}
            </Button>
          </p>
        )}
        <div className="actions">
          <Button look="primary" type="submit" isDisabled={isBusy}>
            {way === 'redirect' ? WORDS.redirect : WORDS.continue}
          </Button>
        </div>
      </Form>
    </>
  );
}

/** `none`: nothing more is asked of whoever is signed in already. */
function wayOf(identity: SignInState): 'form' | 'redirect' | 'token' | 'none' {
  return identity.kind === 'signedOut' ? identity.way : 'none';
}
