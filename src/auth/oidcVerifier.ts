import { JwtVerifier } from 'aws-jwt-verify';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { discoverProvider } from './discovery.js';
import { createDocumentFetcher } from './documentFetcher.js';
import { createPausingFetcher } from './pausingFetcher.js';
import type { TokenVerifier } from './tokenVerifier.js';
import { readyOnce, verifyToken } from './verification.js';

export interface OidcVerifierOptions {
  /** Exactly as the tokens' `iss` and the provider's own configuration spell it. */
  readonly issuer: string;
  readonly audience: string;
  /** The claim that holds the roles: a name, or a path like `realm_access.roles`. */
  readonly rolesClaim: string;
  /** How the provider's documents are fetched; over https, unless told otherwise. */
  readonly fetcher?: Fetcher;
}

/**
 * Verifies tokens of any OpenID provider that publishes its configuration (OpenID Connect Discovery 1.0). Somebody without
 * a role that we know is a candidate.
 *
 * The provider is looked up when first needed, and again if that failed. Keys are fetched once and again when a token
 * names one that is not known, at most every ten
 * seconds; after a failure they are asked for again, at most twice a second.
 */
export function createOidcVerifier(options: OidcVerifierOptions): TokenVerifier {
  const { issuer, audience, rolesClaim } = options;
  const fetcher = createPausingFetcher(options.fetcher ?? createDocumentFetcher());

  async function discover() {
    const { jwks_uri: jwksUri } = await discoverProvider(issuer, fetcher);
    return JwtVerifier.create({ issuer, audience, jwksUri }, { jwksCache: new SimpleJwksCache({ fetcher }) });
  }

  let discovery: ReturnType<typeof discover> | undefined;
  function discovered() {
    discovery ??= discover().catch((error: unknown) => {
      discovery = undefined;
      throw error;
    });
    return discovery;
  }

  return {
    ready: readyOnce(async () => (await discovered()).hydrate()),
    verify: (token) =>
      verifyToken(token, rolesClaim, async () => {
        decomposeUnverifiedJwt(token); // Throws: what isn't even a token must not cause a request.
        return await (await discovered()).verify(token);
      }),
  };
}
