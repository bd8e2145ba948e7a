/** An issuer's keys, fetched once, and again now and then: one that the issuer withdrew must not be trusted for ever. */
import { inOurWords } from './verification.js';

export interface FreshKeys {
  /**
   * Asks for the keys until they were had once. What was fetched stays good, so that a server doesn't stop being ready when
   * its issuer can't be reached for a while.
   * @throws IssuerUnavailable
   */
  ready(): Promise<void>;
  /** To be called with each use: fetches in the background what has grown old, and keeps it where that fails. */
  renew(): void;
}

const HOUR_MS = 3_600_000;

/** @param fetchKeys fetches all keys, and replaces those that were had */
export function createFreshKeys(fetchKeys: () => Promise<void>, maxAgeMs = HOUR_MS): FreshKeys {
  let fetchedAt: number | undefined;
  let renewal: Promise<void> | undefined;

  async function fetchNow(): Promise<void> {
    await fetchKeys();
    fetchedAt = performance.now();
  }

  return {
    async ready() {
      if (fetchedAt !== undefined) return;
      await fetchNow().catch((error: unknown) => {
        throw inOurWords(error);
      });
    },
    renew() {
      // Until `ready` has resolved, keys come with the tokens that need them.
      if (fetchedAt === undefined || renewal || performance.now() - fetchedAt < maxAgeMs) return;
      renewal = fetchNow()
        .catch(() => undefined)
        .finally(() => {
          renewal = undefined;
        });
    },
  };
}
