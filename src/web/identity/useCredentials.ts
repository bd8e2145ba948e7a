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
  /** What can be done instead: where the server has a way of its own, a token from elsewhere, and back. */
  readonly other: SignInWay | undefined;
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

  const own = identity.kind === 'signedOut' ? identity.way : 'none';
  const hasChoice = own === 'redirect' || own === 'form';
  const way = hasChoice && hasToken ? 'token' : own;
  const needed = { form: [name, id], token: [token], redirect: [], none: [] }[way];

  return {
    way,
    name,
    id,
    token,
    isComplete: needed.every(({ value }) => value.trim() !== ''),
    other: hasChoice ? (way === 'token' ? own : 'token') : undefined,
    chooseOther: () => setHasToken(!hasToken),
    async signIn() {
      // Exam machines are shared: whoever sat here before may still be known to the institution's page.
      if (way === 'redirect') await signIn.leaveToSignIn({ again: role === 'candidate' });
      if (way === 'token') await signIn.present(token.value);
      if (way === 'form') await signIn.become({ role, sub: id.value.trim(), name: name.value.trim() });
    },
  };
}

function useField(): Field {
  const [value, set] = useState('');
  return { value, set };
}
