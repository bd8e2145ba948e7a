import { JwtVerifier } from 'aws-jwt-verify';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { discoverProvider } from './discovery.js';
import { createDocumentFetcher } from './documentFetcher.js';
import { createFreshKeys } from './freshKeys.js';
import { createPausingFetcher } from './pausingFetcher.js';
import type { TokenVerifier } from './tokenVerifier.js';
import { verifyToken } from './verification.js';

export interface OidcVerifierOptions {
  /** Exactly as the tokens' `iss` and the provider's own configuration spell it. */
  readonly issuer: string;
  readonly audience: string;
  /** The claim that holds the roles: a name, or a path like `realm_access.roles`. */
  readonly rolesClaim: string;
  /** How the provider's documents are fetched; over https, unless told otherwise. */
  readonly fetcher?: Fetcher;
  /** When the keys are fetched anew, though all tokens name known ones; an hour, unless told otherwise. */
  readonly keysMaxAgeMs?: number;
}

/**
 * Verifies tokens of any OpenID provider that publishes its configuration (OpenID Connect Discovery 1.0). Somebody without
 * a role that we know is a candidate.
 *
 * The provider is looked up when first needed, and again if that failed. Keys are fetched once, every hour, and when a
 * token names one that is not known: at most every ten seconds then, and twice a second after a failure.
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

  const keys = createFreshKeys(async () => (await discovered()).hydrate(), options.keysMaxAgeMs);
  return {
    ready: () => keys.ready(),
    verify(token) {
      keys.renew();
      return verifyToken(token, rolesClaim, async () => {
        decomposeUnverifiedJwt(token); // Throws: what isn't even a token must not cause a request.
        return await (await discovered()).verify(token);
      });
    },
  };
}
