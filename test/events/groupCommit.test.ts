import { expect, it } from '@jest/globals';
import type { ExamEvent, NewEvent } from '../../src/domain/events.js';
import { createGroupCommit } from '../../src/events/history/groupCommit.js';
import { newEvents } from '../support/newEvents.js';

it('what comes while the turn to write is waited for is written in that turn', async () => {
  const written: string[][] = [];
  let beginTurn = (): void => {};
  const turn = new Promise<void>((resolve) => {
    beginTurn = resolve;
  });
  const appends = createGroupCommit(async (take) => {
    await turn;
    const events = take();
    written.push(events.map(({ key }) => key));
    return events.map(asAppended);
  });
  const appending = [1, 2, 3].map((count) => appends.append(newEvents('exam', 1, count)));
  await Promise.resolve();
  appending.push(appends.append(newEvents('exam', 2, 4)));
  beginTurn();
  expect((await Promise.all(appending)).map((events) => events.map(({ id }) => id))).toEqual([
    ['key-1'],
    ['key-2'],
    ['key-3'],
    ['key-4', 'key-5'],
  ]);
  expect(written).toEqual([['key-1', 'key-2', 'key-3', 'key-4', 'key-5']]);
});

function asAppended(event: NewEvent): ExamEvent {
  return { ...event, id: event.key };
}
