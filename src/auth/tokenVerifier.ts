/** The port to whoever issues our tokens. */
import type { Viewer } from './viewer.js';

export interface TokenVerifier {
  /**
   * Fetches or makes the keys; resolves at once when they are had.
   * @throws IssuerUnavailable saying what is wrong, when no token can be verified yet
   */
  ready(): Promise<void>;
  /**
   * @throws InvalidToken when the token is not one of ours, or no longer
   * @throws IssuerUnavailable when the issuer's keys can't be fetched now
   */
  verify(token: string): Promise<Viewer>;
}

/** The token is not accepted. The reason is safe to show: it says nothing about the token's content. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
  constructor(
    readonly reason: 'malformed' | 'expired' | 'wrong-issuer' | 'wrong-audience' | 'bad-signature' | 'not-accepted',
    message: string,
  ) {
    super(message);
  }
}

export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}
