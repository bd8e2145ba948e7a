/** A client of Redis that sends nothing twice, and keeps nothing to be sent when nobody waits for it any more. */
import { Redis, type RedisOptions } from 'ioredis';
import { startPatience } from './patience.js';

export interface RedisClient extends Disposable {
  readonly redis: Redis;
  /** Rejects what is not answered in time. A connection that stays silent for longer is given up, and made anew. */
  ask<T>(request: () => Promise<T>): Promise<T>;
  /**
   * Subscribes to the channels whenever there is a connection.
   * @param onListening called each time: messages may have been missed before
   * @returns whether they are listened to now
   */
  listen(channels: readonly string[], onListening: () => void): () => boolean;
}

export interface RedisClientOptions extends Pick<RedisOptions, 'scripts'> {
  /** No request waits longer for its answer. */
  readonly answerMs: number;
  readonly onError: (error: unknown) => void;
}

const CONNECT_MS = 2_000;
const LONGEST_PAUSE_MS = 1_000;

/** The client's own timeouts are not used: they take a process that was too busy to listen for a server that is silent. */
const OPTIONS = {
  connectTimeout: 0,
  // A connection that is given up is not waited for; nor is the end of the process held up.
  disconnectTimeout: 0,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, LONGEST_PAUSE_MS),
  // After a failover the name of the server may lead to another one, that takes writes.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} as const satisfies RedisOptions;

export function createRedisClient(url: string, { answerMs, onError, ...options }: RedisClientOptions): RedisClient {
  const redis = new Redis(url, { ...OPTIONS, ...options });
  let isClosed = false;
  let stopConnecting = (): void => {};

  function tell(error: unknown): void {
    if (!isClosed) onError(error);
  }

  redis.on('error', tell);
  redis.on('connecting', () => {
    stopConnecting = startPatience(CONNECT_MS, () => {
      tell(new Error('The connection timed out.'));
      redis.disconnect(true);
    });
  });
  for (const event of ['ready', 'close', 'end']) redis.on(event, () => stopConnecting());

  function ask<T>(request: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const { stream } = redis;
      let stop = startPatience(answerMs, () => {
        reject(new Error('The request timed out.'));
        stop = startPatience(answerMs, () => {
          if (redis.status === 'ready' && redis.stream === stream) redis.disconnect(true);
        });
      });
      request()
        .then(resolve, reject)
        .finally(() => stop());
    });
  }

  return {
    redis,
    ask,
    listen(channels, onListening) {
      let isListening = false;
      redis.on('ready', () => {
        ask(() => redis.subscribe(...channels)).then(() => {
          isListening = true;
          onListening();
        }, tell);
      });
      redis.on('close', () => {
        isListening = false;
      });
      return () => isListening;
    },
    [Symbol.dispose]() {
      isClosed = true;
      stopConnecting();
      redis.disconnect();
    },
  };
}
