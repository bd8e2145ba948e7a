import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { createDocumentFetcher } from './documentFetcher.js';
import { createPausingFetcher } from './pausingFetcher.js';
import type { TokenVerifier } from './tokenVerifier.js';
import { readyOnce, verifyToken } from './verification.js';

export interface CognitoVerifierOptions {
  readonly userPoolId: string;
  readonly clientId: string;
  /** How the pool's keys are fetched; over https, unless told otherwise. */
  readonly fetcher?: Fetcher;
}

/** The address below which the pool publishes its configuration and its keys. */
export function cognitoIssuerOf(userPoolId: string): string {
  return CognitoJwtVerifier.parseUserPoolId(userPoolId).issuer;
}

/**
 * Verifies access tokens and ID tokens of one app client of a Cognito user pool. Its groups are the roles; somebody in no
 * group that we know is a candidate.
 *
 * Keys are fetched once and again when a token names one that is not known, at most every ten
 * seconds; after a failure they are asked for again, at most twice a second.
 */
export function createCognitoVerifier(options: CognitoVerifierOptions): TokenVerifier {
  const { userPoolId, clientId } = options;
  const fetcher = createPausingFetcher(options.fetcher ?? createDocumentFetcher());
  const verifier = CognitoJwtVerifier.create(
    { userPoolId, clientId, tokenUse: null },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  return {
    ready: readyOnce(() => verifier.hydrate()),
    verify: (token) => verifyToken(token, 'cognito:groups', () => verifier.verify(token)),
  };
}
