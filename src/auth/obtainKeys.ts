/** Sees to it that an issuer's keys are had: at the start, or else as soon as they can be. */
import { setTimeout as delay } from 'node:timers/promises';
import type { TokenVerifier } from './tokenVerifier.js';
import { messageOf } from './verification.js';

export interface ObtainKeysOptions {
  /** Told why there are no keys yet, once for each reason after another. */
  readonly onProblem: (problem: unknown) => void;
  /** Told when they came after all. */
  readonly onRecovery: () => void;
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
}

/**
 * Resolves after the first try, whatever came of it. Where it failed, tries go on, with pauses that double, until one
 * succeeds or this is disposed of.
 */
export async function obtainKeys(
  verifier: Pick<TokenVerifier, 'ready'>,
  options: ObtainKeysOptions,
): Promise<AsyncDisposable> {
  const { onProblem, onRecovery, firstPauseMs = 1_000, longestPauseMs = 30_000 } = options;
  const stop = new AbortController();
  let told: string | undefined;

  async function hasKeys(): Promise<boolean> {
    try {
      await verifier.ready();
      return true;
    } catch (error) {
      const problem = messageOf(error);
      if (problem !== told) onProblem(error);
      told = problem;
      return false;
    }
  }

  async function goOn(): Promise<void> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      await delay(pauseMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      if (stop.signal.aborted) return;
      if (await hasKeys()) return onRecovery();
    }
  }

  const tries = (await hasKeys()) ? undefined : goOn();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await tries;
    },
  };
}
