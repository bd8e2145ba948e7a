/** Where requests get their token from. Nobody else needs to know how it was come by. */
export interface Tokens {
  /** The token to send now, made anew when it has nearly ended; undefined for nobody's. */
  token(): Promise<string | undefined>;
  /** The server no longer takes this token. True when the next one will be another. */
  tokenRefused(): boolean;
}

/** A token is made anew this long before it ends, so that none ends on its way. */
export const RENEW_BEFORE_MS = 60_000;

export function endsSoon({ expiresAt }: { readonly expiresAt: string }): boolean {
  return Date.parse(expiresAt) - Date.now() < RENEW_BEFORE_MS;
}
