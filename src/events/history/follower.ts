import type { ExamEvent } from '../../domain/events.js';
import type { ExamHistory } from './examHistory.js';
import type { PlacedEvent } from './historyPages.js';

export interface Follower extends AsyncIterableIterator<ExamEvent> {
  return(): Promise<IteratorResult<ExamEvent>>;
}

interface Request {
  readonly resolve: (result: IteratorResult<ExamEvent>) => void;
  readonly reject: (error: unknown) => void;
}

/** An event, and where the follower stands when it has been given. */
type Step = Pick<PlacedEvent, 'seq' | 'event'>;

const DONE: IteratorResult<ExamEvent> = { done: true, value: undefined };

/**
 * Walks along a history. It holds nothing but its place; the events are taken from the history when they are asked for.
 *
 * An object rather than a generator: a generator that waits for an event can't be returned until the event comes.
 *
 * @param start resolves to the place before the first event wanted, or rejects, and then so does the first `next`
 * @param onEnd is called once, however it ends
 */
export function createFollower(history: ExamHistory, start: Promise<number>, onEnd: () => void): Follower {
  // If nobody ever asks for an event, nobody is told why there would have been none.
  start.catch(() => {});
  const requests: Request[] = [];
  let position: number | undefined;
  let isPumping = false;
  let isEnded = false;
  let stopWaiting = (): void => {};

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    stopWaiting();
    for (const { resolve } of requests.splice(0)) resolve(DONE);
    onEnd();
  }

  async function pump(): Promise<void> {
    if (isPumping) return;
    isPumping = true;
    try {
      position ??= await start;
      while (requests.length > 0 && !isEnded) {
        const isAtHead = position >= (history.head() ?? 0);
        if (isAtHead) {
          stopWaiting = history.onGrowth(pump);
          return;
        }
        // Without a pause for what is in memory: a burst then costs a follower one turn of the event loop.
        const inMemory = history.peek(position + 1);
        const next: Step = inMemory ? { seq: position + 1, event: inMemory } : await history.after(position);
        if (isEnded) return;
        position = next.seq;
        requests.shift()?.resolve({ done: false, value: next.event });
      }
    } catch (error) {
      requests.shift()?.reject(error);
      end();
    } finally {
      isPumping = false;
    }
  }

  return {
    next() {
      if (isEnded) return Promise.resolve(DONE);
      return new Promise((resolve, reject) => {
        requests.push({ resolve, reject });
        void pump();
      });
    },
    async return() {
      end();
      return DONE;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
