/** Nodes that write the history of exams together: all over one store, through one Redis. */
import { afterEach, beforeEach } from '@jest/globals';
import type { EventLog } from '../../src/events/eventLog.js';
import { createRedisEventLog, type RedisEventLogOptions } from '../../src/events/redis/eventLog.js';
import { type RedisProxy, startRedisProxy } from './redisProxy.js';
import { type SharedEventStore, sharedEventStore } from './sharedDynamoDb.js';
import { type SharedRedis, sharedRedis } from './sharedRedis.js';

/** Short, so that a turn to write that nobody gave back is soon over. */
const LEASE_MS = 1_000;

export interface RedisNodes {
  readonly redis: SharedRedis;
  readonly store: SharedEventStore;
  /** What the nodes of this test have complained of. */
  readonly problems: readonly string[];
  openNode(options?: Partial<RedisEventLogOptions>): EventLog;
  /** A way to this Redis that can be cut. */
  openProxy(): Promise<RedisProxy>;
  /** Has it released after the test, as the nodes and the ways to Redis are. */
  keep<T extends AsyncDisposable>(resource: T): T;
}

/** For all tests of the block in which it is called. */
export function sharedRedisNodes(): RedisNodes {
  const redis = sharedRedis();
  const store = sharedEventStore();
  const opened: AsyncDisposable[] = [];
  const problems: string[] = [];
  beforeEach(() => void problems.splice(0));
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((resource) => resource[Symbol.asyncDispose]()));
  });

  function keep<T extends AsyncDisposable>(resource: T): T {
    opened.push(resource);
    return resource;
  }

  return {
    redis,
    store,
    problems,
    openNode: (options = {}) =>
      keep(
        createRedisEventLog({
          url: redis.url,
          store: store.events,
          leaseMs: LEASE_MS,
          onProblem: (problem, cause) => problems.push(`${problem} ${String(cause)}`),
          ...options,
        }),
      ),
    openProxy: async () => keep(await startRedisProxy(redis.port)),
    keep,
  };
}
