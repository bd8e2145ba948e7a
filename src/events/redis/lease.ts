/** A node's right to write to the history of one exam, for as long as it is renewed. */
import { StoreUnavailable } from '../../store/store.js';

/** How often a lease is renewed while it lasts, and how often in all: a write that never ends must not hold up the others. */
const RENEWALS_PER_LEASE = 3;
const MOST_RENEWALS = 15;
/** Nothing is sent to the store in the last part of a lease: it takes time to get there. */
const MARGIN = 1 / 6;

export interface Lease {
  readonly token: string;
  /**
   * @param asked when it was asked for; by `performance.now()`
   * @returns whether it is still there: a node that was busy meanwhile may hear of it when it is over
   */
  begin(asked: number): Promise<boolean>;
  /** Whether it was begun and not ended; that it still lasts at Redis is for `confirm` to say. */
  isHeld(): boolean;
  /** Asked before each write to the store. @throws {StoreUnavailable} when the lease may be over before the write is there */
  confirm(): void;
  /** The error of a turn that was found to be over. */
  lost(): StoreUnavailable;
  /** Renews it no more. */
  end(): void;
}

/** @param renew resolves to 1 when the lease was still there, and lasts longer now */
export function holdLease(token: string, leaseMs: number, renew: () => Promise<unknown>): Lease {
  let renewing: NodeJS.Timeout | undefined;
  let renewals = 0;
  let validUntil = 0;

  async function renewNow(): Promise<boolean> {
    renewals += 1;
    if (renewals === MOST_RENEWALS) clearInterval(renewing);
    const asked = performance.now();
    const renewed = await renew().catch(() => undefined);
    if (renewed === 1) validUntil = asked + leaseMs;
    return renewed === 1;
  }

  const lost = () => new StoreUnavailable("This node's turn to write to the exam's history is over.");
  return {
    token,
    lost,
    async begin(asked) {
      const everyMs = leaseMs / RENEWALS_PER_LEASE;
      validUntil = asked + leaseMs;
      clearInterval(renewing);
      renewing = setInterval(() => void renewNow(), everyMs);
      return performance.now() < asked + everyMs || (await renewNow());
    },
    isHeld: () => renewing !== undefined,
    confirm() {
      if (performance.now() > validUntil - leaseMs * MARGIN) throw lost();
    },
    end() {
      clearInterval(renewing);
      renewing = undefined;
    },
  };
}
