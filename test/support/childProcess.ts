/** A program of ours in a process of its own, which says what it has done line by line until it is killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  /** What it prints, as it comes. */
  readonly lines: AsyncIterable<string>;
  /** Ends it on the spot, as `kill -9` does. */
  kill(): Promise<void>;
}

/** @param script in test/support, in JavaScript: what it imports is what is shipped */
export function startChild(script: string, ...parameters: readonly string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  return {
    lines: createInterface({ input: child.stdout }),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
