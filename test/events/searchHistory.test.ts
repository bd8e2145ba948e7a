/** What is believed of an index that is behind, and what the looking costs. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Concerned, ExamEvent } from '../../src/domain/events.js';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { EventLog } from '../../src/events/eventLog.js';
import type { EventStore } from '../../src/store/store.js';
import { messageToAll, newEvents } from '../support/newEvents.js';
import { sharedEventStore } from '../support/sharedDynamoDb.js';

const clock = { ms: Date.parse('2026-01-15T09:00:00.000Z') };
const now = () => clock.ms;
const MINUTE_MS = 60_000;
const store = sharedEventStore({ now });
let examId: string;
const logs: EventLog[] = [];

beforeEach(() => {
  examId = `exam-${randomUUID()}`;
});
afterEach(async () => {
  for (const log of logs.splice(0)) await log[Symbol.asyncDispose]();
});

test('an event that the index does not know yet is found, also where it knows a later one', async () => {
  await append(30);
  clock.ms += MINUTE_MS;
  await append(30, 31);
  clock.ms += 20_000;
  await append(30, 61);
  // Of the last half-minute it knows only some.
  const events = withIndex((found) => found.filter(({ seq }) => seq <= 30 || seq === 63));
  expect(await aboutCandidate3(open(events))).toEqual(await readOneByOne());
});

test('an event that was long under way is found, though it says that it was written long ago', async () => {
  await append(30);
  await append(10, 31);
  clock.ms += 10 * MINUTE_MS;
  // The write that is the last of all may have arrived just now.
  const events = withIndex((found) => found.filter(({ seq }) => seq <= 30));
  expect(await aboutCandidate3(open(events))).toEqual(await readOneByOne());
});

test('of what was written a while ago nothing is read that concerns others', async () => {
  await append(200);
  await append(10, 201);
  clock.ms += MINUTE_MS;
  const { events, read } = counting();
  expect(await aboutCandidate3(open(events))).toEqual(await readOneByOne());
  // Of 210: the candidate's twenty, the last write, and a few on the way to where the index is believed.
  expect(read()).toBeLessThan(60);
});

test('what is in memory is not read again', async () => {
  const { events, read } = counting();
  const log = open(events, { recentEvents: 64, readAtOnce: 50 });
  const [first] = await log.append(examId, newEvents(examId, 40));
  const before = read();
  const page = await log.readAbout(examId, ['candidate-3'], { limit: 50, ...(first && { after: first.id }) });
  expect(page.events.map(({ key }) => key)).toEqual(['key-3', 'key-13', 'key-23', 'key-33']);
  expect(read()).toBe(before);
});

test('a message to everybody is found with the events of each, in its place', async () => {
  await append(20);
  await open(store.events).append(examId, [messageToAll(examId, 'message')]);
  await append(20, 21);
  clock.ms += MINUTE_MS;
  await append(1, 41);
  const found = await aboutCandidate3(open(store.events), ['candidate-3', undefined]);
  expect(found.map(({ key }) => key)).toEqual(['key-3', 'key-13', 'message', 'key-23', 'key-33']);
});

test('a cursor after which something is no longer kept is refused before the index is asked', async () => {
  const tomorrow = { expiresAt: new Date(clock.ms + 24 * 60 * MINUTE_MS).toISOString() };
  const [cursor] = await open(store.events, { expiryOf: async () => tomorrow }).append(examId, newEvents(examId, 5));
  clock.ms += 25 * 60 * MINUTE_MS;
  await append(60, 6);
  clock.ms += MINUTE_MS;
  await append(1, 66);
  const log = open(store.events);
  const asked = log.readAbout(examId, ['candidate-3'], { limit: 5, ...(cursor && { after: cursor.id }) });
  await expect(asked).rejects.toMatchObject({ name: 'CursorError', problem: 'expired' });
  expect((await aboutCandidate3(log)).map(({ key }) => key)).toEqual(
    [13, 23, 33, 43, 53, 63].map((number) => `key-${number}`),
  );
});

/** All together, in one write. */
async function append(count: number, from = 1): Promise<void> {
  await open(store.events).append(examId, newEvents(examId, count, from));
}

function open(events: EventStore, options: Parameters<typeof createEmbeddedEventLog>[1] = {}): EventLog {
  const log = createEmbeddedEventLog(events, { now, recentEvents: 3, readAtOnce: 8, ...options });
  logs.push(log);
  return log;
}

/** The store, with an index that knows no more than what `known` lets through. */
function withIndex(known: (found: Awaited<ReturnType<EventStore['readAbout']>>) => typeof found): EventStore {
  return { ...store.events, readAbout: async (...asked) => known(await store.events.readAbout(...asked)) };
}

/** Counts the events that are read. */
function counting() {
  let count = 0;
  const counted = <T extends readonly unknown[]>(found: T): T => {
    count += found.length;
    return found;
  };
  const events: EventStore = {
    ...store.events,
    read: async (...asked) => counted(await store.events.read(...asked)),
    readAbout: async (...asked) => counted(await store.events.readAbout(...asked)),
  };
  return { events, read: () => count };
}

async function aboutCandidate3(
  log: EventLog,
  concerned: readonly Concerned[] = ['candidate-3'],
): Promise<readonly ExamEvent[]> {
  const found: ExamEvent[] = [];
  for (let after: string | undefined; ; ) {
    const page = await log.readAbout(examId, concerned, { limit: 50, ...(after !== undefined && { after }) });
    found.push(...page.events);
    if (page.isEnd) return found;
    after = page.upTo;
  }
}

async function readOneByOne(): Promise<readonly ExamEvent[]> {
  const all = await open(store.events).read(examId, { limit: 1_000 });
  return all.filter(({ candidateId }) => candidateId === 'candidate-3');
}
