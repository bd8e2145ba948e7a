import { setTimeout as wait } from 'node:timers/promises';
import { ServerUnavailable } from './graphqlClient.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** With the waits between them, about a minute: a server that restarts is back by then. */
const ATTEMPTS = 8;

export interface Patience {
  readonly signal: AbortSignal;
  /** Called before every wait. */
  onWait(milliseconds: number): void;
}

/**
 * Tries again while the server is unavailable, after twice as long each time and never sooner than the server asks; each
 * wait differs a little, so that those who were turned away together don't come back together.
 * @throws ServerUnavailable when that was in vain, and whatever else the attempt throws
 */
export async function patiently<T>(attempt: () => Promise<T>, { signal, onWait }: Patience): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ServerUnavailable) || failures === ATTEMPTS) throw error;
      const longest = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
      const milliseconds = Math.max(error.retryAfterMs, longest * (0.75 + Math.random() / 4));
      onWait(milliseconds);
      await wait(milliseconds, undefined, { signal });
    }
  }
}
