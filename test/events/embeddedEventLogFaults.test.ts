import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ExamEvent } from '../../src/domain/events.js';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { EventStore } from '../../src/store/store.js';
import { startChild } from '../support/childProcess.js';
import { startDynamoDb } from '../support/dynamoDb.js';
import { playScenario, type Stage, scenarios } from '../support/eventLogScenario.js';
import { createFaultyEventStore, type FaultyEventStore, PUT_FAULTS } from '../support/faultyEventStore.js';
import { newEvent, newEvents } from '../support/newEvents.js';
import { sharedEventStore } from '../support/sharedDynamoDb.js';

const store = sharedEventStore();
let examId: string;

beforeEach(() => {
  examId = `exam-${randomUUID()}`;
});

describe('When its store fails, the event log of one process', () => {
  it.each(PUT_FAULTS)(
    'does not know what became of an append that "%s", and appends it once when told again',
    async (fault) => {
      const faulty = createFaultyEventStore(store.events);
      await using log = createEmbeddedEventLog(faulty.events);
      const [first] = await log.append(examId, newEvents(examId, 1));
      faulty.failPut(fault);
      const failing = log.append(examId, newEvents(examId, 2, 2));
      if (fault.startsWith('takes long')) await faulty.held();
      faulty.release();
      if (fault !== 'takes long') await expect(failing).rejects.toMatchObject({ name: 'StoreUnavailable' });
      const other = await log.append(examId, [newEvent(examId, 'other')]);
      const again = await log.append(examId, newEvents(examId, 2, 2));
      const history = await log.read(examId, { limit: 10 });
      expect(history.map((event) => event.id)).toEqual([first, ...other, ...again].map((event) => event?.id).sort());
    },
  );

  it('shows nothing of an append whose outcome is not known', async () => {
    const faulty = createFaultyEventStore(store.events);
    await using log = createEmbeddedEventLog(faulty.events);
    const [first] = await log.append(examId, newEvents(examId, 1));
    const events = log.follow(examId, first?.id);
    faulty.failPut('loses the answer');
    await expect(log.append(examId, newEvents(examId, 1, 2))).rejects.toThrow();
    expect(await log.latest(examId)).toBe(first?.id);
    expect(await log.recent(examId, 10)).toEqual([first]);
    expect(await log.read(examId, { limit: 10 })).toEqual([first]);

    const [third] = await log.append(examId, newEvents(examId, 1, 3));
    const seen = [await events.next(), await events.next()].map(({ value }) => value?.key);
    expect(seen).toEqual(['key-2', 'key-3']);
    expect(await log.latest(examId)).toBe(third?.id);
  });

  it('shows the newest that are visible though the store has more, of an append whose outcome is not known', async () => {
    const faulty = createFaultyEventStore(store.events);
    await using log = createEmbeddedEventLog(faulty.events);
    const history = await log.append(examId, newEvents(examId, 3));
    faulty.failPut('loses the answer');
    await expect(log.append(examId, newEvents(examId, 5, 4))).rejects.toThrow();
    expect(await log.recent(examId, 4)).toEqual(history);
  });

  it('finds out what became of an append before it says whether the event is there', async () => {
    const faulty = createFaultyEventStore(store.events);
    await using log = createEmbeddedEventLog(faulty.events);
    faulty.failPut('loses the answer');
    faulty.failPut('refuses');
    await expect(log.append(examId, newEvents(examId, 1))).rejects.toThrow();
    await expect(log.find(examId, 'key-1')).rejects.toMatchObject({ name: 'StoreUnavailable' });
    const found = await log.find(examId, 'key-1');
    expect(await log.append(examId, newEvents(examId, 1))).toEqual([found]);
  });

  it('serves readers, followers and other exams while a write is under way', async () => {
    const faulty = createFaultyEventStore(store.events);
    await using log = createEmbeddedEventLog(faulty.events);
    const history = await log.append(examId, newEvents(examId, 2));
    faulty.failPut('takes long');
    const slow = log.append(examId, newEvents(examId, 1, 3));
    await faulty.held();
    const events = log.follow(examId, history[0]?.id);
    expect((await events.next()).value).toEqual(history[1]);
    expect(await log.read(examId, { limit: 10 })).toEqual(history);
    await log.append(`${examId}-other`, newEvents(`${examId}-other`, 1));
    const waiting = events.next();
    await events.return?.();
    expect((await waiting).done).toBe(true);
    faulty.release();
    expect(await slow).toHaveLength(1);
  });

  it('passes on to a follower that its history can’t be read now; the follower may come again', async () => {
    const faulty = createFaultyEventStore(store.events);
    await using log = createEmbeddedEventLog(faulty.events, { recentEvents: 1 });
    const history = await log.append(examId, newEvents(examId, 5));
    faulty.failRead();
    await expect(log.follow(examId, history[0]?.id).next()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    const again = log.follow(examId, history[0]?.id);
    expect((await again.next()).value).toEqual(history[1]);
    await again.return?.();
  });

  it('opens an exam when the store is back', async () => {
    const faulty = createFaultyEventStore(store.events);
    await using log = createEmbeddedEventLog(faulty.events);
    faulty.failRead();
    await expect(log.append(examId, newEvents(examId, 1))).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await log.append(examId, newEvents(examId, 1))).toHaveLength(1);
  });

  it('shows a follower what was appended after it came, though the store was slow to say what there was', async () => {
    let answerSlow = (): void => {};
    const isAppended = new Promise<void>((resolve) => {
      answerSlow = resolve;
    });
    const slow: EventStore = {
      ...store.events,
      async readLast(exam, limit, upTo) {
        if (limit === 1) await isAppended;
        return await store.events.readLast(exam, limit, upTo);
      },
    };
    await using log = createEmbeddedEventLog(slow);
    const events = log.follow(examId);
    const [first] = await log.append(examId, newEvents(examId, 1));
    answerSlow();
    const next = events.next();
    await log.append(examId, newEvents(examId, 1, 2));
    expect((await next).value).toEqual(first);
    await events.return?.();
  });

  it('does not take an event for absent that was appended while it was looked for', async () => {
    let answerFirst = (): void => {};
    const isAnswered = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    let lookups = 0;
    const slow: EventStore = {
      ...store.events,
      async findSeq(...parameters) {
        lookups += 1;
        const isFirst = lookups === 1;
        const found = await store.events.findSeq(...parameters);
        if (isFirst) await isAnswered;
        return found;
      },
    };
    await using log = createEmbeddedEventLog(slow);
    const finding = log.find(examId, 'key-1');
    await log.latest(examId);
    const [first] = await log.append(examId, newEvents(examId, 1));
    answerFirst();
    await finding;
    expect(await log.append(examId, newEvents(examId, 1))).toEqual([first]);
  });

  it('rejects an event that can’t be written, and no other that came with it', async () => {
    await using log = createEmbeddedEventLog(store.events);
    const tooLarge = { ...newEvent(examId, 'too-large'), engine: 'x'.repeat(500_000) };
    // The first append is a write of its own; the others are written together while it is under way.
    const [first, large, last] = await Promise.allSettled([
      log.append(examId, newEvents(examId, 1)),
      log.append(examId, [tooLarge]),
      log.append(examId, newEvents(examId, 3, 2)),
    ]);
    expect([first.status, large.status, last.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const history = await log.read(examId, { limit: 10 });
    expect(history.map((event) => event.key).sort()).toEqual(['key-1', 'key-2', 'key-3', 'key-4']);
  });

  it('loses no event to another process that writes the same history', async () => {
    await using one = createEmbeddedEventLog(store.events);
    await using other = createEmbeddedEventLog(store.events);
    await one.append(examId, newEvents(examId, 1));
    for (let from = 2; from <= 20; from += 6) {
      const appended = [
        one.append(examId, newEvents(examId, 3, from)),
        other.append(examId, newEvents(examId, 3, from + 3)),
      ];
      await Promise.all(appended);
    }
    await using fresh = createEmbeddedEventLog(store.events);
    const keys = (await fresh.read(examId, { limit: 100 })).map((event) => event.key);
    expect([...keys].sort()).toEqual(
      newEvents(examId, 25)
        .map((event) => event.key)
        .sort(),
    );
  });

  it.each([
    ['plenty of', {}],
    ['next to no', { recentEvents: 3, rememberedKeys: 2, pages: 1, idleExams: 0 }],
  ])('with %s memory keeps its promises through faults, crashes and restarts', async (_, options) => {
    await fc.assert(
      fc.asyncProperty(scenarios({ withFaults: true }), async (scenario) => {
        await playScenario(scenario, stageWithFaults(options));
      }),
      { numRuns: 60 },
    );
  });

  function stageWithFaults(options: Parameters<typeof createEmbeddedEventLog>[1]): Stage {
    let faulty: FaultyEventStore;
    return {
      async open() {
        faulty = createFaultyEventStore(store.events);
        return createEmbeddedEventLog(faulty.events, options);
      },
      crash: () => faulty.die(),
      failPut: (fault) => faulty.failPut(fault),
      failRead: () => faulty.failRead(),
      release: () => faulty.release(),
    };
  }
});

describe('When its process is killed in the middle of appends, the event log of one process', () => {
  it('still has every event it acknowledged, once, and a follower goes on from its cursor', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'virtual-proctor-'));
    const acknowledged: (readonly [key: string, id: string])[] = [];
    for (let crash = 1; crash <= 3; crash++) {
      const child = startChild('./writeUntilKilled.js', dataDir, 'test-', examId);
      let count = 0;
      for await (const line of child.lines) {
        const [key = '', id = ''] = line.split(' ');
        acknowledged.push([key, id]);
        count += 1;
        if (count === 20 * crash) void child.kill();
      }
    }

    await using restarted = await startDynamoDb({ dataDir });
    await using reopened = await restarted.openStore({ tablePrefix: 'test-' });
    await using log = createEmbeddedEventLog(reopened.events);
    const history = await log.read(examId, { limit: 10_000 });
    const keys = history.map((event) => event.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(history.map((event) => event.id)).toEqual(history.map((event) => event.id).sort());
    const ids = new Map(history.map(({ key, id }) => [key, id]));
    for (const [key, id] of acknowledged) expect(ids.get(key)).toBe(id);
    expect(inOrderOfEachWriter(history)).toBe(true);

    const [, cursor] = acknowledged[10] ?? [];
    const next = await log.append(examId, newEvents(examId, 1));
    const expected = [...history.filter(({ id }) => id > String(cursor)), ...next];
    const seen: ExamEvent[] = [];
    for await (const event of log.follow(examId, cursor)) {
      seen.push(event);
      if (event.key === 'key-1') break;
    }
    expect(seen).toEqual(expected);
  });

  /** Each writer appended its events one call after the other, so none may be there before those of an earlier call. */
  function inOrderOfEachWriter(history: readonly ExamEvent[]): boolean {
    const latest = new Map<string, string>();
    return history.every(({ key }) => {
      const writer = key.split('/').slice(0, 2).join('/');
      const isLater = key > (latest.get(writer) ?? '');
      latest.set(writer, key);
      return isLater;
    });
  }
});

describe('What the event log of one process keeps in memory:', () => {
  it('followers that keep up cost the store nothing', async () => {
    const counting = countReads(store.events);
    await using log = createEmbeddedEventLog(counting.events);
    await log.latest(examId);
    const opening = counting.reads();
    const followers = Array.from({ length: 100 }, () => log.follow(examId));
    const received = followers.map((events) => events.next());
    await log.append(examId, newEvents(examId, 1));
    await Promise.all(received);
    // The key of the event is looked for once.
    expect(counting.reads() - opening).toBe(1);
    await Promise.all(followers.map((events) => events.return?.()));
  });

  it('followers that come back together share what is read of older history', async () => {
    await using writing = createEmbeddedEventLog(store.events);
    const [first] = await writing.append(examId, newEvents(examId, 300));
    const counting = countReads(store.events);
    await using log = createEmbeddedEventLog(counting.events);
    const followers = Array.from({ length: 50 }, () => log.follow(examId, first?.id));
    await Promise.all(
      followers.map(async (events) => {
        for await (const event of events) if (event.key === 'key-300') break;
      }),
    );
    expect(counting.reads()).toBeLessThan(10);
  });

  it('exams that nobody follows are forgotten, those that somebody follows are not', async () => {
    const counting = countReads(store.events);
    await using log = createEmbeddedEventLog(counting.events, { idleExams: 2 });
    const events = log.follow(examId);
    for (const other of ['a', 'b', 'c', 'd']) await log.latest(`${examId}-${other}`);
    const before = counting.reads();
    await log.latest(examId);
    await log.latest(`${examId}-d`);
    expect(counting.reads()).toBe(before);
    await log.latest(`${examId}-a`);
    // Its newest events, and how far it has come.
    expect(counting.reads()).toBe(before + 2);
    await events.return?.();
  });

  it('exams that nobody follows are remembered beside those that somebody follows, however many these are', async () => {
    const counting = countReads(store.events);
    await using log = createEmbeddedEventLog(counting.events, { idleExams: 1 });
    const followers = ['a', 'b', 'c'].map((name) => log.follow(`${examId}-${name}`));
    await log.latest(examId);
    await log.latest(`${examId}-other`);
    const before = counting.reads();
    await log.latest(examId);
    expect(counting.reads()).toBe(before);
    await Promise.all(followers.map((events) => events.return?.()));
  });

  it('a frame that was looked for in vain is not looked for again when it is appended', async () => {
    const counting = countReads(store.events);
    await using log = createEmbeddedEventLog(counting.events);
    await log.find(examId, 'key-1');
    const before = counting.reads();
    const [event] = await log.append(examId, newEvents(examId, 1));
    expect(await log.find(examId, 'key-1')).toEqual(event);
    expect(counting.reads()).toBe(before);
  });

  function countReads(events: EventStore) {
    let reads = 0;
    const counted = <Parameters extends readonly unknown[], Result>(read: (...parameters: Parameters) => Result) => {
      return (...parameters: Parameters): Result => {
        reads += 1;
        return read(...parameters);
      };
    };
    return {
      reads: () => reads,
      events: {
        ...events,
        findSeq: counted(events.findSeq),
        get: counted(events.get),
        read: counted(events.read),
        readLast: counted(events.readLast),
        mark: counted(events.mark),
      },
    };
  }
});
