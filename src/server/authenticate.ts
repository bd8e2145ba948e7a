/** Who is asking: the same for an HTTP header and for the payload of a WebSocket's `connection_init`. */
import { GraphQLError } from 'graphql';
import { InvalidToken, IssuerUnavailable, type TokenVerifier } from '../auth/tokenVerifier.js';
import type { Viewer } from '../auth/viewer.js';

/**
 * Resolves to nobody where there is no token; what is open to everybody stays open.
 * @throws GraphQLError UNAUTHENTICATED for a token that is not accepted, ISSUER_UNAVAILABLE where none can be verified now
 */
export type Authenticate = (authorization: unknown) => Promise<Viewer | undefined>;

export function createAuthenticate(verifier: TokenVerifier): Authenticate {
  return async (authorization) => {
    if (authorization === undefined || authorization === null || authorization === '') return undefined;
    try {
      return await verifier.verify(readToken(authorization));
    } catch (error) {
      if (error instanceof InvalidToken) throw unauthenticated(error.message, error.reason);
      if (error instanceof IssuerUnavailable) throw issuerUnavailable();
      throw error;
    }
  };
}

/** What a client put into `connection_init`, under the header's name in either case. */
export function authorizationOf(payload: Readonly<Record<string, unknown>> | undefined): unknown {
  return payload?.['authorization'] ?? payload?.['Authorization'];
}

/** `Bearer` as in RFC 6750 §2.1, or the token alone. */
function readToken(authorization: unknown): string {
  const token = typeof authorization === 'string' ? /^(?:Bearer +)?(\S+)$/i.exec(authorization)?.[1] : undefined;
  if (token === undefined) throw unauthenticated('Send the token as `Bearer …`.', 'malformed');
  return token;
}

function unauthenticated(message: string, reason: InvalidToken['reason']): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', reason, http: { status: 401 } } });
}

function issuerUnavailable(): GraphQLError {
  return new GraphQLError('The issuer of the tokens does not answer. Try again in a moment.', {
    extensions: { code: 'ISSUER_UNAVAILABLE', http: { status: 503 } },
  });
}
