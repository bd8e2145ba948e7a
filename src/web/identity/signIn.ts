/** Who uses a page: signed in by the embedded issuer, by the institution's own, or with a token from elsewhere. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { askIssuer, askViewer, type Issuer, issueToken, type Person, readPasted, type Viewer } from './issuer.js';
import { askOidcSettings, createOidc, type Oidc } from './oidc.js';
import { endsSoon, type Tokens } from './tokens.js';

export type SignInState =
  /** Who issues the tokens is being asked. */
  | { readonly kind: 'asking' }
  /** The server did not say who issues its tokens; `problem` is a sentence for people. */
  | { readonly kind: 'unreachable'; readonly problem: string }
  | { readonly kind: 'signedOut'; readonly way: SignInWay; readonly problem: string | undefined }
  | { readonly kind: 'signedIn'; readonly viewer: Viewer };

/** How one signs in here: say who one is, go to the institution's page, or paste a token. */
export type SignInWay = 'form' | 'redirect' | 'token';

export interface SignIn extends Tokens {
  readonly state: StoreApi<SignInState>;
  /** Asks who issues the tokens, and takes up who signed in before in this tab. */
  start(): Promise<void>;
  /** With the embedded issuer. What goes wrong is in the state. */
  become(person: Person): Promise<void>;
  /** At the institution's page; this one is left. `again` has it ask whoever it knows already, too. */
  leaveToSignIn(how: { readonly again: boolean }): Promise<void>;
  /** With a token from elsewhere. What goes wrong is in the state. */
  present(token: string): Promise<void>;
  signOut(): Promise<void>;
}

/** A token, and whom the server sees behind it. */
interface Accepted {
  readonly token: string;
  readonly viewer: Viewer;
}

const PERSON_KEY = 'virtual-proctor:person';

/**
 * Tokens of the embedded issuer, and pasted ones, stay in memory. What is kept for the next load of the page is who was
 * signed in, for the embedded issuer to make a token for.
 * @param storage lives as long as the tab: sessionStorage
 */
export function createSignIn({ storage }: { readonly storage: Storage }): SignIn {
  const state = createStore<SignInState>(() => ({ kind: 'asking' }));
  let way: SignInWay = 'token';
  let oidc: Oidc | undefined;
  let person: Person | undefined;
  let current: Accepted | undefined;
  let renewal: Promise<void> | undefined;
  let isRefused = false;

  function accept(accepted: Accepted): void {
    current = accepted;
    isRefused = false;
    state.setState({ kind: 'signedIn', viewer: accepted.viewer }, true);
  }

  async function use(token: string): Promise<void> {
    accept({ token, viewer: await askViewer(token) });
  }

  async function attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      state.setState({ kind: 'signedOut', way, problem }, true);
    }
  }

  async function issueTo(someone: Person): Promise<void> {
    await use(await issueToken(someone));
    person = someone;
    storage.setItem(PERSON_KEY, JSON.stringify(someone));
  }

  async function takeUp(): Promise<void> {
    const token = await oidc?.restore();
    if (token !== undefined) return use(token);
    const kept = way === 'form' ? storage.getItem(PERSON_KEY) : null;
    // Written by `issueTo` above.
    if (kept !== null) return issueTo(JSON.parse(kept) as Person);
    state.setState({ kind: 'signedOut', way, problem: undefined }, true);
  }

  /** Makes the token anew. Never rejects: where that fails the old one stays, and it is the server's to refuse it. */
  async function renew(old: Accepted): Promise<void> {
    try {
      const token = person ? await issueToken(person) : await oidc?.token();
      if (token === undefined || token === old.token) return;
      const viewer = await askViewer(token);
      // Whoever signed out meanwhile stays out.
      if (current === old) accept({ token, viewer });
    } catch {
      // Tried again with the next request.
    }
  }

  return {
    state,
    async start() {
      // Asked again, it is unreachable until it has answered.
      if (state.getState().kind !== 'unreachable') state.setState({ kind: 'asking' }, true);
      try {
        const settings = await waysOf(await askIssuer());
        way = settings.way;
        oidc = settings.oidc;
      } catch (error) {
        return state.setState({ kind: 'unreachable', problem: String((error as Error).message) }, true);
      }
      await attempt(takeUp);
    },
    become: (someone) => attempt(() => issueTo(someone)),
    leaveToSignIn: (how) => attempt(async () => oidc?.leaveToSignIn(how)),
    present: (token) =>
      attempt(async () => {
        await use(readPasted(token));
        // Whoever is known at the institution's page is somebody else, perhaps: no token of theirs takes this one's place.
        await oidc?.forget();
      }),
    async signOut() {
      person = undefined;
      current = undefined;
      storage.removeItem(PERSON_KEY);
      await oidc?.forget();
      state.setState({ kind: 'signedOut', way, problem: undefined }, true);
    },
    async token() {
      if (current && (isRefused || endsSoon(current.viewer))) {
        // Once for all who ask meanwhile: issuers take a refresh token back that is used twice.
        renewal ??= renew(current).finally(() => (renewal = undefined));
        await renewal;
      }
      return current?.token;
    },
    tokenRefused() {
      isRefused = true;
      return person !== undefined || oidc !== undefined;
    },
  };
}

async function waysOf(issuer: Issuer): Promise<{ readonly way: SignInWay; readonly oidc?: Oidc }> {
  if (issuer === 'EMBEDDED') return { way: 'form' };
  const settings = await askOidcSettings();
  return settings ? { way: 'redirect', oidc: await createOidc(settings) } : { way: 'token' };
}
