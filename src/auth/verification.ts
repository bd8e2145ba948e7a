/** What every verifier has in common: a bound on what is parsed, and our own words for what is wrong with a token. */
import { types } from 'node:util';
import {
  CognitoJwtInvalidClientIdError,
  FetchError,
  JwkInvalidKtyError,
  JwkInvalidUseError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwkValidationError,
  JwtExpiredError,
  JwtInvalidAudienceError,
  JwtInvalidClaimError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureAlgorithmError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
  JwtParseError,
  JwtWithoutValidKidError,
  KidNotFoundInJwksError,
  ParameterValidationError,
  WaitPeriodNotYetEndedJwkError,
} from 'aws-jwt-verify/error';
import { type Claims, viewerFrom } from './claims.js';
import { InvalidToken, IssuerUnavailable } from './tokenVerifier.js';
import type { Viewer } from './viewer.js';

/** In characters. The largest header most servers take is 8 KiB, so no longer token ever arrived in one. */
export const MAX_TOKEN_LENGTH = 8 * 1024;

/**
 * @param claimsOf answers with the claims once the signature, the issuer, the audience and the times have been verified
 * @throws InvalidToken
 * @throws IssuerUnavailable
 */
export async function verifyToken(
  token: string,
  rolesClaim: string,
  claimsOf: (token: string) => Claims | Promise<Claims>,
): Promise<Viewer> {
  if (token.length > MAX_TOKEN_LENGTH) throw new InvalidToken('malformed', 'The token is too long.');
  try {
    return viewerFrom(await claimsOf(token), rolesClaim);
  } catch (error) {
    throw inOurWords(error);
  }
}

type Reason = InvalidToken['reason'];
type ErrorClass = abstract new (...args: never[]) => Error;

/** The first class that fits decides, so a class stands before the one it extends. */
const REFUSALS: readonly (readonly [ErrorClass, Reason, string])[] = [
  [JwtParseError, 'malformed', 'The token is not a well-formed JSON Web Token.'],
  [JwtWithoutValidKidError, 'malformed', 'The token does not name the key that it was signed with.'],
  [JwtInvalidSignatureError, 'bad-signature', "The token's signature is wrong."],
  [JwtInvalidSignatureAlgorithmError, 'bad-signature', 'The token is not signed with an algorithm of its issuer.'],
  [KidNotFoundInJwksError, 'bad-signature', 'The token is not signed with a key of its issuer.'],
  [JwkInvalidUseError, 'bad-signature', 'The token is not signed with a signing key of its issuer.'],
  [JwkInvalidKtyError, 'bad-signature', 'The token is not signed with a signing key of its issuer.'],
  [JwtExpiredError, 'expired', 'The token has expired.'],
  [JwtNotBeforeError, 'not-accepted', 'The token is not valid yet.'],
  [JwtInvalidIssuerError, 'wrong-issuer', 'The token is from another issuer.'],
  // A verifier of several issuers says so when a token names none of them.
  [ParameterValidationError, 'wrong-issuer', 'The token is from another issuer.'],
  [JwtInvalidAudienceError, 'wrong-audience', 'The token is meant for another application.'],
  [CognitoJwtInvalidClientIdError, 'wrong-audience', 'The token is meant for another application.'],
  [JwtInvalidClaimError, 'not-accepted', 'The token is not of a kind that is accepted here.'],
];

const OUTAGES: readonly ErrorClass[] = [
  FetchError,
  JwksValidationError,
  JwkValidationError,
  JwksNotAvailableInCacheError,
];

/**
 * An InvalidToken or IssuerUnavailable that says what the library's error means. It doesn't carry that error along, whose
 * properties quote the token. What no token and no issuer can cause is answered unchanged.
 */
export function inOurWords(error: unknown): unknown {
  const refusal = REFUSALS.find(([errorClass]) => error instanceof errorClass);
  if (refusal) return new InvalidToken(refusal[1], refusal[2]);
  if (error instanceof WaitPeriodNotYetEndedJwkError) {
    return new IssuerUnavailable("The token's key is not known yet, and the issuer's keys were fetched just now.");
  }
  if (OUTAGES.some((errorClass) => error instanceof errorClass)) return new IssuerUnavailable(messageOf(error));
  if (isRefusedByCrypto(error)) return new InvalidToken('bad-signature', "The token's signature is wrong.");
  return error;
}

/** Node's crypto throws, instead of answering "no", for a signature cut short or an algorithm that the key isn't made for. */
function isRefusedByCrypto(error: unknown): boolean {
  return types.isNativeError(error) && 'code' in error && /^ERR_(OSSL|CRYPTO)_/.test(String(error.code));
}

export function messageOf(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
