/** So that a feed on which nothing happens and one that is dead look different. */
import type { ExamEvent, SignOfLife } from '../domain/events.js';

/** Twice this without anything, and a client knows that its feed is dead. */
export const SIGN_OF_LIFE_MS = 5_000;

export interface SignsOfLifeOptions {
  readonly examId: string;
  /** Where the feed stands at the moment of the call. */
  readonly cursor: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long nothing has to happen. */
  readonly everyMs?: number;
}

/**
 * The same events, with a sign of life between them each time nothing came for a while to somebody who waits.
 *
 * An object rather than a generator: a generator that waits for an event can't be returned until it comes.
 */
export function withSignsOfLife<Event extends Pick<ExamEvent, 'id'>>(
  events: AsyncIterableIterator<Event>,
  { examId, cursor, now, everyMs = SIGN_OF_LIFE_MS }: SignsOfLifeOptions,
): AsyncIterableIterator<Event | SignOfLife> {
  /** What came, and was not handed out yet. */
  let arrived: { readonly result: IteratorResult<Event> } | { readonly error: unknown } | undefined;
  let isAwaited = false;
  let wake = () => {};

  async function awaitEvent(): Promise<void> {
    isAwaited = true;
    try {
      arrived = { result: await events.next() };
    } catch (error) {
      arrived = { error };
    }
    wake();
  }

  function signOfLife(): IteratorResult<SignOfLife> {
    const occurredAt = new Date(now()).toISOString();
    return { done: false, value: { type: 'SignOfLife', isTransient: true, id: cursor(), examId, occurredAt } };
  }

  return {
    async next() {
      if (!isAwaited) void awaitEvent();
      if (!arrived) await untilWokenOr(everyMs, (resolve) => (wake = resolve));
      if (!arrived) return signOfLife();
      const outcome = arrived;
      arrived = undefined;
      isAwaited = false;
      if ('error' in outcome) throw outcome.error;
      return outcome.result;
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Waits with a timer that keeps no process alive. */
async function untilWokenOr(ms: number, letWake: (wake: () => void) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    letWake(resolve);
    timer = setTimeout(resolve, ms);
    timer.unref();
  });
  clearTimeout(timer);
}
