/** What each candidate is told, however they come, lag and go: exactly what follows their cursor in the history. */

import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExamEvent, NewEvent } from '../../src/domain/events.js';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { EventLog } from '../../src/events/eventLog.js';
import { createNoticeBoard } from '../../src/proctor/noticeBoard.js';
import type { NoticeFeed } from '../../src/proctor/noticeListener.js';
import { createFaultyEventStore } from '../support/faultyEventStore.js';
import { newEvent } from '../support/newEvents.js';
import { sharedEventStore } from '../support/sharedDynamoDb.js';

const store = sharedEventStore();

/** A log that remembers so little that whoever lags is served from the store, and an exam of its own in it. */
function openLog(events = store.events) {
  const log = createEmbeddedEventLog(events, { recentEvents: 4, pages: 2 });
  return { log, board: createNoticeBoard(log), examId: randomUUID() };
}

function messageTo(examId: string, candidateId: string | undefined): NewEvent {
  const key = randomUUID();
  const occurredAt = '2026-01-15T09:00:00.000Z';
  const to = candidateId === undefined ? {} : { candidateId };
  return { type: 'MessageSent', key, examId, occurredAt, ...to, by: { id: 'paula' }, text: key };
}

async function take(feed: NoticeFeed, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const { value } = await feed.next();
    if (!value) throw new Error('The feed has ended.');
    ids.push(value.id);
  }
  return ids;
}

const candidates = ['carla', 'gina'] as const;

type Candidate = (typeof candidates)[number];

type Step =
  | { readonly do: 'write'; readonly to: Candidate | undefined }
  | { readonly do: 'send frames'; readonly count: number }
  /** From the cursor at this place among those known, 0 being the oldest and 1 the newest. */
  | { readonly do: 'listen'; readonly who: Candidate; readonly from: number }
  | { readonly do: 'read on'; readonly listener: number }
  | { readonly do: 'leave'; readonly listener: number };

const who = fc.constantFrom(...candidates);
const listener = fc.nat(2);
const steps = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('write'), to: fc.option(who, { nil: undefined }) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('send frames'), count: fc.integer({ min: 1, max: 9 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('listen'), who, from: fc.double({ min: 0, max: 1, noNaN: true }) }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('read on'), listener }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), listener }) },
  ),
  { minLength: 10, maxLength: 40 },
);

interface Listener {
  readonly who: Candidate;
  readonly after: string;
  readonly feed: NoticeFeed;
  readonly heard: string[];
}

async function play(scenario: readonly Step[]): Promise<void> {
  const { log, board, examId } = openLog();
  const beginning = await log.latest(examId);
  const history: ExamEvent[] = [];
  const listeners: Listener[] = [];

  /** The ids of what a candidate is to be told after the cursor. */
  function due({ who, after }: Pick<Listener, 'who' | 'after'>): readonly string[] {
    const concerns = ({ type, candidateId }: ExamEvent) => type === 'MessageSent' && (candidateId ?? who) === who;
    return history.filter((event) => event.id > after && concerns(event)).map(({ id }) => id);
  }

  const actions: { [K in Step['do']]: (step: Extract<Step, { do: K }>) => Promise<unknown> } = {
    write: async ({ to }) => history.push(...(await log.append(examId, [messageTo(examId, to)]))),
    'send frames': async ({ count }) => {
      const frames = Array.from({ length: count }, () => newEvent(examId, randomUUID(), 'carla'));
      history.push(...(await log.append(examId, frames)));
    },
    listen: async ({ who, from }) => {
      const after = [beginning, ...history.map(({ id }) => id)][Math.round(from * history.length)] ?? beginning;
      listeners.push({ who, after, feed: await board.listen(examId, who, after), heard: [] });
    },
    'read on': async (step) => {
      const reader = listeners[step.listener];
      if (!reader) return;
      if (due(reader).length > reader.heard.length) reader.heard.push(...(await take(reader.feed, 1)));
      // Whoever comes back to the feed's cursor is given all that this reader has not heard.
      const again = due({ ...reader, after: reader.feed.cursor() });
      expect(again).toEqual(expect.arrayContaining(due(reader).slice(reader.heard.length)));
    },
    leave: async (step) => {
      for (const { feed } of listeners.splice(step.listener, 1)) await feed.return();
    },
  };
  // The action is looked up by what the step does; the compiler does not see that they fit.
  for (const step of scenario) await actions[step.do](step as never);

  for (const reader of listeners) {
    const rest = due(reader).slice(reader.heard.length);
    expect([...reader.heard, ...(await take(reader.feed, rest.length))]).toEqual(due(reader));
  }
  await log[Symbol.asyncDispose]();
  for (const { feed } of listeners) expect(await feed.next()).toEqual({ done: true, value: undefined });
}

describe('the notice board', () => {
  test('tells each listener what follows their cursor, once and in order, wherever they stand', async () => {
    await fc.assert(fc.asyncProperty(steps, play), { numRuns: 8 });
  });

  test('does not keep what a slow reader has not read', async () => {
    const { log, board, examId } = openLog();
    const slow = await board.listen(examId, 'carla');
    await log.append(examId, [messageTo(examId, 'carla')]);
    await take(slow, 1);
    const sent = await log.append(
      examId,
      Array.from({ length: 200 }, () => messageTo(examId, 'carla')),
    );
    expect(await take(slow, 200)).toEqual(sent.map(({ id }) => id));
    await log[Symbol.asyncDispose]();
  });

  test('lets a reader come back without missing what was not read', async () => {
    const { log, board, examId } = openLog();
    const reader = await board.listen(examId, 'carla');
    const first = reader.next();
    const sent = await log.append(
      examId,
      Array.from({ length: 3 }, () => messageTo(examId, 'carla')),
    );
    await first;
    const back = await board.listen(examId, 'carla', reader.cursor());
    expect(await take(back, 3)).toEqual(sent.map(({ id }) => id));
    await take(reader, 1);
    const later = await board.listen(examId, 'carla', reader.cursor());
    expect(await take(later, 2)).toEqual(sent.slice(1).map(({ id }) => id));
    await log[Symbol.asyncDispose]();
  });

  test('does not tell those who are ahead of it what they know', async () => {
    const { log, examId } = openLog();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const follow: EventLog['follow'] = (...from) => {
      const events = log.follow(...from);
      return { ...events, next: async () => await gate.then(() => events.next()) };
    };
    const board = createNoticeBoard({ ...log, follow });
    const slow = await board.listen(examId, 'carla');
    const [known] = await log.append(examId, [messageTo(examId, 'carla')]);
    const ahead = await board.listen(examId, 'carla', known?.id);
    const heard = [slow.next(), ahead.next()];
    const [fresh] = await log.append(examId, [messageTo(examId, 'carla')]);
    open();
    expect((await Promise.all(heard)).map(({ value }) => value?.id)).toEqual([known?.id, fresh?.id]);
    await log[Symbol.asyncDispose]();
  });

  test('lets those who have heard everything come back from where the exam stands now', async () => {
    const { log, board, examId } = openLog();
    const [idle, other] = [await board.listen(examId, 'carla'), await board.listen(examId, 'gina')];
    const waiting = idle.next();
    await log.append(examId, [newEvent(examId, 'frame', 'gina')]);
    const [last] = await log.append(examId, [messageTo(examId, 'gina')]);
    await take(other, 1);
    expect(idle.cursor()).toBe(last?.id);
    await idle.return();
    expect((await waiting).done).toBe(true);
    await log[Symbol.asyncDispose]();
  });

  test('reads little of what concerns others for one who comes back after a long time', async () => {
    const writtenAt = Date.now();
    let read = 0;
    const counted = <T extends readonly unknown[]>(found: T): T => {
      read += found.length;
      return found;
    };
    const counting = {
      ...store.events,
      read: async (...asked: Parameters<typeof store.events.read>) => counted(await store.events.read(...asked)),
      readAbout: async (...asked: Parameters<typeof store.events.readAbout>) =>
        counted(await store.events.readAbout(...asked)),
    };
    const options = { recentEvents: 4, pages: 2, readAtOnce: 8 };
    const examId = randomUUID();
    await using before = createEmbeddedEventLog(store.events, options);
    const [start] = await before.append(examId, [messageTo(examId, 'gina')]);
    await before.append(examId, [messageTo(examId, 'carla')]);
    for (let write = 0; write < 10; write++) {
      await before.append(
        examId,
        Array.from({ length: 40 }, () => newEvent(examId, randomUUID(), 'gina')),
      );
    }
    const [end] = await before.append(examId, [messageTo(examId, 'carla')]);
    // By now the index has learnt of all that.
    await using log = createEmbeddedEventLog(counting, { ...options, now: () => writtenAt + 10 * 60_000 });
    const feed = await createNoticeBoard(log).listen(examId, 'carla', start?.id);
    const [, second] = await take(feed, 2);
    await feed.return();
    expect(second).toBe(end?.id);
    // Of 403: carla's, and some on the way to where the index is believed.
    expect(read).toBeLessThan(100);
  });

  test('tells whoever is listening that the history can’t be read, and follows it again for who comes back', async () => {
    const faulty = createFaultyEventStore(store.events);
    const { log, board, examId } = openLog(faulty.events);
    const start = await log.latest(examId);
    const sent = await log.append(
      examId,
      Array.from({ length: 20 }, () => messageTo(examId, 'carla')),
    );
    const behind = await board.listen(examId, 'carla', start);
    faulty.failRead();
    await expect(behind.next()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect((await behind.next()).done).toBe(true);
    const back = await board.listen(examId, 'carla', behind.cursor());
    expect(await take(back, 20)).toEqual(sent.map(({ id }) => id));
    await log[Symbol.asyncDispose]();
  });
});
