/** How our own pages sign people in at an OpenID provider, and which origins they talk to for it. */
import type { Fetcher } from 'aws-jwt-verify/https';
import { discoverProvider } from './discovery.js';
import { createDocumentFetcher } from './documentFetcher.js';
import { isTamperProof } from './loopback.js';

/** What a page is told; it finds the rest in the provider's own configuration. */
export interface PageSignInSettings {
  readonly issuer: string;
  /** Of a public client: one that keeps no secret, and proves itself with PKCE (RFC 7636). */
  readonly clientId: string;
  /** The page has its own where this is absent. */
  readonly scope?: string;
}

export interface PageSignIn {
  readonly settings: PageSignInSettings;
  /** Those that are known by now: the issuer's from the start, those of its endpoints once it was looked up. */
  origins(): readonly string[];
  /** Resolves when the provider was looked up, or could not be; never rejects. */
  lookUp(): Promise<void>;
}

export interface PageSignInOptions extends PageSignInSettings {
  /** Told why the provider could not be looked up. */
  readonly onProblem: (problem: unknown) => void;
  /** How long nobody waits again for a provider that could not be looked up. */
  readonly retryAfterMs?: number;
  /** How the provider's documents are fetched; over https, unless told otherwise. */
  readonly fetcher?: Fetcher;
}

/** The provider is looked up when first asked for, and never again once that worked. */
export function createPageSignIn(options: PageSignInOptions): PageSignIn {
  const { issuer, clientId, scope, onProblem, retryAfterMs = 10_000, fetcher = createDocumentFetcher() } = options;
  let origins = originsOf([issuer]);
  let lookingUp: Promise<void> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function lookUp(): Promise<void> {
    try {
      const { token_endpoint, userinfo_endpoint } = await discoverProvider(issuer, fetcher);
      origins = originsOf([issuer, token_endpoint, userinfo_endpoint]);
    } catch (problem) {
      lookingUp = undefined;
      failedAt = performance.now();
      onProblem(problem);
    }
  }

  return {
    settings: { issuer, clientId, ...(scope !== undefined && { scope }) },
    origins: () => origins,
    async lookUp() {
      if (performance.now() - failedAt < retryAfterMs) return;
      lookingUp ??= lookUp();
      await lookingUp;
    },
  };
}

function originsOf(addresses: readonly (string | undefined)[]): readonly string[] {
  const origins = addresses
    .filter((address) => address !== undefined)
    .filter(isTamperProof)
    .map((address) => new URL(address).origin)
    // A URL's host may hold what ends a policy's directive, or stands for many hosts in it: `;`, `,`, `*`.
    .filter((origin) => /^https?:\/\/[\w.:[\]-]+$/.test(origin));
  return [...new Set(origins)];
}
