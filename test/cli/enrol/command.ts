/** The command in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../dist/cli/enrol.js', import.meta.url));

export interface Outcome {
  /** Null for a process that was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** Starts it with nothing in its environment but what is given here. */
export function startEnrol(args: readonly string[], env: Readonly<Record<string, string>>): Run {
  const child = spawn(process.execPath, [program, ...args], { env });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { child, outcome: ended.then(([stdout, stderr, [code]]) => ({ code, stdout, stderr })) };
}
