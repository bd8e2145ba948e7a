/** A Redis for all tests of a block, and the blocks that are skipped where there is none. */
import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { EXECUTABLE, startRedis, type TestRedis, type TestRedisOptions } from './redis.js';
import { sharedByTests } from './sharedByTests.js';

export type SharedRedis = Omit<TestRedis, keyof AsyncDisposable>;

export function sharedRedis(options?: TestRedisOptions): SharedRedis {
  const redis = sharedByTests(() => startRedis(options));
  return {
    get url() {
      return redis().url;
    },
    get port() {
      return redis().port;
    },
    kill: () => redis().kill(),
    start: () => redis().start(),
    freeze: () => redis().freeze(),
    thaw: () => redis().thaw(),
    command: (name, ...args) => redis().command(name, ...args),
  };
}

/** `describe`, skipped with the reason where there is no Redis; where CI says that there must be one, it fails. */
export function describeWithRedis(name: string, body: () => void): void {
  if (existsSync(EXECUTABLE) || process.env['CI'] === 'true') {
    describe(name, body);
    return;
  }
  const reason = `there is no redis-server at ${EXECUTABLE}`;
  process.stderr.write(`Skipped: ${name}: ${reason}. Install it (Debian: redis-server) or set REDIS_SERVER.\n`);
  describe.skip(`${name} (skipped: ${reason})`, body);
}
