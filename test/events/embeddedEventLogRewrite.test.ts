import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ExamEvent } from '../../src/domain/events.js';
import { createEmbeddedEventLog } from '../../src/events/embedded/eventLog.js';
import type { EventLog } from '../../src/events/eventLog.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { newEvent, newEvents } from '../support/newEvents.js';
import { sharedEventStore } from '../support/sharedDynamoDb.js';

const store = sharedEventStore();
let examId: string;

beforeEach(() => {
  examId = `exam-${randomUUID()}`;
});

describe('Nobody is shown an event as it was before it was rewritten,', () => {
  it('though the answer to that was lost, once it is done again', async () => {
    let isAnswerLost = true;
    await using log = createEmbeddedEventLog({
      ...store.events,
      async replace(...parameters) {
        await store.events.replace(...parameters);
        if (isAnswerLost) throw new StoreUnavailable('The answer is lost.');
      },
    });
    await log.append(examId, newEvents(examId, 3));
    await expect(log.rewrite(examId, anonymous)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    isAnswerLost = false;
    await log.rewrite(examId, anonymous);
    await expectNobodyIn(log);
  });

  it('though the history was being loaded again at that moment', async () => {
    const newestRead = createGate();
    let isHolding = false;
    await using log = createEmbeddedEventLog({
      ...store.events,
      async readLast(...parameters) {
        const newest = await store.events.readLast(...parameters);
        if (isHolding) await newestRead.pass();
        return newest;
      },
    });
    await log.append(examId, newEvents(examId, 3));
    const tooLarge = { ...newEvent(examId, 'too-large'), engine: 'x'.repeat(500_000) };
    await expect(log.append(examId, [tooLarge])).rejects.toThrow();

    isHolding = true;
    const appending = log.append(examId, newEvents(examId, 1, 4));
    await newestRead.reached;
    await log.rewrite(examId, anonymous);
    newestRead.open();
    await appending;
    expect((await log.recent(examId, 4)).map(({ key }) => key)).toEqual([
      'new-key-1',
      'new-key-2',
      'new-key-3',
      'key-4',
    ]);
  });

  it('though other exams were opened meanwhile, and only few are kept in memory', async () => {
    const replaced = createGate();
    await using log = createEmbeddedEventLog(
      {
        ...store.events,
        async replace(...parameters) {
          await replaced.pass();
          await store.events.replace(...parameters);
        },
      },
      { idleExams: 0 },
    );
    await log.append(examId, newEvents(examId, 3));
    const rewriting = log.rewrite(examId, anonymous);
    await replaced.reached;
    await log.latest(`${examId}-other`);
    expect(await log.recent(examId, 3)).toHaveLength(3);
    replaced.open();
    await rewriting;
    await expectNobodyIn(log);
  });
});

it('Rewriting an exam fails only when nothing more of it is on its way to the store', async () => {
  const replaced = createGate();
  let written = 0;
  await using log = createEmbeddedEventLog({
    ...store.events,
    async replace(exam, seq, ...events) {
      if (seq === 1) throw new StoreUnavailable('The store refuses.');
      await replaced.pass();
      await store.events.replace(exam, seq, ...events);
      written += 1;
    },
  });
  await log.append(examId, newEvents(examId, 3));
  const rewriting = log.rewrite(examId, anonymous).then(
    () => 'succeeded',
    () => `failed, ${written} events are written`,
  );
  await replaced.reached;
  // Whoever is told too early, is told before this is written.
  await log.append(examId, newEvents(examId, 1, 4));
  replaced.open();
  expect(await rewriting).toBe('failed, 2 events are written');
});

/** Of events that were all rewritten. */
async function expectNobodyIn(log: EventLog): Promise<void> {
  const events = [...(await log.read(examId, { limit: 10 })), ...(await log.recent(examId, 3))];
  expect(new Set(events.map(({ candidateId }) => candidateId))).toEqual(new Set(['nobody']));
}

function anonymous(event: ExamEvent): ExamEvent | undefined {
  return event.candidateId === 'nobody' ? undefined : { ...event, key: `new-${event.key}`, candidateId: 'nobody' };
}

/** Holds up whoever comes, until it is opened. */
function createGate() {
  let reach = (): void => {};
  let open = (): void => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    reached,
    open: () => open(),
    async pass(): Promise<void> {
      reach();
      await opened;
    },
  };
}
