/** The connections of a node to Redis: one that asks, and one that listens. */
import { setImmediate } from 'node:timers/promises';
import { StoreUnavailable } from '../../store/store.js';
import { createRedisClient } from './client.js';
import { startPatience } from './patience.js';
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

export function createRedisConnection(
  url: string,
  onProblem: (problem: string, cause: unknown) => void,
): RedisConnection {
  const troubles = createTroubles(onProblem);
  const options = { answerMs: ANSWER_MS, onError: troubles.from };
  const scripts = Object.fromEntries(
    Object.entries(SCRIPTS).map(([name, lua]) => [name, { lua, numberOfKeys: NUMBER_OF_KEYS }]),
  );
  const client = createRedisClient(url, {
    ...options,
    scripts: { ...scripts, age: { lua: AGE, numberOfKeys: 1 }, rollCall: { lua: ROLL_CALL, numberOfKeys: 1 } },
  });
  const listening = createRedisClient(url, options);
  const { redis: asking } = client;
  let isListening = () => false;
  let wasReady = false;
  let isClosed = false;
  let giveUp = (): void => {};
  let isBack = comesBack();
  asking.on('ready', () => {
    wasReady = true;
  });
  asking.on('close', () => {
    if (wasReady && !isClosed) isBack = comesBack();
    wasReady = false;
  });

  /** Whether there is a connection in time; nobody waits for one that has been gone for longer. */
  function comesBack(): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = startPatience(PATIENCE_MS, () => resolve(false));
      giveUp = () => {
        stop();
        resolve(false);
      };
      asking.once('ready', () => {
        stop();
        resolve(true);
      });
    });
  }

  async function untilReady(): Promise<void> {
    if (asking.status !== 'ready' && !(await isBack)) throw new Error('no connection');
  }

  async function ask<T>(request: () => Promise<T>, hasSucceeded: () => void = troubles.hasRead): Promise<T> {
    try {
      await untilReady();
      const answer = await client.ask(request);
      hasSucceeded();
      return answer;
    } catch (error) {
      // Who tries again at once, and again, must not keep the connection from coming back.
      await setImmediate();
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
      listening.redis.on('message', (_, message) => onMessage(message));
      isListening = listening.listen([channel], () => onMessage(undefined));
      asking.on('ready', () => onMessage(undefined));
    },
    async check(key) {
      await ask(() => asking.set(key, '', 'PX', ANSWER_MS), troubles.hasWritten);
      if (!isListening()) throw new StoreUnavailable("Redis can't be listened to now.");
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      giveUp();
      client[Symbol.dispose]();
      listening[Symbol.dispose]();
    },
  };
}
