/** What an OpenID provider publishes of itself: OpenID Connect Discovery 1.0. */
import type { Fetcher } from 'aws-jwt-verify/https';
import { z } from 'zod';
import { IssuerUnavailable } from './tokenVerifier.js';

/** An address that only sign-in needs; without it, or with nonsense in its place, tokens can still be verified. */
const endpoint = z.string().optional().catch(undefined);

const PROVIDER = z.object({
  issuer: z.string(),
  jwks_uri: z.string(),
  token_endpoint: endpoint,
  userinfo_endpoint: endpoint,
});

export type Provider = z.output<typeof PROVIDER>;

/**
 * @param issuer exactly as the provider's own configuration spells it
 * @throws IssuerUnavailable for what is no such configuration, or another provider's; whatever the fetcher throws
 */
export async function discoverProvider(issuer: string, fetcher: Fetcher): Promise<Provider> {
  const uri = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const provider = PROVIDER.safeParse(parseJson(await fetcher.fetch(uri)));
  if (!provider.success) throw new IssuerUnavailable(`${uri} is not the configuration of an OpenID provider.`);
  // Discovery 1.0 §4.3: a provider that calls itself something else is not the one that was meant.
  if (provider.data.issuer !== issuer) {
    throw new IssuerUnavailable(`${uri} is the configuration of ${provider.data.issuer}, not of ${issuer}.`);
  }
  return provider.data;
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
