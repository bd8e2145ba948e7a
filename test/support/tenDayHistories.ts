/** Histories of exams in one store, each event kept for ten days, by a clock that the test turns. */
import type { EventLog } from '../../src/events/eventLog.js';
import type { EventStore } from '../../src/store/store.js';
import type { EventLogSetUp } from '../contract/eventLog.js';
import { deleteEvents } from './deleteEvents.js';
import { newTablePrefix } from './dynamoDb.js';
import { sharedEventStore } from './sharedDynamoDb.js';

const DAY_MS = 24 * 60 * 60_000;

export interface TenDayHistories {
  readonly events: EventStore;
  now(): number;
  /** When an event is to be deleted that is written now. */
  expiryOf(): Promise<{ readonly expiresAt: string }>;
  /** What the contract of event logs asks for, of logs that write these histories. */
  setUpWith(open: () => EventLog): () => Promise<EventLogSetUp>;
}

/** For all tests of the block in which it is called. */
export function tenDayHistories(): TenDayHistories {
  const tablePrefix = newTablePrefix();
  let time = Date.parse('2026-01-15T09:00:00.000Z');
  const now = () => time;
  const store = sharedEventStore({ tablePrefix, now });
  return {
    get events() {
      return store.events;
    },
    now,
    expiryOf: async () => ({ expiresAt: new Date(time + 10 * DAY_MS).toISOString() }),
    setUpWith: (open) => async () => ({
      open: async () => open(),
      async dropOldest(examId, count) {
        const oldest = await store.events.read(examId, { after: 0, upTo: 1_000_000, limit: count });
        const seqs = oldest.map(({ seq }) => seq);
        await deleteEvents(store.connection, tablePrefix, examId, seqs);
      },
      async outliveAll({ isDeleted }) {
        time += 11 * DAY_MS;
        if (isDeleted) await store.sweep();
      },
      passTime(ms) {
        time += ms;
      },
      [Symbol.asyncDispose]: async () => {},
    }),
  };
}
