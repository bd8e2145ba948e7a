import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { createDocumentFetcher } from './documentFetcher.js';
import { createFreshKeys } from './freshKeys.js';
import { createPausingFetcher } from './pausingFetcher.js';
import type { TokenVerifier } from './tokenVerifier.js';
import { verifyToken } from './verification.js';

export interface CognitoVerifierOptions {
  readonly userPoolId: string;
  readonly clientId: string;
  /** How the pool's keys are fetched; over https, unless told otherwise. */
  readonly fetcher?: Fetcher;
  /** When the keys are fetched anew, though all tokens name known ones; an hour, unless told otherwise. */
  readonly keysMaxAgeMs?: number;
}

/** The address below which the pool publishes its configuration and its keys. */
export function cognitoIssuerOf(userPoolId: string): string {
  return CognitoJwtVerifier.parseUserPoolId(userPoolId).issuer;
}

/**
 * Verifies access tokens and ID tokens of one app client of a Cognito user pool. Its groups are the roles; somebody in no
 * group that we know is a candidate.
 *
 * Keys are fetched once, every hour, and when a token names one that is not known: at most every ten seconds then, and
 * twice a second after a failure.
 */
export function createCognitoVerifier(options: CognitoVerifierOptions): TokenVerifier {
  const { userPoolId, clientId } = options;
  const fetcher = createPausingFetcher(options.fetcher ?? createDocumentFetcher());
  const verifier = CognitoJwtVerifier.create(
    { userPoolId, clientId, tokenUse: null },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  const keys = createFreshKeys(() => verifier.hydrate(), options.keysMaxAgeMs);
  return {
    ready: () => keys.ready(),
    verify(token) {
      keys.renew();
      return verifyToken(token, 'cognito:groups', () => verifier.verify(token));
    },
  };
}
