/**
 * Scenarios for event logs: appends that overlap and repeat each other, followers that come at any cursor and go at any
 * time, restarts, crashes and faults. Whatever the order, in the end each follower must have seen exactly the events that
 * follow its cursor in the history, in their order, and the history must hold each event once.
 */

import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { ExamEvent } from '../../src/domain/events.js';
import type { EventLog } from '../../src/events/eventLog.js';
import { PUT_FAULTS, type PutFault } from './faultyEventStore.js';
import { newEvent } from './newEvents.js';

type Step =
  | { readonly do: 'append'; readonly keys: readonly number[] }
  /** From the cursor at this place among those known, 0 being the oldest and 1 the newest. */
  | { readonly do: 'follow'; readonly from: number }
  | { readonly do: 'leave'; readonly follower: number }
  | { readonly do: 'wait for the appends' }
  | { readonly do: 'restart' }
  | { readonly do: 'crash' }
  | { readonly do: 'fail a put'; readonly fault: PutFault }
  | { readonly do: 'fail a read' };

export type Scenario = readonly Step[];

/** What a scenario is played on. Only scenarios with faults need more than `open`. */
export interface Stage {
  readonly open: () => Promise<EventLog>;
  /** After this, the log that was open last never gets anything done. */
  readonly crash?: () => Promise<void>;
  readonly failPut?: (fault: PutFault) => void;
  readonly failRead?: () => void;
  /** Lets go whatever a fault holds back. */
  readonly release?: () => void;
}

export function scenarios({ withFaults = false } = {}): fc.Arbitrary<Scenario> {
  const keys = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });
  const usual: fc.WeightedArbitrary<Step>[] = [
    { weight: 8, arbitrary: fc.record({ do: fc.constant('append'), keys }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('follow'), from: fc.double({ min: 0, max: 1, noNaN: true }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), follower: fc.nat(5) }) },
    { weight: 3, arbitrary: fc.constant({ do: 'wait for the appends' }) },
    { weight: 1, arbitrary: fc.constant({ do: 'restart' }) },
  ];
  const faults: fc.WeightedArbitrary<Step>[] = [
    { weight: 4, arbitrary: fc.record({ do: fc.constant('fail a put'), fault: fc.constantFrom(...PUT_FAULTS) }) },
    { weight: 1, arbitrary: fc.constant({ do: 'fail a read' }) },
    { weight: 2, arbitrary: fc.constant({ do: 'crash' }) },
  ];
  return fc.array(fc.oneof(...usual, ...(withFaults ? faults : [])), { maxLength: 40 });
}

interface Follower {
  readonly cursor: string;
  readonly received: ExamEvent[];
  hasLeft: boolean;
  stop: () => void;
  readonly finished: Promise<void>;
}

/** One life of the log, until a restart or a crash. */
interface Life {
  readonly log: EventLog;
  readonly ended: Promise<never>;
  readonly end: () => void;
}

export async function playScenario(scenario: Scenario, stage: Stage): Promise<void> {
  const examId = `exam-${randomUUID()}`;
  const followers: Follower[] = [];
  const appends: Promise<void>[] = [];
  const idsOfKeys = new Map<string, string>();
  let life = begin();

  async function begin(): Promise<Life> {
    const log = await stage.open();
    let end = (): void => {};
    const ended = new Promise<never>((_, reject) => {
      end = () => reject(new Error('This log is gone.'));
    });
    ended.catch(() => {});
    return { log, ended, end };
  }

  /** As clients do: what fails is tried again, on whatever log there is then. */
  async function persistently<T>(attempt: (log: EventLog) => Promise<T>): Promise<T> {
    for (let attempts = 1; ; attempts++) {
      const { log, ended } = await life;
      try {
        return await Promise.race([attempt(log), ended]);
      } catch (error) {
        if (attempts === 200) throw error;
      }
    }
  }

  async function append(keys: readonly string[]): Promise<void> {
    const events = keys.map((key) => newEvent(examId, key, `candidate-${candidateOf(key)}`));
    const appended = await persistently((log) => log.append(examId, events));
    expect(appended.map((event) => event.key)).toEqual(keys);
    for (const { key, id } of appended) {
      expect(idsOfKeys.get(key) ?? id).toBe(id);
      idsOfKeys.set(key, id);
    }
  }

  async function follow(follower: Follower): Promise<void> {
    while (!follower.hasLeft) {
      const { log, ended } = await life;
      try {
        const events = log.follow(examId, follower.received.at(-1)?.id ?? follower.cursor);
        const stop = () => void events.return?.();
        follower.stop = stop;
        ended.catch(stop);
        for await (const event of events) {
          follower.received.push(event);
          if (event.key === 'end') return;
        }
      } catch (error) {
        // A cursor that is refused would be refused for ever.
        if ((error as Error).name === 'CursorError') throw error;
      }
    }
  }

  const beginning = await persistently((log) => log.latest(examId));
  await append(['begin']);

  const play: { readonly [Kind in Step['do']]: (step: Extract<Step, { do: Kind }>) => Promise<void> | void } = {
    append: ({ keys }) => void appends.push(append(keys.map((key) => `key-${key}`))),
    follow({ from }) {
      const cursors = [beginning, ...[...idsOfKeys.values()].sort()];
      const cursor = cursors[Math.round(from * (cursors.length - 1))] ?? beginning;
      const base = { cursor, received: [], hasLeft: false, stop: () => {}, finished: Promise.resolve() };
      followers.push(Object.assign(base, { finished: Promise.resolve().then(() => follow(base)) }));
    },
    leave({ follower: index }) {
      const follower = followers[index];
      if (!follower) return;
      follower.hasLeft = true;
      follower.stop();
    },
    async 'wait for the appends'() {
      stage.release?.();
      await Promise.all(appends);
    },
    async restart() {
      stage.release?.();
      const { log, end } = await life;
      let started = (_: Life): void => {};
      life = new Promise((resolve) => {
        started = resolve;
      });
      await log[Symbol.asyncDispose]();
      end();
      started(await begin());
    },
    async crash() {
      const { end } = await life;
      let started = (_: Life): void => {};
      life = new Promise((resolve) => {
        started = resolve;
      });
      end();
      await stage.crash?.();
      started(await begin());
    },
    'fail a put': ({ fault }) => stage.failPut?.(fault),
    'fail a read': () => stage.failRead?.(),
  };

  for (const step of scenario) await (play[step.do] as (step: Step) => Promise<void> | void)(step);
  stage.release?.();
  await Promise.all(appends);
  await append(['end']);
  await Promise.all(followers.map((follower) => follower.finished));

  const history = await persistently((log) => log.read(examId, { limit: 10_000 }));
  const ids = history.map((event) => event.id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(new Map(history.map(({ key, id }) => [key, id]))).toEqual(idsOfKeys);
  expect(history).toHaveLength(idsOfKeys.size);
  for (const { cursor, received, hasLeft } of followers) {
    const following = ids.filter((id) => id > cursor);
    const seen = received.map((event) => event.id);
    expect(seen).toEqual(hasLeft ? following.slice(0, seen.length) : following);
  }
  await (await life).log[Symbol.asyncDispose]();
}

function candidateOf(key: string): number {
  return key.length % 2;
}
