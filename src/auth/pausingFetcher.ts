import type { Fetcher } from 'aws-jwt-verify/https';

/**
 * After a failure, the same failure is answered for a while without asking again: anybody can send tokens, and an issuer that
 * is down should not be asked once for each of them.
 */
export function createPausingFetcher(fetcher: Fetcher, pauseMs = 500): Fetcher {
  const failures = new Map<string, { readonly error: unknown; readonly until: number }>();
  return {
    async fetch(uri, ...rest) {
      const failure = failures.get(uri);
      if (failure && performance.now() < failure.until) throw failure.error;
      try {
        const document = await fetcher.fetch(uri, ...rest);
        failures.delete(uri);
        return document;
      } catch (error) {
        failures.set(uri, { error, until: performance.now() + pauseMs });
        throw error;
      }
    },
  };
}
