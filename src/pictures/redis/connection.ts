/**
 * A node's connections to Redis for live pictures: one that asks, and one that listens. Nobody depends on them: what can't
 * be done now is not done later, and is told once.
 */
import { createRedisClient } from '../../events/redis/client.js';
import { createTroubles } from '../../events/redis/trouble.js';

export interface ConnectionOptions {
  /** Such as `redis://127.0.0.1:6379`. */
  readonly url: string;
  readonly channels: readonly string[];
  readonly onMessage: (message: Buffer) => void;
  /** The channels are listened to again: messages may have been missed. */
  readonly onMissed: () => void;
  readonly onProblem: (problem: string, cause: unknown) => void;
}

export interface Connection extends Disposable {
  isListening(): boolean;
  /** Says who holds a session's newest frame, unless a newer one is known. */
  announce(key: string, whereabouts: Whereabouts): Promise<void>;
  /** The node that announced the newest frame; undefined where nobody did, or it can't be asked. */
  holder(key: string, examId: string): Promise<string | undefined>;
  /** Of one exam, or of all. */
  forget(key: string, examId?: string): Promise<void>;
  /** Resolves to how many nodes are reached. */
  publish(channel: string, message: Buffer): Promise<number>;
}

export interface Whereabouts {
  readonly examId: string;
  /** By the client's clock, in milliseconds since 1970. */
  readonly capturedAt: number;
  readonly node: string;
  /** After so many milliseconds the next frame counts, whatever it says of its time; see `frameOrder.ts`. */
  readonly lateMs: number;
  readonly expiryMs: number;
}

/** KEYS: the candidate's. ARGV: exam, capturedAt, node, late ms, expiry ms. */
const ANNOUNCE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known then
  local capturedAt, at = string.match(known, '^(%S+) (%S+)')
  if tonumber(capturedAt) > tonumber(ARGV[2]) and now - tonumber(at) < tonumber(ARGV[4]) then return end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. string.format('%d', now) .. ' ' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[5])`;

/** A look that takes longer is given up. */
const ANSWER_MS = 500;

export function createConnection({ url, channels, onMessage, onMissed, onProblem }: ConnectionOptions): Connection {
  const troubles = createTroubles(onProblem, 'live pictures are shown only by the node that has them');
  const scripts = { announce: { lua: ANNOUNCE, numberOfKeys: 1 } };
  const options = { answerMs: ANSWER_MS, onError: troubles.from };
  const askingClient = createRedisClient(url, { ...options, scripts });
  const listening = createRedisClient(url, options);
  const { redis: asking } = askingClient;
  let hasListened = false;
  let isClosed = false;

  listening.redis.on('messageBuffer', (_: Buffer, message: Buffer) => onMessage(message));
  const isListening = listening.listen(channels, () => {
    if (hasListened) onMissed();
    hasListened = true;
  });

  /** Undefined for what can't be done now. */
  async function attempt<T>(request: () => Promise<T>, hasSucceeded = troubles.hasRead): Promise<T | undefined> {
    // Why there is no connection has been told.
    if (asking.status !== 'ready') return undefined;
    try {
      const answer = await askingClient.ask(request);
      hasSucceeded();
      return answer;
    } catch (error) {
      if (!isClosed) troubles.from(error);
      return undefined;
    }
  }

  return {
    isListening,
    async announce(key, { examId, capturedAt, node, lateMs, expiryMs }) {
      // The client has a method for each of its scripts, which its type does not know.
      const { announce } = asking as unknown as { announce(...args: readonly unknown[]): Promise<unknown> };
      const args = [key, examId, capturedAt, node, lateMs, expiryMs];
      await attempt(() => announce.apply(asking, args), troubles.hasWritten);
    },
    async holder(key, examId) {
      const known = await attempt(() => asking.hget(key, examId));
      return known?.split(' ')[2];
    },
    async forget(key, examId) {
      await attempt(() => (examId === undefined ? asking.del(key) : asking.hdel(key, examId)));
    },
    publish: async (channel, message) => (await attempt(() => asking.publish(channel, message))) ?? 0,
    [Symbol.dispose]() {
      isClosed = true;
      askingClient[Symbol.dispose]();
      listening[Symbol.dispose]();
    },
  };
}
