/** The issuer for one machine: signs tokens with a key of its own, so that nothing but this project is needed to try it. */
import { randomUUID } from 'node:crypto';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { SignJWT } from 'jose';
import { isCandidateId } from '../domain/candidateId.js';
import { EXAM_ID_PATTERN } from '../domain/exam.js';
import { loadSigningKey, SIGNING_ALGORITHM } from './signingKey.js';
import { MAX_TOKEN_LENGTH } from './verification.js';
import type { Role } from './viewer.js';

export const EMBEDDED_ISSUER = 'urn:virtual-proctor:embedded';
export const EMBEDDED_AUDIENCE = 'virtual-proctor';

/** Eight hours: a working day of exams. */
export const DEFAULT_TTL_SECONDS = 8 * 60 * 60;
/** Thirty days. A token can't be taken back, so none lives longer. */
export const MAX_TTL_SECONDS = 30 * 24 * 60 * 60;

export interface TokenRequest {
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly name?: string;
  /** The exams the token is limited to; absent, it is not limited. */
  readonly examIds?: readonly string[];
  /** From 1 to MAX_TTL_SECONDS; DEFAULT_TTL_SECONDS when absent. */
  readonly ttlSeconds?: number;
}

export interface EmbeddedIssuer {
  /** The public key, as `/.well-known/jwks.json` shows it. */
  readonly jwks: Jwks;
  /**
   * Signs a token.
   * @throws TokenRequestError when such a token would not be accepted, or not do what it seems to
   */
  issue(request: TokenRequest): Promise<string>;
}

/** The token asked for can't be issued; the message says why. */
export class TokenRequestError extends Error {
  override readonly name = 'TokenRequestError';
}

/**
 * The issuer whose key lies in `dataDir`; there is one key for everybody who opens the same directory.
 * @throws SigningKeyError
 */
export async function createEmbeddedIssuer(options: { readonly dataDir: string }): Promise<EmbeddedIssuer> {
  const { kid, privateKey, publicJwk } = await loadSigningKey(options.dataDir);
  return {
    jwks: { keys: [publicJwk] },
    async issue(request) {
      const { sub, roles, name, examIds, ttlSeconds = DEFAULT_TTL_SECONDS } = request;
      assertSensible(request);
      const issuedAt = Math.floor(Date.now() / 1000);
      const token = await new SignJWT({ roles, ...(name && { name }), ...(examIds && { exams: examIds }) })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ: 'JWT' })
        .setIssuer(EMBEDDED_ISSUER)
        .setAudience(EMBEDDED_AUDIENCE)
        .setSubject(sub)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ttlSeconds)
        .setJti(randomUUID())
        .sign(privateKey);
      if (token.length > MAX_TOKEN_LENGTH) {
        throw new TokenRequestError(`The token would be longer than ${MAX_TOKEN_LENGTH} characters; name fewer exams.`);
      }
      return token;
    },
  };
}

function assertSensible({ sub, roles, examIds = [], ttlSeconds = DEFAULT_TTL_SECONDS }: TokenRequest): void {
  if (!isCandidateId(sub)) {
    throw new TokenRequestError('sub must have 1 to 255 characters, no space around them and no control characters.');
  }
  if (roles.length === 0) throw new TokenRequestError('At least one role is needed.');
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAX_TTL_SECONDS) {
    throw new TokenRequestError(`The time to live must be a whole number of seconds from 1 to ${MAX_TTL_SECONDS}.`);
  }
  const wrongId = examIds.find((id) => !EXAM_ID_PATTERN.test(id));
  if (wrongId !== undefined) throw new TokenRequestError(`"${wrongId}" can't be the id of an exam.`);
}
