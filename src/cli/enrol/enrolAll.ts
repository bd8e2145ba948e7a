import type { Enrolment } from './enrolments.js';
import type { Outcome } from './outcome.js';

export interface Run {
  /** In the order of the roster; what was not reached is missing. */
  readonly outcomes: readonly (readonly [Enrolment, Outcome])[];
  /** Why the rest was not reached. */
  readonly stoppedBy?: unknown;
}

export interface RunOptions {
  /** How many photos are in work at once. */
  readonly concurrency: number;
  /** Stops the run; its reason is what stopped it. What `enrolPhoto` has under way should stop with it. */
  readonly stop: AbortController;
  enrolPhoto(enrolment: Enrolment): Promise<Outcome>;
  onOutcome(enrolment: Enrolment, outcome: Outcome): void;
}

/** Enrols one photo after the other. The first that throws stops the run. */
export async function enrolAll(enrolments: readonly Enrolment[], options: RunOptions): Promise<Run> {
  const { stop, enrolPhoto, onOutcome } = options;
  const outcomes = new Map<Enrolment, Outcome>();
  const waiting = enrolments.values();

  async function work(): Promise<void> {
    for (const enrolment of waiting) {
      if (stop.signal.aborted) return;
      try {
        const outcome = await enrolPhoto(enrolment);
        outcomes.set(enrolment, outcome);
        onOutcome(enrolment, outcome);
      } catch (error) {
        // The first reason stays; what the others throw follows from it.
        stop.abort(error);
      }
    }
  }
  await Promise.all(Array.from({ length: options.concurrency }, work));

  const inOrder = enrolments.flatMap((enrolment) => {
    const outcome = outcomes.get(enrolment);
    return outcome ? [[enrolment, outcome] as const] : [];
  });
  return { outcomes: inOrder, ...(stop.signal.aborted && { stoppedBy: stop.signal.reason }) };
}
