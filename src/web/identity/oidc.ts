/**
 * Signing in at an OpenID Connect issuer: authorization code with PKCE (RFC 7636), in the same window. Its library is
 * loaded only where there is such an issuer.
 */
import { reach, readJson } from '../api/graphqlRequest.js';
import { SERVER } from '../strings.js';

/** What a page must know of the issuer. */
export interface OidcSettings {
  /** Its address, below which `/.well-known/openid-configuration` lies. */
  readonly issuer: string;
  /** The id under which these pages are registered with it, as a public client. */
  readonly clientId: string;
  readonly scope?: string;
}

export interface Oidc {
  /** The token of whoever comes back from the issuer, or has signed in earlier in this tab. */
  restore(): Promise<string | undefined>;
  /** Leaves the page for the issuer's; it comes back to this address. `again`: also for whoever is known there already. */
  leaveToSignIn(how: { readonly again: boolean }): Promise<void>;
  /** The token to send now, made anew with the refresh token where the issuer gave one. */
  token(): Promise<string | undefined>;
  forget(): Promise<void>;
}

/**
 * Asks the server for its issuer at `GET /auth/oidc`, which answers with `OidcSettings` as JSON, or with `null`: then people paste a token that they got elsewhere. The page may talk to the issuer only where the server's
 * Content-Security-Policy names it in `connect-src`.
 */
export async function askOidcSettings(): Promise<OidcSettings | null> {
  const response = await reach('/auth/oidc');
  if (!response.ok) throw new Error(SERVER.noSignInPage);
  return await readJson<OidcSettings | null>(response);
}

export async function createOidc({ issuer, clientId, scope = 'openid profile' }: OidcSettings): Promise<Oidc> {
  const { UserManager, WebStorageStateStore } = await import('oidc-client-ts');
  const manager = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: location.origin + location.pathname,
    scope,
    // Of this tab only, so that a page that is loaded again goes on; gone when the tab is closed.
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    // The library asks the issuer itself, and would wait for it without end.
    requestTimeoutInSeconds: 20,
  });

  return {
    async restore() {
      const parameters = new URLSearchParams(location.search);
      if (parameters.has('state') && (parameters.has('code') || parameters.has('error'))) {
        const { url_state: before } = await manager.signinRedirectCallback().finally(() => showAddress(''));
        showAddress(before ?? '');
      }
      return (await currentUser())?.access_token;
    },
    leaveToSignIn: ({ again }) =>
      manager.signinRedirect({ url_state: location.search, ...(again && { prompt: 'login' }) }),
    token: async () => (await currentUser())?.access_token,
    forget: () => manager.removeUser(),
  };

  async function currentUser() {
    const user = await manager.getUser();
    const isEnding = user && (user.expires_in ?? Number.POSITIVE_INFINITY) < 60;
    if (!isEnding || user.refresh_token === undefined) return user?.expired ? undefined : user;
    return await manager.signinSilent();
  }
}

/** The address without what the issuer added to it. Whoever goes by it is told, as when the browser changes it. */
function showAddress(query: string): void {
  history.replaceState(history.state, '', `${location.pathname}${query}`);
  dispatchEvent(new PopStateEvent('popstate'));
}
