/** Who the playground's requests come from: a token, kept in memory only, and what the server understood of it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  askIssuer,
  askViewer,
  type Issuer,
  issueToken,
  type Person,
  readPasted,
  type Viewer,
} from '../identity/issuer.js';
import { endsSoon, type Tokens } from '../identity/tokens.js';

export const ROLES = ['proctor', 'candidate', 'admin'] as const;

export type Identity =
  | { readonly kind: 'asking' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'viewer'; readonly viewer: Viewer; readonly token: string };

export interface IdentityState {
  /** Who issues the tokens; undefined until the server has said so. */
  readonly issuer: Issuer | undefined;
  readonly identity: Identity;
  /** Why the last token could not be had or used: a sentence for people. */
  readonly problem: string | undefined;
}

export interface Identities extends Tokens {
  readonly store: StoreApi<IdentityState>;
  /** Has the embedded issuer make a token, and uses it. What goes wrong is in the state's `problem`. */
  become(person: Person): Promise<void>;
  /** Uses a token from elsewhere. What goes wrong is in the state's `problem`. */
  present(token: string): Promise<void>;
  becomeNobody(): void;
}

/** Who one is at first, where the server issues tokens itself: somebody who may do what the examples do. */
export const FIRST_PERSON: Person = { role: 'proctor', sub: 'playground', name: 'Playground' };

/** @param onChange called when somebody became somebody else; a token that is made anew for the same person is no change */
export function createIdentities({ onChange }: { onChange(): void }): Identities {
  const store = createStore<IdentityState>(() => ({
    issuer: undefined,
    identity: { kind: 'asking' },
    problem: undefined,
  }));
  let person: Person | undefined;
  let refused = false;

  async function use(token: string, issuedTo?: Person): Promise<void> {
    const viewer = await askViewer(token);
    person = issuedTo;
    refused = false;
    store.setState({ identity: { kind: 'viewer', viewer, token }, problem: undefined });
  }

  async function attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      const { identity } = store.getState();
      store.setState({
        identity: identity.kind === 'asking' ? { kind: 'nobody' } : identity,
        problem: error instanceof Error ? error.message : String(error),
      });
    }
  }

  const issue = (to: Person) => attempt(async () => use(await issueToken(to), to));

  const ready = attempt(async () => {
    const issuer = await askIssuer();
    store.setState({ issuer });
    if (issuer === 'EMBEDDED') await issue(FIRST_PERSON);
    else store.setState({ identity: { kind: 'nobody' } });
  });

  return {
    store,
    become: (wanted) => issue(wanted).then(onChange),
    present: (token) => attempt(() => use(readPasted(token))).then(onChange),
    becomeNobody() {
      person = undefined;
      store.setState({ identity: { kind: 'nobody' }, problem: undefined });
      onChange();
    },
    async token() {
      await ready;
      const { identity: current } = store.getState();
      const isEnding = current.kind === 'viewer' && endsSoon(current.viewer);
      if (person && (refused || isEnding)) await issue(person);
      const { identity } = store.getState();
      return identity.kind === 'viewer' ? identity.token : undefined;
    },
    tokenRefused() {
      refused = true;
      return person !== undefined;
    },
  };
}
