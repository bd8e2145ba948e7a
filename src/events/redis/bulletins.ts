/**
 * What the nodes tell each other, on one channel for all exams: a node listens once, whatever is followed there, and a
 * message is a few words. It only wakes; what has happened is asked for, and a message that is lost costs time, no event.
 */
import { randomUUID } from 'node:crypto';
import type { RedisConnection } from './connection.js';

export interface BulletinHandlers {
  /** Something became visible, up to this place; 0 where the message does not say. */
  readonly onGrown: (exam: string, head: number) => void;
  /** What is known of the exam's visible events is old; resolves when it is forgotten. */
  readonly onRewritten: (exam: string) => Promise<void>;
  /** Messages may have been missed. */
  readonly onMissed: () => void;
}

export interface Bulletins {
  readonly channel: string;
  /** This node, as others know it. */
  readonly node: string;
  /** Resolves when the exam may be free to write, or after so many milliseconds. */
  untilFree(exam: string, ms: number): Promise<void>;
  /**
   * Sends a message that all nodes answer, and resolves when they have, or when they have not in time.
   * @param send sends it with this id, and resolves to how many nodes it reaches
   */
  ask(send: (id: string) => Promise<number>): Promise<void>;
}

/** Longer than a node takes to answer; one that has missed the question looks by itself within this time. */
const ANSWERS_MS = 1_500;

export function createBulletins(connection: RedisConnection, channel: string, handlers: BulletinHandlers): Bulletins {
  const node = randomUUID();
  const waiting = new Map<string, Set<() => void>>();
  const questions = new Map<string, () => void>();

  function wake(exam: string): void {
    for (const wakeOne of waiting.get(exam) ?? []) wakeOne();
  }

  function hear(message: string | undefined): void {
    const [what, exam = '', third = '', following] = message?.split(' ') ?? [];
    if (what === 'grown') {
      if (following === '-' || following === node) wake(exam);
      handlers.onGrown(exam, Number(third));
    } else if (what === 'rewritten') {
      const answer = () => connection.publish(channel, `forgotten ${exam} ${third}`);
      handlers
        .onRewritten(exam)
        .then(answer)
        .catch(() => {}); // Whoever asked goes on without the answer.
    } else if (what === 'forgotten') questions.get(third)?.();
    else {
      for (const name of waiting.keys()) wake(name);
      handlers.onMissed();
    }
  }

  connection.listen(channel, hear);

  return {
    channel,
    node,

    untilFree: (exam, ms) =>
      new Promise((resolve) => {
        const others = waiting.get(exam) ?? new Set();
        waiting.set(exam, others);
        const wakeUp = () => {
          clearTimeout(timer);
          others.delete(wakeUp);
          if (others.size === 0) waiting.delete(exam);
          resolve();
        };
        const timer = setTimeout(wakeUp, ms);
        others.add(wakeUp);
      }),

    async ask(send) {
      const id = randomUUID();
      let answers = 0;
      let expected = Number.POSITIVE_INFINITY;
      await new Promise<void>((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          questions.delete(id);
          resolve();
        };
        const timer = setTimeout(end, ANSWERS_MS);
        questions.set(id, () => {
          answers += 1;
          if (answers >= expected) end();
        });
        send(id).then(
          (count) => {
            expected = count;
            if (answers >= expected) end();
          },
          (error: unknown) => {
            end();
            reject(error);
          },
        );
      });
    },
  };
}
