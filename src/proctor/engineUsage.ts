/** What the engine's calls of services that charge come to, exam by exam. */
import type { Viewer } from '../auth/viewer.js';
import type { Exam } from '../domain/exam.js';
import type { CallCounts, Store } from '../store/store.js';
import type { CallPrices } from '../telemetry/telemetry.js';
import { requireStaff } from './exams.js';

export interface EngineUsage {
  /** The most frequent first. */
  readonly calls: readonly { readonly operation: string; readonly count: number }[];
  readonly estimatedDollars: number;
  /** The price that this is estimated with, of the calls that are not free. */
  readonly dollarsPerThousandCalls: number;
}

export interface UsageCounter extends AsyncDisposable {
  /** One call, made for this exam. */
  count(examId: string, operation: string): void;
  /** With what was counted here and is not written down yet. @throws ProctorError FORBIDDEN for whoever is not staff */
  ofExam(viewer: Viewer, exam: Exam): Promise<EngineUsage>;
  /** Writes down what was counted; what can't be written now is kept for the next time. */
  flush(): Promise<void>;
}

export interface UsageCounterOptions {
  readonly store: Pick<Store, 'usage'>;
  readonly prices: CallPrices;
  readonly onProblem: (error: unknown) => void;
}

/** A crash loses what was counted in so long, and nothing else. */
const FLUSH_MS = 5_000;

export function createUsageCounter({ store, prices, onProblem }: UsageCounterOptions): UsageCounter {
  /** By exam. Written down in one piece, so that what is on its way is counted neither twice nor not at all. */
  let counted = new Map<string, CallCounts>();
  let flushing: Promise<void> = Promise.resolve();

  function add(examId: string, calls: CallCounts): void {
    counted.set(examId, sum(counted.get(examId) ?? {}, calls));
  }

  async function writeDown(): Promise<void> {
    const written = counted;
    counted = new Map();
    for (const [examId, calls] of written) {
      try {
        await store.usage.add(examId, calls);
      } catch (error) {
        add(examId, calls);
        onProblem(error);
      }
    }
  }

  function flush(): Promise<void> {
    flushing = flushing.then(writeDown);
    return flushing;
  }

  const timer = setInterval(flush, FLUSH_MS);
  timer.unref();

  return {
    count: (examId, operation) => add(examId, { [operation]: 1 }),
    async ofExam(viewer, { id }) {
      requireStaff(viewer);
      await flush();
      return usageOf(sum(await store.usage.ofExam(id), counted.get(id) ?? {}), prices);
    },
    flush,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flush();
    },
  };
}

function usageOf(counts: CallCounts, { dollarsFor, dollarsPerThousandCalls }: CallPrices): EngineUsage {
  const calls = Object.entries(counts)
    .map(([operation, count]) => ({ operation, count }))
    .toSorted((one, other) => other.count - one.count || one.operation.localeCompare(other.operation));
  const dollars = calls.reduce((total, { operation, count }) => total + count * dollarsFor(operation), 0);
  // Prices have a few decimals; sums of them, in binary, many more.
  return { calls, estimatedDollars: Math.round(dollars * 1e6) / 1e6, dollarsPerThousandCalls };
}

function sum(some: CallCounts, more: CallCounts): CallCounts {
  const added = Object.entries(more).map(([operation, count]) => [operation, (some[operation] ?? 0) + count] as const);
  return { ...some, ...Object.fromEntries(added) };
}
