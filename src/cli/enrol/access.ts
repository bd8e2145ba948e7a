/** In whose name photos are sent. */
import { createEmbeddedIssuer } from '../../auth/embeddedIssuer.js';
import { isLoopback } from '../../auth/loopback.js';
import { loadConfig } from '../../config.js';
import { ServerRefused } from './graphqlClient.js';
import { type EnrolOptions, UsageError } from './options.js';

export interface Access {
  readonly token: string;
  /** What to look at when the server does not accept it. */
  readonly hint: string;
}

/**
 * The token that was given, or one of the embedded issuer where that is the issuer of a server on this machine.
 * @throws UsageError when there is none to be had; ConfigError; SigningKeyError
 */
export async function obtainAccess(
  { token, url }: Pick<EnrolOptions, 'token' | 'url'>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Access> {
  if (token !== undefined) return { token, hint: "It must be a proctor's or an admin's." };
  const remote = "A proctor's or an admin's token is needed: set TOKEN, or use --token.";
  if (!isLoopback(new URL(url).hostname)) throw new UsageError(remote);
  const config = loadConfig(env);
  if (config.identity.kind !== 'embedded') throw new UsageError(remote);
  const issuer = await createEmbeddedIssuer(config);
  return {
    token: await issuer.issue({ sub: 'enrol', roles: ['PROCTOR'] }),
    hint: `It was made with the key in ${config.dataDir}: is that the server's DATA_DIR?`,
  };
}

/** Of a token that is not accepted, what to look at; any other error as it is. */
export function explained(error: unknown, { hint }: Access): unknown {
  if (!(error instanceof ServerRefused) || !['UNAUTHENTICATED', 'FORBIDDEN'].includes(error.code)) return error;
  return new Error(`The server does not accept the token: ${error.message} ${hint}`);
}
