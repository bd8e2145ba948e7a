import { useCallback, useEffect, useRef, useState } from 'react';
import type { Moment } from './moment.js';

export interface Pointing {
  /** Where the pointer or the keys are. */
  readonly pointed: Moment | undefined;
  /** Where they rested last: looked at on purpose. */
  readonly settled: Moment | undefined;
  /** Settles where it stays for a while. */
  point(moment: Moment): void;
  /** Shows a place and looks at nothing. */
  show(moment: Moment): void;
  settle(moment: Moment): void;
  leave(): void;
  clear(): void;
}

/** Who passes over does not look: pictures that are looked at are recorded. */
const REST_MS = 300;

/**
 * A moment that is pointed at, and the one that is meant.
 * @param meaning which incident is meant by a moment, told when one rests on it: what begins later was not looked at
 */
export function useMoment(meaning: (moment: Moment) => Moment): Pointing {
  const [pointed, setPointed] = useState<Moment>();
  const [settled, setSettled] = useState<Moment>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useCallback(() => clearTimeout(timer.current), []);
  useEffect(() => stop, [stop]);

  return {
    pointed,
    settled,
    point(moment) {
      stop();
      setPointed(moment);
      timer.current = setTimeout(() => setSettled(meaning(moment)), REST_MS);
    },
    show(moment) {
      stop();
      setPointed(moment);
    },
    settle(moment) {
      stop();
      setPointed(moment);
      setSettled(meaning(moment));
    },
    leave() {
      stop();
      setPointed(undefined);
    },
    clear() {
      stop();
      setPointed(undefined);
      setSettled(undefined);
    },
  };
}
