/** Keeps a client to the exam's pace that can't be told when its next frame is wanted. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Rests {
  /** Nothing more is wanted of the candidate for this long; a rest that had begun gives way. */
  begin(candidateId: string, ms: number): void;
  /** Resolves when more is wanted of the candidate: at once, unless a rest has begun. */
  over(candidateId: string): Promise<void>;
}

export function createRests(): Rests {
  const resting = new Map<string, Promise<void>>();
  return {
    begin(candidateId, ms) {
      const rest = delay(ms, undefined, { ref: false }).then(() => {
        if (resting.get(candidateId) === rest) resting.delete(candidateId);
      });
      resting.set(candidateId, rest);
    },
    over: async (candidateId) => resting.get(candidateId),
  };
}
