/**
 * The event log of a deployment with several nodes. The events table makes events durable, and everything can be told from
 * it again; Redis says whose turn it is to write, and what is visible. What Redis loses, the next turn finds in the table.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore } from '../../store/store.js';
import type { EventLog } from '../eventLog.js';
import type { ExamHistory } from '../history/examHistory.js';
import { createHistoryLog, type HistoryLogOptions } from '../history/historyLog.js';
import { createBulletins } from './bulletins.js';
import { createRedisConnection } from './connection.js';
import { examNamed } from './keys.js';
import { startRollCall } from './roll.js';
import { createTurns } from './turns.js';

export interface RedisEventLogOptions extends HistoryLogOptions {
  /** Such as `redis://127.0.0.1:6379`. */
  readonly url: string;
  /** Behind the streams: what makes events durable, and has what the streams have trimmed. */
  readonly store: EventStore;
  /** What the names of all keys begin with; deployments that share a Redis need different ones. */
  readonly keyPrefix?: string;
  /** How many of an exam's newest events Redis keeps, about. */
  readonly streamEvents?: number;
  /** For how long a node that dies while it writes holds the others up. */
  readonly leaseMs?: number;
  /** Told about troubles that no caller is there to hear of. */
  readonly onProblem: (problem: string, cause: unknown) => void;
}

/** A message may be missed, and a node may die in its turn: what is followed is looked at this often in any case. */
const LOOK_EVERY_MS = 1_000;
const LONGEST_GOODBYE_MS = 5_000;

export function createRedisEventLog(options: RedisEventLogOptions): EventLog {
  const {
    url,
    store,
    onProblem,
    keyPrefix = 'virtual-proctor:',
    streamEvents = 2_000,
    recentEvents = 256,
    leaseMs = 3_000,
  } = options;
  const connection = createRedisConnection(url, onProblem);
  const bulletins = createBulletins(connection, `${keyPrefix}bulletins`, {
    onGrown(name, head) {
      const history = log.inMemory(examNamed(name));
      if (history && head > (history.head() ?? 0) && log.followed().includes(history)) catchUp(history);
    },
    async onRewritten(name) {
      await log.inMemory(examNamed(name))?.open();
    },
    onMissed: () => log.followed().forEach(catchUp),
  });
  const sharing = { connection, bulletins, keyPrefix, streamEvents, recentEvents, leaseMs };
  const log = createHistoryLog(store, (examId) => createTurns(examId, sharing), options);

  /** Whoever follows waits until it succeeds. */
  function catchUp(history: ExamHistory): void {
    history.catchUp().catch(() => {});
  }

  const roll = startRollCall(connection, { key: `${keyPrefix}roll`, node: bulletins.node });
  const looking = setInterval(() => log.followed().forEach(catchUp), LOOK_EVERY_MS);

  return {
    ...log,
    onOtherGone: roll.onOtherGone,
    check: () => connection.check(`${keyPrefix}check`),
    async [Symbol.asyncDispose]() {
      clearInterval(looking);
      roll[Symbol.dispose]();
      // A write that never ends does not keep the process from ending.
      await Promise.race([log[Symbol.asyncDispose](), delay(LONGEST_GOODBYE_MS, undefined, { ref: false })]);
      await connection[Symbol.asyncDispose]();
    },
  };
}
