import type { EnrolledSource, Gallery } from './gallery.js';

export interface RefreshOptions {
  /** Everybody who is enrolled, also by other nodes. */
  readonly enrolledFaces: () => AsyncIterable<EnrolledSource>;
  /** Between the end of one reading and the next, in milliseconds, unless the list is so long that it has to be more. */
  readonly leastPauseMs: number;
  /** Told of a reading that failed; the gallery stays as it was. */
  readonly onProblem: (problem: string, cause: unknown) => void;
}

/** Every node reads the whole list, and for more of the time its price and the work would grow with candidates and nodes. */
const LARGEST_SHARE_OF_TIME = 0.01;

/** Reads the list of all enrolled faces now and then, until it is disposed of. */
export function keepRefreshing(gallery: Pick<Gallery, 'refresh'>, options: RefreshOptions): Disposable {
  const { enrolledFaces, leastPauseMs, onProblem } = options;
  let timer = refreshIn(leastPauseMs);
  let isOver = false;

  function refreshIn(pauseMs: number): NodeJS.Timeout {
    return setTimeout(refresh, pauseMs).unref();
  }

  async function refresh(): Promise<void> {
    const begun = performance.now();
    let pauseMs = leastPauseMs;
    try {
      await gallery.refresh(enrolledFaces());
      pauseMs = Math.max(leastPauseMs, (performance.now() - begun) / LARGEST_SHARE_OF_TIME);
    } catch (error) {
      onProblem('The enrolled faces could not be read', error);
    }
    if (!isOver) timer = refreshIn(pauseMs);
  }

  return {
    [Symbol.dispose]() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
