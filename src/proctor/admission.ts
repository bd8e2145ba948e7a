/**
 * Who is looked at next. Each session has at most one frame in work and one waiting, and a newer frame takes the place of
 * the waiting one; sessions take turns; and when too many wait, a frame is refused at once rather than answered too late.
 */
import { AsyncResource } from 'node:async_hooks';
import { ProctorError } from './errors.js';

export interface Admission {
  /**
   * Runs the work when its session's turn comes. Resolves to `superseded`, without running it, when a newer frame of the
   * session took its place; rejects with what the work throws.
   * @throws ProctorError OVERLOADED, with `retryAfterMs`
   */
  admit<T>(request: AdmissionRequest, work: () => Promise<T>): Promise<Admitted<T>>;
  /** How long a client should wait after an answer before it sends its next frame, given the interval the exam wants. */
  nextFrameInMs(intervalMs: number): number;
}

export interface AdmissionRequest {
  readonly session: string;
  /** Milliseconds since 1970, by the client's clock; of two frames the later one is the newer. */
  readonly capturedAt: number;
  /** Memory that the frame holds while it waits. */
  readonly bytes: number;
}

export type Admitted<T> = { readonly status: 'done'; readonly value: T } | { readonly status: 'superseded' };

export interface AdmissionOptions {
  /** Frames in work at the same time. */
  readonly concurrency: number;
  readonly now: () => number;
  /** Sessions that may wait at the same time. */
  readonly maxWaiting?: number;
  /** Memory that all waiting frames may hold together. */
  readonly maxWaitingBytes?: number;
}

interface Waiting {
  readonly request: AdmissionRequest;
  readonly start: () => Promise<void>;
  readonly supersede: () => void;
}

/** Sessions that sent nothing for this long no longer count when frames are paced. */
const ACTIVE_MS = 15_000;
/** The share of the engine's time that paced clients may ask for; the rest absorbs bursts. */
const TARGET_UTILISATION = 0.8;
/** Weight of the newest frame in the running mean of how long one takes. */
const SMOOTHING = 0.1;

export function createAdmission(options: AdmissionOptions): Admission {
  const { concurrency, now, maxWaiting = 32 * options.concurrency, maxWaitingBytes = 64 * 1024 * 1024 } = options;
  /** In the order of their turn. A frame that replaces another keeps the other's place. */
  const waiting = new Map<string, Waiting>();
  const inWork = new Set<string>();
  /** Who was seen longest ago first. */
  const lastSeen = new Map<string, number>();
  let waitingBytes = 0;
  let meanWorkMs = 0;

  function admit<T>(request: AdmissionRequest, work: () => Promise<T>): Promise<Admitted<T>> {
    lastSeen.delete(request.session);
    lastSeen.set(request.session, now());
    const rival = waiting.get(request.session);
    if (rival && rival.request.capturedAt > request.capturedAt) return Promise.resolve({ status: 'superseded' });
    refuseWhenFull(request, rival);
    return new Promise((resolve, reject) => {
      rival?.supersede();
      waitingBytes += request.bytes - (rival?.request.bytes ?? 0);
      waiting.set(request.session, {
        request,
        // What the work does belongs to the request that brought it, not to the one whose end started it.
        start: AsyncResource.bind(async () => {
          const startedAt = now();
          try {
            resolve({ status: 'done', value: await work() });
          } catch (error) {
            reject(error);
          } finally {
            noteDuration(now() - startedAt);
          }
        }),
        supersede: () => resolve({ status: 'superseded' }),
      });
      startNext();
    });
  }

  function refuseWhenFull(request: AdmissionRequest, rival: Waiting | undefined): void {
    const isFull = !rival && waiting.size >= maxWaiting;
    const isHeavy = waitingBytes - (rival?.request.bytes ?? 0) + request.bytes > maxWaitingBytes && waiting.size > 0;
    if (!isFull && !isHeavy) return;
    throw new ProctorError('OVERLOADED', 'More frames are waiting than can be looked at. Try again a little later.', {
      retryAfterMs: Math.max(1_000, Math.ceil((waiting.size * meanWorkMs) / concurrency)),
    });
  }

  function startNext(): void {
    for (const [session, job] of waiting) {
      if (inWork.size >= concurrency) return;
      if (inWork.has(session)) continue;
      waiting.delete(session);
      waitingBytes -= job.request.bytes;
      inWork.add(session);
      void job.start().finally(() => {
        inWork.delete(session);
        startNext();
      });
    }
  }

  function noteDuration(durationMs: number): void {
    meanWorkMs = meanWorkMs === 0 ? durationMs : meanWorkMs + SMOOTHING * (durationMs - meanWorkMs);
  }

  function activeSessions(): number {
    const oldest = now() - ACTIVE_MS;
    for (const [session, seenAt] of lastSeen) {
      if (seenAt >= oldest) break;
      lastSeen.delete(session);
    }
    return lastSeen.size;
  }

  return {
    admit: async (request, work) => admit(request, work),
    nextFrameInMs(intervalMs) {
      const sustainableMs = (activeSessions() * meanWorkMs) / (concurrency * TARGET_UTILISATION);
      return Math.max(intervalMs, Math.ceil(sustainableMs));
    },
  };
}
