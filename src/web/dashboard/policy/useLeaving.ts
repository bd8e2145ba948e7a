import { useEffect, useState } from 'react';
import { useExamServices } from '../services.js';

export interface Leaving {
  /** Set while somebody is on their way out and was not answered yet. */
  readonly leave: (() => void) | undefined;
  stay(): void;
}

/** Holds up whoever leaves while something would be lost; the browser asks where the whole page is left. */
export function useLeaving(wouldLose: boolean): Leaving {
  const { address } = useExamServices();
  const [leave, setLeave] = useState<() => void>();
  useEffect(() => {
    if (!wouldLose) return;
    const release = address.hold((goOn) => setLeave(() => goOn));
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => {
      release();
      removeEventListener('beforeunload', ask);
    };
  }, [address, wouldLose]);
  return { leave, stay: () => setLeave(undefined) };
}
