import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { TextField } from '../design/TextField.js';
import type { SignIn, SignInState } from '../identity/signIn.js';
import { STRINGS } from './strings.js';

export interface SignInCardProps {
  readonly signIn: SignIn;
  readonly identity: Extract<SignInState, { kind: 'signedOut' }>;
}

const WORDS = STRINGS.signIn;

/** As the server wants its tokens to be come by. */
export function SignInCard({ signIn, identity }: SignInCardProps) {
  const { way, problem } = identity;
  const [name, setName] = useState('');
  const [id, setId] = useState('');
  const [token, setToken] = useState('');
  const [wasTried, setTried] = useState(false);
  const missing = (value: string) => (wasTried && value.trim() === '' ? WORDS.missing : undefined);

  async function proceed() {
    setTried(true);
    const needed = { form: [name, id], token: [token], redirect: [] }[way];
    if (needed.some((value) => value.trim() === '')) return;
    if (way === 'redirect') return await signIn.leaveToSignIn();
    if (way === 'token') return await signIn.present(token);
    await signIn.become({ role: 'proctor', sub: id.trim(), name: name.trim() });
  }

  return (
    <Form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        void proceed();
      }}
    >
      <h1>{WORDS.title}</h1>
      <p className="quiet">{WORDS.why}</p>
      {problem !== undefined && <Notice tone="alarm" role="alert" title={problem} />}
      {way === 'form' && (
        <>
          <TextField label={WORDS.name} value={name} onChange={setName} problem={missing(name)} autoComplete="name" />
          <TextField
            label={WORDS.id}
            hint={WORDS.idHint}
            value={id}
            onChange={setId}
            problem={missing(id)}
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
      <div className="row">
        <Button look="primary" type="submit">
          {way === 'redirect' ? WORDS.redirect : WORDS.continue}
        </Button>
      </div>
    </Form>
  );
}
