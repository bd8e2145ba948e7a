/** What came of what one did, in a line that goes by itself. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Tone } from '../design/Mark.js';

export interface Outcome {
  readonly tone: Tone;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface Outcomes {
  readonly current: StoreApi<Outcome | undefined>;
  tell(outcome: Outcome): void;
  clear(): void;
}

/** WCAG 2.2.1: nothing is lost with it, since handled cards can be called back for as long as one likes. */
const SHOWN_MS = 10_000;

export function createOutcomes(): Outcomes {
  const current = createStore<Outcome | undefined>(() => undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = () => {
    clearTimeout(timer);
    current.setState(undefined, true);
  };
  return {
    current,
    clear,
    tell(outcome) {
      clear();
      current.setState(outcome, true);
      timer = setTimeout(clear, SHOWN_MS);
    },
  };
}
