/** What the tests of every event log find: the log as it is open now, and an exam of their own in it. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { ExamEvent } from '../../../src/domain/events.js';
import type { EventLog } from '../../../src/events/eventLog.js';

export interface EventLogSetUp extends AsyncDisposable {
  /** A log that knows what earlier ones wrote, as after a restart. */
  open(): Promise<EventLog>;
  /**
   * Does what retention does: the exam's oldest events are gone, this many of them. Those that were appended together are
   * kept for the same time, so they are to go together.
   */
  dropOldest(examId: string, count: number): Promise<void>;
  /** So many milliseconds pass. */
  passTime(ms: number): void;
  /** So much time passes that everything has expired that was appended so far; it is gone, or not yet. */
  outliveAll(options: { readonly isDeleted: boolean }): Promise<void>;
}

export interface EventLogWorld {
  readonly parts: EventLogSetUp;
  /** Another one after `reopen`. */
  readonly log: EventLog;
  readonly examId: string;
  reopen(): Promise<void>;
  /** The exam's whole history. */
  all(): Promise<readonly ExamEvent[]>;
}

/** For all tests of the block in which it is called; each has a log and an exam of its own. */
export function openEventLogWorld(setUp: () => Promise<EventLogSetUp>): EventLogWorld {
  let parts: EventLogSetUp;
  let log: EventLog;
  let examId: string;
  beforeAll(async () => {
    parts = await setUp();
  });
  beforeEach(async () => {
    log = await parts.open();
    examId = `exam-${randomUUID()}`;
  });
  afterEach(async () => {
    await log[Symbol.asyncDispose]();
  });
  afterAll(async () => {
    await parts[Symbol.asyncDispose]();
  });
  return {
    get parts() {
      return parts;
    },
    get log() {
      return log;
    },
    get examId() {
      return examId;
    },
    async reopen() {
      await log[Symbol.asyncDispose]();
      log = await parts.open();
    },
    all: () => log.read(examId, { limit: 10_000 }),
  };
}
