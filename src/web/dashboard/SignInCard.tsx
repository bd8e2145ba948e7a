import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Notice } from '../design/Notice.js';
import { CredentialButtons, CredentialFields } from '../identity/CredentialFields.js';
import type { SignIn, SignInState } from '../identity/signIn.js';
import { useCredentials } from '../identity/useCredentials.js';
import { STRINGS } from './strings.js';

export interface SignInCardProps {
  readonly signIn: SignIn;
  readonly identity: Extract<SignInState, { kind: 'signedOut' }>;
}

const WORDS = STRINGS.signIn;

/** As the server wants its tokens to be come by. */
export function SignInCard({ signIn, identity: { problem } }: SignInCardProps) {
  const credentials = useCredentials(signIn, 'proctor');
  const [wasTried, setTried] = useState(false);

  return (
    <Form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (credentials.isComplete) void credentials.signIn();
      }}
    >
      <h1>{WORDS.title}</h1>
      <p className="quiet">{WORDS.why}</p>
      {problem !== undefined && <Notice tone="alarm" role="alert" title={problem} />}
      <CredentialFields credentials={credentials} words={WORDS} wasTried={wasTried} />
      <div className="row">
        <CredentialButtons credentials={credentials} words={WORDS} />
      </div>
    </Form>
  );
}
