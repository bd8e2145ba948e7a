/** What a person fills in to sign in: the same on each page, which lays it out and says it in words of its own. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Role } from './issuer.js';
import type { SignIn, SignInWay } from './signIn.js';

export interface Credentials {
  /** `none`: nothing more is asked of whoever is signed in already. */
  readonly way: SignInWay | 'none';
  readonly name: Field;
  readonly id: Field;
  readonly token: Field;
  /** Whether all is filled in that the way needs. */
  readonly isComplete: boolean;
  /** Whether there is a choice between the institution's page and a token from elsewhere. */
  readonly hasChoice: boolean;
  chooseOther(): void;
  /** What goes wrong is in the state of the sign-in. Resolves when the page is left, too. */
  signIn(): Promise<void>;
}

export interface Field {
  readonly value: string;
  set(value: string): void;
}

export function useCredentials(signIn: SignIn, role: Role): Credentials {
  const identity = useStore(signIn.state);
  const [hasToken, setHasToken] = useState(false);
  const name = useField();
  const id = useField();
  const token = useField();

  const hasChoice = identity.kind === 'signedOut' && identity.way === 'redirect';
  const way = identity.kind !== 'signedOut' ? 'none' : hasChoice && hasToken ? 'token' : identity.way;
  const needed = { form: [name, id], token: [token], redirect: [], none: [] }[way];

  return {
    way,
    name,
    id,
    token,
    isComplete: needed.every(({ value }) => value.trim() !== ''),
    hasChoice,
    chooseOther: () => setHasToken(!hasToken),
    async signIn() {
      if (way === 'redirect') await signIn.leaveToSignIn();
      if (way === 'token') await signIn.present(token.value);
      if (way === 'form') await signIn.become({ role, sub: id.value.trim(), name: name.value.trim() });
    },
  };
}

function useField(): Field {
  const [value, set] = useState('');
  return { value, set };
}
