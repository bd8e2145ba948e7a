import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NewEvent } from '../../src/domain/events.js';
import { CursorError, type EventLog } from '../../src/events/eventLog.js';
import type { EventPageRequest } from '../../src/proctor/eventPages.js';
import { examOf } from '../support/exam.js';
import { messageToAll, newEvent, newEvents } from '../support/newEvents.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';

let world: ProctorWorld;

beforeAll(async () => {
  world = await createProctorWorld();
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** An exam whose history are these events. */
async function examWith(events: (examId: string) => readonly NewEvent[]): Promise<string> {
  const examId = randomUUID();
  await world.log.append(examId, events(examId));
  return examId;
}

async function page(examId: string, request: Partial<EventPageRequest> = {}, proctor = world.proctor) {
  const { edges, pageInfo } = await proctor.events(paula, examOf(examId), { first: 50, ...request });
  return { keys: edges.map(({ node }) => node.key), pageInfo, edges };
}

async function everyPage(examId: string, request: Partial<EventPageRequest>, onPage?: () => Promise<void>) {
  const pages: (readonly string[])[] = [];
  let after: string | undefined;
  for (let hasNextPage = true; hasNextPage; ) {
    const { keys, pageInfo } = await page(examId, { ...request, ...(after !== undefined && { after }) });
    pages.push(keys);
    ({ hasNextPage, endCursor: after } = pageInfo);
    await onPage?.();
  }
  return pages;
}

const keys = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `key-${from + index}`);

describe('the history of an exam, page by page', () => {
  test('comes oldest first, each event once, with its id as its cursor', async () => {
    const examId = await examWith((id) => newEvents(id, 25));
    expect((await everyPage(examId, { first: 10 })).map(({ length }) => length)).toEqual([10, 10, 5]);
    expect((await everyPage(examId, { first: 10 })).flat()).toEqual(keys(1, 25));
    const { edges, pageInfo } = await page(examId, { first: 3 });
    expect(edges.every(({ cursor, node }) => cursor === node.id)).toBe(true);
    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor,
      endCursor: edges[2]?.cursor,
    });
  });

  test('goes on with what happens meanwhile', async () => {
    const examId = await examWith((id) => newEvents(id, 6));
    let number = 6;
    const appendSome = async () => {
      if (number >= 10) return;
      number += 2;
      await world.log.append(examId, newEvents(examId, 2, number - 1));
    };
    expect((await everyPage(examId, { first: 3 }, appendSome)).flat()).toEqual(keys(1, 10));
  });

  test('is empty for an exam in which nothing happened, and its next page is still its first', async () => {
    const { keys, pageInfo } = await page(randomUUID());
    expect(keys).toEqual([]);
    expect(pageInfo).toMatchObject({ hasNextPage: false, endCursor: undefined });
  });

  test('holds what the filter lets pass, and begins the next page behind what it looked at', async () => {
    const examId = await examWith((id) => newEvents(id, 30));
    const filter = { candidateIds: ['candidate-3'] };
    expect((await everyPage(examId, { first: 2, filter })).flat()).toEqual(['key-3', 'key-13', 'key-23']);
    const { pageInfo } = await page(examId, { filter });
    await world.log.append(examId, newEvents(examId, 3, 31));
    expect((await page(examId, { filter, after: pageInfo.endCursor })).keys).toEqual(['key-33']);
  });

  test.each([1, 3, 11])('holds the events of %i candidates, and no others', async (count) => {
    const examId = await examWith((id) => [...newEvents(id, 30), messageToAll(id, 'message')]);
    const candidateIds = Array.from({ length: count }, (_, index) => `candidate-${index}`);
    const found = (await everyPage(examId, { first: 4, filter: { candidateIds } })).flat();
    expect(found).toEqual(keys(1, 30).filter((key) => candidateIds.includes(`candidate-${Number(key.slice(4)) % 10}`)));
    const some = (await everyPage(examId, { first: 4, filter: { candidateIds, types: ['NoteWritten'] } })).flat();
    expect(some).toEqual([]);
  });

  test('goes on, for one candidate too, behind a page on which enough was looked at', async () => {
    const readAbout: EventLog['readAbout'] = async (examId, _, { after = `${examId}:000000000000` }) => {
      const place = Number(after.slice(-12)) + 2_500;
      const upTo = `${examId}:${String(place).padStart(12, '0')}`;
      const events = place === 10_000 ? [{ ...newEvent(examId, 'key'), id: upTo }] : [];
      return { events, upTo, isEnd: place === 10_000, lookedAt: 2_500 };
    };
    const proctor = world.with({ log: { ...world.log, readAbout } });
    const request = { filter: { candidateIds: ['candidate-1'] } };
    const first = await page('demo', request, proctor);
    expect(first.keys).toEqual([]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, endCursor: 'demo:000000005000' });
    const second = await page('demo', { ...request, after: first.pageInfo.endCursor }, proctor);
    expect(second.keys).toEqual(['key']);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, endCursor: 'demo:000000010000' });
  });

  test('is cut out by moments, from the first on and before the last', async () => {
    const at = (second: number) => new Date(Date.UTC(2026, 4, 4, 9, 0, second)).toISOString();
    const seconds = [1, 2, 3, 2, 4, 5];
    const examId = await examWith((id) =>
      seconds.map((second) => ({ ...newEvent(id, randomUUID()), occurredAt: at(second) })),
    );
    const { edges } = await page(examId, { from: at(2), to: at(4) });
    expect(edges.map(({ node }) => node.occurredAt)).toEqual([2, 3, 2].map(at));
  });

  test.each([0, -1, 501, 2.5])('is not paged by %s', async (first) => {
    await expect(page('demo', { first })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test.each(['', 'nothing', 'other:000000000001', 'demo:000000999999'])(
    'is not followed from %p, which is no cursor of it',
    async (after) => {
      await expect(page('demo', { after })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );

  test('says when what followed a cursor is no longer kept', async () => {
    const read = async () => {
      throw new CursorError('expired', 'Too old.');
    };
    const proctor = world.with({ log: { ...world.log, read } });
    await expect(page('demo', { after: 'demo:000000000001' }, proctor)).rejects.toMatchObject({
      code: 'CURSOR_EXPIRED',
    });
  });

  test('is for staff alone', async () => {
    await expect(world.proctor.events(carla, examOf('demo'), { first: 5 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
