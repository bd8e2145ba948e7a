import { createEmbeddedEventLog, type EmbeddedEventLogOptions } from '../../src/events/embedded/eventLog.js';
import type { EventLog } from '../../src/events/eventLog.js';
import { eventLogContract } from '../contract/eventLog.js';
import { tenDayHistories } from '../support/tenDayHistories.js';

const NEXT_TO_NO_MEMORY = { recentEvents: 3, rememberedKeys: 2, pages: 1, idleExams: 0, readAtOnce: 8 };

const histories = tenDayHistories();

eventLogContract(
  'one process',
  histories.setUpWith(() => openLog()),
);
eventLogContract(
  'one process with next to no memory',
  histories.setUpWith(() => openLog(NEXT_TO_NO_MEMORY)),
);

function openLog(options: EmbeddedEventLogOptions = {}): EventLog {
  const { events, expiryOf, now } = histories;
  return createEmbeddedEventLog(events, { expiryOf, now, ...options });
}
