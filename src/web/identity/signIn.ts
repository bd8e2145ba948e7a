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
  /** At the institution's page; this one is left. */
  leaveToSignIn(): Promise<void>;
  /** With a token from elsewhere. What goes wrong is in the state. */
  present(token: string): Promise<void>;
  signOut(): Promise<void>;
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
  let current: { readonly token: string; readonly viewer: Viewer } | undefined;
  let isRefused = false;

  async function use(token: string): Promise<void> {
    current = { token, viewer: await askViewer(token) };
    isRefused = false;
    state.setState({ kind: 'signedIn', viewer: current.viewer }, true);
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

  /** Makes the token anew. Where that fails the old one stays: it is the server's to refuse it. */
  async function renew(): Promise<void> {
    const token = person ? await issueToken(person).catch(() => undefined) : await oidc?.token();
    if (token === undefined || token === current?.token) return;
    await use(token).catch(() => undefined);
  }

  return {
    state,
    async start() {
      state.setState({ kind: 'asking' }, true);
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
    leaveToSignIn: () => attempt(async () => oidc?.leaveToSignIn()),
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
      if (current && (isRefused || endsSoon(current.viewer))) await renew();
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
