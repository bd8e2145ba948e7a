import type { EventStore, Expiry } from '../../store/store.js';
import type { EventLog } from '../eventLog.js';

export interface RedisEventLogOptions {
  /** Such as `redis://127.0.0.1:6379`. */
  readonly url: string;
  /** Behind the stream: what makes events durable, and has what the stream has trimmed. */
  readonly store: EventStore;
  /** For how long an event of this exam that is written now is kept; without it, for ever. */
  readonly expiryOf?: (examId: string) => Promise<Expiry>;
  /** Told about troubles that no caller is there to hear of. */
  readonly onProblem: (problem: string, cause: unknown) => void;
}

/** The event log of a deployment with several nodes. */
export function createRedisEventLog(_options: RedisEventLogOptions): EventLog {
  throw new Error('Not built yet.');
}
