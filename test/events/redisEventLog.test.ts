import { jest } from '@jest/globals';
import type { EventLog } from '../../src/events/eventLog.js';
import { createRedisEventLog, type RedisEventLogOptions } from '../../src/events/redis/eventLog.js';
import { eventLogContract } from '../contract/eventLog.js';
import { createAlternatingEventLog } from '../support/alternatingEventLog.js';
import { describeWithRedis, sharedRedis } from '../support/sharedRedis.js';
import { tenDayHistories } from '../support/tenDayHistories.js';

// Whatever outlives its events deletes those of all tests before, one by one: thousands, on a machine that may be busy.
jest.setTimeout(120_000);

const NEXT_TO_NO_MEMORY = {
  recentEvents: 3,
  rememberedKeys: 2,
  pages: 1,
  idleExams: 0,
  readAtOnce: 8,
  streamEvents: 2,
};

describeWithRedis('With Redis', () => {
  const redis = sharedRedis();
  const histories = tenDayHistories();

  eventLogContract(
    'one node of several',
    histories.setUpWith(() => openNode()),
  );
  eventLogContract(
    'one node with next to no memory',
    histories.setUpWith(() => openNode(NEXT_TO_NO_MEMORY)),
  );
  eventLogContract(
    'two nodes that take turns',
    histories.setUpWith(() => createAlternatingEventLog([openNode(), openNode()])),
  );

  function openNode(options: Partial<RedisEventLogOptions> = {}): EventLog {
    const { events, expiryOf, now } = histories;
    return createRedisEventLog({
      url: redis.url,
      store: events,
      expiryOf,
      now,
      onProblem: (problem, cause) => {
        throw new Error(problem, { cause });
      },
      ...options,
    });
  }
});
