/** The product as its operator runs it: a process of its own, on a free port, with a data folder of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Product extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly dataDir: string;
  /** Every line the process printed so far. */
  readonly output: readonly string[];
  /** A token of the embedded issuer, made by the command that people use. */
  token(identity: TokenRequest): Promise<string>;
  /** Asks it to stop, as an operator would; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Ends it on the spot. */
  kill(): Promise<void>;
}

export interface TokenRequest {
  readonly role: 'candidate' | 'proctor' | 'admin';
  readonly sub: string;
  readonly exam?: string;
  readonly ttl?: number;
}

/** Starts the product and waits until it is ready. With a data folder given, it takes up what is there. */
export async function startProduct(
  options: { readonly dataDir?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Product> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'virtual-proctor-')));
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', DATA_DIR: dataDir, ...options.env };
  const child = spawn(process.execPath, ['dist/main.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const output: string[] = [];
  const url = await readyUrl(child, output);

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    return child.exitCode;
  }

  return {
    url,
    dataDir,
    output,
    token: (identity) => makeToken(identity, dataDir),
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function readyUrl(child: ChildProcess, output: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('The process has no output to read.');
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(line);
      const entry = parseLine(line);
      if (entry?.['msg'] === 'ready' && typeof entry['url'] === 'string') resolve(entry['url']);
    });
    child.once('exit', (code) => reject(new Error(`It ended with code ${code}:\n${output.join('\n')}`)));
  });
}

function parseLine(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    // Whatever JSON the log holds, only its string properties are looked at.
    return typeof entry === 'object' ? (entry as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function makeToken({ role, sub, exam, ttl }: TokenRequest, dataDir: string): Promise<string> {
  const options = ['--role', role, '--sub', sub];
  if (exam !== undefined) options.push('--exam', exam);
  if (ttl !== undefined) options.push('--ttl', String(ttl));
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/cli/token.js', ...options], { cwd: root, env });
  return stdout.trim();
}
