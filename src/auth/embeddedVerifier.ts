import { JwtVerifier } from 'aws-jwt-verify';
import { EMBEDDED_AUDIENCE, EMBEDDED_ISSUER, type EmbeddedIssuer } from './embeddedIssuer.js';
import type { TokenVerifier } from './tokenVerifier.js';
import { verifyToken } from './verification.js';

/** Verifies what the embedded issuer signed, with its key in hand: no network, and always ready. */
export function createEmbeddedVerifier(issuer: Pick<EmbeddedIssuer, 'jwks'>): TokenVerifier {
  const verifier = JwtVerifier.create({
    issuer: EMBEDDED_ISSUER,
    audience: EMBEDDED_AUDIENCE,
    // Names the keys in the verifier's cache; verifySync never fetches.
    jwksUri: EMBEDDED_ISSUER,
  });
  verifier.cacheJwks(issuer.jwks);
  return {
    ready: async () => {},
    verify: (token) => verifyToken(token, 'roles', () => verifier.verifySync(token)),
  };
}
