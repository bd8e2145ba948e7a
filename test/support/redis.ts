/** A Redis to test against: a process of its own, on a free port, that saves nothing unless it is told to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';

/** Where Debian's package `redis-server` puts it; REDIS_SERVER says where it is elsewhere. */
export const EXECUTABLE = process.env['REDIS_SERVER'] ?? '/usr/bin/redis-server';

export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Ends it on the spot. */
  kill(): Promise<void>;
  /** Starts it again, on the same port, empty or with what was saved. */
  start(): Promise<void>;
  /** Stops its process without ending it: it takes connections, and answers nothing. */
  freeze(): void;
  thaw(): void;
  /** As an operator would. */
  command(name: string, ...args: string[]): Promise<unknown>;
}

export interface TestRedisOptions {
  readonly password?: string;
  /** Whose password it is; without, that of whoever says none. */
  readonly user?: string;
  /** Paths of the certificate and its key; then it speaks TLS alone. The URL has no name that the certificate is for. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** @throws where there is no redis-server */
export async function startRedis({ password, user, tls }: TestRedisOptions = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'virtual-proctor-redis-'));
  const port = await freePort();
  const account = password === undefined ? '' : `${user ?? ''}:${encodeURIComponent(password)}@`;
  const url = `${tls ? 'rediss' : 'redis'}://${account}127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    if (!tls) options.push('--port', String(port));
    else {
      options.push('--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no');
      options.push('--tls-cert-file', tls.certificate, '--tls-key-file', tls.key);
    }
    if (password !== undefined && user === undefined) options.push('--requirepass', password);
    if (password !== undefined && user !== undefined) {
      options.push('--user', user, 'on', `>${password}`, 'allkeys', 'allchannels', 'allcommands');
      options.push('--user', 'default', 'off');
    }
    const starting = spawn(EXECUTABLE, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    child = starting;
    await once(starting, 'spawn');
    await isReady(starting);
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  await start();
  return {
    url,
    port,
    kill,
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async command(name, ...args) {
      const client = new Redis(url);
      try {
        return await client.call(name, ...args);
      } finally {
        client.disconnect();
      }
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function isReady(child: ChildProcess): Promise<void> {
  const { stdout } = child;
  if (!stdout) throw new Error('Redis has no output to read.');
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      lines.push(line);
      if (line.includes('Ready to accept connections')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`Redis ended with code ${code}:\n${lines.join('\n')}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  server.close();
  await once(server, 'close');
  return address.port;
}
