/** The product on one data folder and one port, killed and started again, as its clients come to know it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Product, startProduct } from './product.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface CrashingServer extends AsyncDisposable {
  /** The process of this life, or between two lives of the last one; all have the same url. */
  product(): Product;
  /** Resolves when the next life is ready. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Starts a life that ends so long after it began, most likely before it is ready. */
  startInVain(lifetimeMs: number): Promise<void>;
}

/** Starts the first life on a new folder, after some that end in vain, if they are asked for. */
export async function startCrashingServer(
  options: { readonly shortLives?: readonly number[] } = {},
): Promise<CrashingServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'virtual-proctor-'));
  const env = { PORT: String(await quietPort()) };
  for (const lifetimeMs of options.shortLives ?? []) await startInVain(dataDir, lifetimeMs, env);
  let product = await startProduct({ dataDir, env });
  return {
    product: () => product,
    async start() {
      product = await startProduct({ dataDir, env });
    },
    kill: () => product.kill(),
    startInVain: (lifetimeMs) => startInVain(dataDir, lifetimeMs, env),
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

async function startInVain(dataDir: string, lifetimeMs: number, settings: Readonly<Record<string, string>>) {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, ...settings };
  const child = spawn(process.execPath, ['dist/main.js'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = once(child, 'exit');
  await Promise.race([delay(lifetimeMs), exited]);
  if (child.exitCode !== null) throw new Error(`It ended by itself, with code ${child.exitCode}.`);
  child.kill('SIGKILL');
  await exited;
}

/**
 * A port that stays free between two lives: below those that systems give to whoever asks for any, so that nobody who
 * doesn't want this very one gets it.
 */
async function quietPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
