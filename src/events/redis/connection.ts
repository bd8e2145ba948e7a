/** The connections of a node to Redis: one that asks, and one that listens. */
import { Redis, type RedisOptions } from 'ioredis';
import { StoreUnavailable } from '../../store/store.js';
import { AGE, NUMBER_OF_KEYS, ROLL_CALL, SCRIPTS } from './scripts.js';
import { createTroubles } from './trouble.js';

type Argument = string | number;
type ScriptName = keyof typeof SCRIPTS;

export interface RedisConnection extends AsyncDisposable {
  /** Rejects with `StoreUnavailable`, within a few seconds. */
  run(script: ScriptName, keys: readonly string[], args: readonly Argument[]): Promise<unknown>;
  /** For how many milliseconds Redis has not been emptied, as far as this key tells. */
  age(key: string): Promise<number>;
  /** Notes on the roll of the nodes that this one is there; see `ROLL_CALL`. */
  callRoll(key: string, node: string, silentMs: number): Promise<{ readonly isNew: boolean; readonly gone: number }>;
  publish(channel: string, message: string): Promise<void>;
  /** Calls back with each message, and with none whenever some may have been missed. */
  listen(channel: string, onMessage: (message: string | undefined) => void): void;
  /** Rejects with `StoreUnavailable` unless Redis can be read, written to and listened to now. */
  check(key: string): Promise<void>;
}

/** No request waits longer for its answer. */
const ANSWER_MS = 2_000;
/** A connection that is lost may be back within so much; who asks meanwhile waits for it. */
const PATIENCE_MS = 1_000;
const LONGEST_PAUSE_MS = 1_000;

/** Nothing is sent twice, or kept to be sent when nobody waits for it any more. */
const OPTIONS = {
  commandTimeout: ANSWER_MS,
  connectTimeout: ANSWER_MS,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, LONGEST_PAUSE_MS),
  // After a failover the name of the server may lead to another one, that takes writes.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} as const satisfies RedisOptions;

export function createRedisConnection(
  url: string,
  onProblem: (problem: string, cause: unknown) => void,
): RedisConnection {
  const troubles = createTroubles(onProblem);
  const scripts = Object.fromEntries(
    Object.entries(SCRIPTS).map(([name, lua]) => [name, { lua, numberOfKeys: NUMBER_OF_KEYS }]),
  );
  const asking = new Redis(url, {
    ...OPTIONS,
    socketTimeout: 2 * ANSWER_MS,
    scripts: { ...scripts, age: { lua: AGE, numberOfKeys: 1 }, rollCall: { lua: ROLL_CALL, numberOfKeys: 1 } },
  });
  const listening = new Redis(url, { ...OPTIONS, autoResubscribe: false });
  let lostAt = Date.now();
  let isClosed = false;
  let wasReady = false;
  asking.on('ready', () => {
    wasReady = true;
  });
  asking.on('close', () => {
    if (wasReady) lostAt = Date.now();
    wasReady = false;
  });
  for (const client of [asking, listening]) {
    client.on('error', (error) => {
      if (!isClosed) troubles.from(error);
    });
  }

  async function untilReady(): Promise<void> {
    if (asking.status === 'ready') return;
    const patience = lostAt + PATIENCE_MS - Date.now();
    if (patience <= 0 || isClosed) throw new Error('no connection');
    await new Promise<void>((resolve, reject) => {
      const onReady = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        asking.off('ready', onReady);
        reject(new Error('no connection'));
      }, patience);
      asking.once('ready', onReady);
    });
  }

  async function ask<T>(request: () => Promise<T>, hasSucceeded: () => void = troubles.hasRead): Promise<T> {
    try {
      await untilReady();
      const answer = await request();
      hasSucceeded();
      return answer;
    } catch (error) {
      throw troubles.from(error);
    }
  }

  function call(name: ScriptName | 'age' | 'rollCall', args: readonly Argument[]): Promise<unknown> {
    // The client has a method for each of its scripts, which its type does not know.
    const methods = asking as unknown as Record<string, (...args: readonly Argument[]) => Promise<unknown>>;
    return methods[name]?.(...args) ?? Promise.reject(new Error(`There is no script ${name}.`));
  }

  return {
    run: (script, keys, args) =>
      ask(() => call(script, [...keys, ...args]), script === 'show' ? troubles.hasWritten : troubles.hasRead),
    age: async (key) => Number(await ask(() => call('age', [key]))),
    async callRoll(key, node, silentMs) {
      const [isNew, gone] = (await ask(() => call('rollCall', [key, node, silentMs]))) as [number, number];
      return { isNew: isNew === 1, gone };
    },
    publish: async (channel, message) => void (await ask(() => asking.publish(channel, message))),
    listen(channel, onMessage) {
      listening.on('message', (_, message) => onMessage(message));
      const subscribe = () => {
        listening.subscribe(channel).then(
          () => onMessage(undefined),
          (error: unknown) => void troubles.from(error),
        );
      };
      listening.on('ready', subscribe);
      asking.on('ready', () => onMessage(undefined));
    },
    async check(key) {
      await ask(() => asking.set(key, '', 'PX', ANSWER_MS), troubles.hasWritten);
      if (listening.status !== 'ready') throw new StoreUnavailable("Redis can't be listened to now.");
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      asking.disconnect();
      listening.disconnect();
    },
  };
}
