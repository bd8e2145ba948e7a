/** What goes wrong with Redis, in words that hold no password and no event: the client's own errors hold both. */
import { StoreUnavailable } from '../../store/store.js';

/** Redis answers, and refuses to write; reading may go on. */
const REFUSALS: Readonly<Record<string, string>> = {
  OOM: 'Redis is full',
  READONLY: 'Redis is a replica that takes no writes',
  MISCONF: "Redis can't save its data, and takes no writes",
  NOREPLICAS: 'Redis has too few replicas, and takes no writes',
};

const UNREACHABLE = "Redis can't be used";

export interface Troubles {
  /** What a call rejects with; the first of its kind is told. */
  from(error: unknown): StoreUnavailable;
  /** Redis has answered a read. */
  hasRead(): void;
  /** Redis has taken a write: whatever goes wrong from now on is a new trouble. */
  hasWritten(): void;
}

/** @param consequence what it means that Redis can't be used */
export function createTroubles(
  onProblem: (problem: string, cause: unknown) => void,
  consequence = "nothing is appended to any exam's history until it can be written to again",
): Troubles {
  const told = new Set<string>();
  return {
    from(error) {
      const reason = reasonOf(error);
      const problem = REFUSALS[reason] ?? UNREACHABLE;
      const unavailable = new StoreUnavailable(`${problem} now (${reason}).`);
      if (!told.has(problem)) {
        told.add(problem);
        onProblem(`${problem}: ${consequence}`, unavailable);
      }
      return unavailable;
    },
    hasRead: () => void told.delete(UNREACHABLE),
    hasWritten: () => told.clear(),
  };
}

/** Such as `ECONNREFUSED`, `OOM` or `WRONGPASS`. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const message = 'message' in error ? String(error.message) : '';
  if (message.includes('timed out')) return 'no answer in time';
  return /^[A-Z]{2,}(?=\s)/.exec(message)?.[0] ?? 'no connection';
}
