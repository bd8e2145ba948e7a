/** Who the playground's requests come from: a token, kept in memory only, and what the server understood of it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { post, readJson } from './graphqlRequest.js';

export const ROLES = ['proctor', 'candidate', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whom the embedded issuer is asked to make a token for. */
export interface Person {
  readonly role: Role;
  readonly sub: string;
  readonly name: string;
}

export interface Viewer {
  readonly id: string;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly expiresAt: string;
}

export type Identity =
  | { readonly kind: 'asking' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'viewer'; readonly viewer: Viewer; readonly token: string };

export interface IdentityState {
  /** Who issues the tokens; undefined until the server has said so. */
  readonly issuer: 'EMBEDDED' | 'COGNITO' | 'OIDC' | undefined;
  readonly identity: Identity;
  /** Why the last token could not be had or used: a sentence for people. */
  readonly problem: string | undefined;
}

export interface Identities {
  readonly store: StoreApi<IdentityState>;
  /** Has the embedded issuer make a token, and uses it. What goes wrong is in the state's `problem`. */
  become(person: Person): Promise<void>;
  /** Uses a token from elsewhere. What goes wrong is in the state's `problem`. */
  present(token: string): Promise<void>;
  becomeNobody(): void;
  /** The token to send now, made anew when the embedded issuer's has nearly ended. */
  token(): Promise<string | undefined>;
  /** The server no longer takes this token. True when the next one will be another. */
  tokenRefused(): boolean;
}

/** Who one is at first, where the server issues tokens itself: somebody who may do what the examples do. */
export const FIRST_PERSON: Person = { role: 'proctor', sub: 'playground', name: 'Playground' };

const RENEW_BEFORE_MS = 60_000;

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
    present: (token) => attempt(() => use(token.trim().replace(/^bearer\s+/i, ''))).then(onChange),
    becomeNobody() {
      person = undefined;
      store.setState({ identity: { kind: 'nobody' }, problem: undefined });
      onChange();
    },
    async token() {
      await ready;
      if (person && (refused || endsSoon(store.getState().identity))) await issue(person);
      const { identity } = store.getState();
      return identity.kind === 'viewer' ? identity.token : undefined;
    },
    tokenRefused() {
      refused = true;
      return person !== undefined;
    },
  };
}

function endsSoon(identity: Identity): boolean {
  return identity.kind === 'viewer' && Date.parse(identity.viewer.expiresAt) - Date.now() < RENEW_BEFORE_MS;
}

async function askIssuer(): Promise<IdentityState['issuer']> {
  const { data, errors } = await post({ query: '{ server { identityProvider } }' }, undefined);
  if (!data) throw new Error(errors?.[0]?.message ?? 'The server did not say who issues its tokens.');
  return (data as { server: { identityProvider: 'EMBEDDED' | 'COGNITO' | 'OIDC' } }).server.identityProvider;
}

async function askViewer(token: string): Promise<Viewer> {
  const { data, errors } = await post({ query: '{ viewer { id name roles expiresAt } }' }, token);
  if (!data) throw new Error(errors?.[0]?.message ?? 'The server did not accept the token.');
  return (data as { viewer: Viewer }).viewer;
}

async function issueToken({ role, sub, name }: Person): Promise<string> {
  const response = await fetch('/auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role, sub, ...(name !== '' && { name }) }),
  });
  const { token, message } = await readJson<{ token?: string; message?: string }>(response);
  if (token === undefined) throw new Error(message ?? 'The server did not issue the token.');
  return token;
}
