/** Answers that are remembered for a while, so that who asks for the same thing again and again does not cost as much. */
export interface Remembered<Value> {
  /** An answer no older than that while, or a new one; a failure is not remembered. */
  get(key: string): Promise<Value>;
  forget(key: string): void;
  /** Forgets an answer that is at least so old, in milliseconds. */
  forgetOld(key: string, ageMs: number): void;
  forgetAll(): void;
}

/** @param forMs how long, by the clock `now`, in milliseconds */
export function createRemembered<Value>(
  read: (key: string) => Promise<Value>,
  { forMs, now }: { readonly forMs: number; readonly now: () => number },
): Remembered<Value> {
  interface Answer {
    readonly at: number;
    readonly value: Promise<Value>;
  }
  /** Oldest first. */
  const answers = new Map<string, Answer>();

  function ask(key: string, at: number): Promise<Value> {
    const answer: Answer = { at, value: read(key) };
    answers.set(key, answer);
    answer.value.catch(() => {
      if (answers.get(key) === answer) answers.delete(key);
    });
    return answer.value;
  }

  return {
    get(key) {
      const at = now();
      for (const [oldest, answer] of answers) {
        if (at - answer.at < forMs) break;
        answers.delete(oldest);
      }
      return answers.get(key)?.value ?? ask(key, at);
    },
    forget: (key) => void answers.delete(key),
    forgetOld(key, ageMs) {
      const answer = answers.get(key);
      if (answer && now() - answer.at >= ageMs) answers.delete(key);
    },
    forgetAll: () => answers.clear(),
  };
}
