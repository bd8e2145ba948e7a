/** What the event log of one process makes of a history that expires, item by item, in any order and behind its back. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ExamEvent } from '../../src/domain/events.js';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { EventLog } from '../../src/events/eventLog.js';
import { deleteEvents } from '../support/deleteEvents.js';
import { newTablePrefix } from '../support/dynamoDb.js';
import { createFaultyEventStore } from '../support/faultyEventStore.js';
import { newEvent, newEvents } from '../support/newEvents.js';
import { sharedEventStore } from '../support/sharedDynamoDb.js';

const DAY_MS = 24 * 60 * 60_000;
const EXPIRED = { name: 'CursorError', problem: 'expired' };
const tablePrefix = newTablePrefix();
const clock = { ms: Date.parse('2026-01-15T09:00:00.000Z') };
const store = sharedEventStore({ tablePrefix, now: () => clock.ms });
let days: number;
let examId: string;

beforeEach(() => {
  days = 10;
  examId = `exam-${randomUUID()}`;
});

function open(events = store.events, recentEvents = 256): EventLog {
  return createEmbeddedEventLog(events, {
    recentEvents,
    now: () => clock.ms,
    expiryOf: async () => ({ expiresAt: expiryNow() }),
  });
}

function expiryNow(): string {
  return new Date(clock.ms + days * DAY_MS).toISOString();
}

describe('When an exam keeps its events for another time than before,', () => {
  it.each([true, false])('no reader passes over what has expired in the middle (deleted: %s)', async (isDeleted) => {
    let log = open();
    const first = await log.append(examId, newEvents(examId, 5));
    days = 1;
    await log.append(examId, newEvents(examId, 5, 6));
    days = 10;
    const last = await log.append(examId, newEvents(examId, 5, 11));
    clock.ms += 2 * DAY_MS;
    if (isDeleted) await store.sweep();
    for (const recentEvents of [256, 256, 2]) {
      expect(await log.read(examId, { after: idOf(first, 2), limit: 10 })).toEqual(first.slice(3));
      await expect(log.read(examId, { after: idOf(first, 4), limit: 10 })).rejects.toMatchObject(EXPIRED);
      const follower = log.follow(examId, idOf(first, 3));
      expect((await follower.next()).value).toEqual(first[4]);
      await expect(follower.next()).rejects.toMatchObject(EXPIRED);
      expect(await log.read(examId, { after: idOf(last, 0), limit: 10 })).toEqual(last.slice(1));
      await log[Symbol.asyncDispose]();
      log = open(store.events, recentEvents);
    }
    await log[Symbol.asyncDispose]();
  });

  it('ids are not given again when the newest events are gone and older ones are not', async () => {
    let log = open();
    await log.append(examId, newEvents(examId, 5));
    days = 1;
    const short = await log.append(examId, newEvents(examId, 5, 6));
    clock.ms += 2 * DAY_MS;
    await store.sweep();
    await log[Symbol.asyncDispose]();
    log = open();
    expect((await log.latest(examId)) >= idOf(short, 4)).toBe(true);
    await expect(log.read(examId, { after: idOf(short, 0), limit: 10 })).rejects.toMatchObject(EXPIRED);
    const [next] = await log.append(examId, newEvents(examId, 1, 11));
    expect(String(next?.id) > idOf(short, 4)).toBe(true);
    await log[Symbol.asyncDispose]();
  });
});

describe('How far a history has come', () => {
  it('costs one write for a thousand events', async () => {
    let marks = 0;
    await using log = open({
      ...store.events,
      put: async () => {},
      async setMark(...parameters) {
        marks += 1;
        await store.events.setMark(...parameters);
      },
    });
    for (let from = 1; from <= 1_000; from += 100) await log.append(examId, newEvents(examId, 100, from));
    expect(marks).toBe(1);
    await log.append(examId, newEvents(examId, 1, 1_001));
    expect(marks).toBe(2);
  });

  it('is known after a crash that came before the first event under it, so that no cursor is lost', async () => {
    const [first] = await open().append(examId, newEvents(examId, 1));
    const dying = createFaultyEventStore(store.events);
    const log = open(dying.events);
    dying.failPut('refuses');
    await expect(log.append(examId, newEvents(examId, 150, 2))).rejects.toThrow();
    await dying.die();
    await using restarted = open();
    const appended = await restarted.append(examId, newEvents(examId, 1, 2));
    expect(await restarted.read(examId, { after: String(first?.id), limit: 10 })).toEqual(appended);
  });
});

type Step =
  | { readonly do: 'append'; readonly count: number; readonly days: number }
  | { readonly do: 'wait'; readonly days: number }
  /** As Time to Live does it: some of what has expired, in no order. */
  | { readonly do: 'delete'; readonly everyNth: number }
  | { readonly do: 'sweep' }
  | { readonly do: 'restart' }
  | { readonly do: 'crash' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('append' as const),
        count: fc.integer({ min: 1, max: 6 }),
        days: fc.integer({ min: 1, max: 5 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 3 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('delete' as const), everyNth: fc.integer({ min: 1, max: 3 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  ),
  { maxLength: 25 },
);

describe('Whatever expires, is deleted, and crashes,', () => {
  it('ids grow for ever, and who reads from a cursor is given everything that followed it, or refused', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (played) => {
        await play(played);
      }),
      { numRuns: 30 },
    );
  });
});

interface Given {
  readonly id: string;
  readonly expiresAtMs: number;
}

async function play(played: readonly Step[]): Promise<void> {
  const exam = `exam-${randomUUID()}`;
  const given: Given[] = [];
  let faulty = createFaultyEventStore(store.events);
  let log = open(faulty.events, 4);
  let keys = 0;

  async function append(count: number): Promise<void> {
    const events = Array.from({ length: count }, () => newEvent(exam, `key-${++keys}`, `candidate-${keys % 3}`));
    for (const { id } of await log.append(exam, events)) {
      expect(id > (given.at(-1)?.id ?? '')).toBe(true);
      given.push({ id, expiresAtMs: clock.ms + days * DAY_MS });
    }
  }

  async function restart(): Promise<void> {
    faulty = createFaultyEventStore(store.events);
    log = open(faulty.events, 4);
  }

  for (const step of played) {
    if (step.do === 'append') {
      days = step.days;
      await append(step.count);
    } else if (step.do === 'wait') clock.ms += step.days * DAY_MS;
    else if (step.do === 'delete') await deleteSome(exam, step.everyNth, given);
    else if (step.do === 'sweep') await store.sweep();
    else {
      if (step.do === 'crash') {
        faulty.failPut('writes a part');
        await log.append(exam, newEvents(exam, 5, 1_000 + keys)).catch(() => undefined);
        const partial = await store.events.readLast(exam, 10);
        await faulty.die();
        await restart();
        // What a crash left half-way is in the history, and counts as given.
        await log.latest(exam);
        for (const { seq, expiresAt } of partial) {
          const id = `${exam}:${String(seq).padStart(12, '0')}`;
          if (id > (given.at(-1)?.id ?? '')) given.push({ id, expiresAtMs: Date.parse(String(expiresAt)) });
        }
      } else {
        await log[Symbol.asyncDispose]();
        await restart();
      }
    }
    await checkReads(exam, log, given);
  }
  await append(1);
  await checkReads(exam, log, given);
  await log[Symbol.asyncDispose]();
}

async function checkReads(exam: string, log: EventLog, given: readonly Given[]): Promise<void> {
  const isGone = ({ expiresAtMs }: Given) => expiresAtMs <= clock.ms;
  for (const [index, { id }] of given.entries()) {
    const following = given.slice(index + 1);
    const read = await log.read(exam, { after: id, limit: 100 }).catch((error: unknown) => {
      expect(error).toMatchObject(EXPIRED);
      return 'expired' as const;
    });
    if (read === 'expired') expect(given.slice(index).some((one) => mayBeGone(one))).toBe(true);
    else {
      const ids = read.map((event: ExamEvent) => event.id);
      expect(ids).toEqual(following.slice(0, ids.length).map((one) => one.id));
      const [next] = following.slice(ids.length);
      if (next) expect(isGone(next)).toBe(true);
      for (const one of following.slice(0, ids.length)) expect(isGone(one)).toBe(false);
    }
  }
}

/** Close to its end nobody relies on it: the database's clock may be ahead of ours. */
function mayBeGone({ expiresAtMs }: Given): boolean {
  return expiresAtMs <= clock.ms + 60 * 60_000;
}

async function deleteSome(exam: string, everyNth: number, given: readonly Given[]): Promise<void> {
  const expired = given.filter(({ expiresAtMs }) => expiresAtMs <= clock.ms);
  const some = expired.filter((_, index) => index % everyNth === 0);
  const seqs = some.map(({ id }) => Number(id.slice(id.lastIndexOf(':') + 1)));
  await deleteEvents(store.connection, tablePrefix, exam, seqs);
}

function idOf(events: readonly ExamEvent[], index: number): string {
  return String(events[index]?.id);
}
