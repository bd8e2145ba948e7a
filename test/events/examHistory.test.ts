import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSoleWriter } from '../../src/events/embedded/soleWriter.js';
import { createExamHistory } from '../../src/events/history/examHistory.js';
import { createLruMap } from '../../src/events/history/lruMap.js';
import type { News, Sharing } from '../../src/events/history/sharing.js';
import { newEvents } from '../support/newEvents.js';
import { sharedEventStore } from '../support/sharedDynamoDb.js';

const store = sharedEventStore();
let examId: string;

beforeEach(() => {
  examId = `exam-${randomUUID()}`;
});

describe("An exam's history", () => {
  it('wakes those who wait for more when there is more, and not whenever somebody looks', async () => {
    const history = openHistory();
    await history.appends.append(newEvents(examId, 1));
    let calls = 0;
    history.onGrowth(() => {
      calls += 1;
    });
    await history.open();
    await history.find('key-1');
    expect(calls).toBe(0);
    await history.appends.append(newEvents(examId, 2, 2));
    expect(calls).toBe(1);
  });

  it('reads the newest events from the store when others wrote them, and could not say what', async () => {
    let news: Partial<News> = {};
    const alone = createSoleWriter();
    const history = openHistory({
      ...alone,
      isAlone: false,
      news: async (head) => ({ ...(await alone.news(head)), ...news }),
    });
    await history.appends.append(newEvents(examId, 3));
    expect((await history.readNewest(2)).map(({ key }) => key)).toEqual(['key-2', 'key-3']);

    const other = openHistory();
    await other.appends.append(newEvents(examId, 2, 4));
    news = { head: 5, events: [] };
    expect((await history.readNewest(2)).map(({ key }) => key)).toEqual(['key-4', 'key-5']);
  });

  function openHistory(sharing: Sharing = createSoleWriter()) {
    return createExamHistory(examId, store.events, {
      sharing,
      readAtOnce: 500,
      recentEvents: 10,
      rememberedKeys: 10,
      pageCache: createLruMap(10),
      now: Date.now,
      expiry: async () => undefined,
    });
  }
});
