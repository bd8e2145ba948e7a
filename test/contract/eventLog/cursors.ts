import { describe, expect, it } from '@jest/globals';
import type { ExamEvent } from '../../../src/domain/events.js';
import { newEvents } from '../../support/newEvents.js';
import { idOf } from './events.js';
import type { EventLogWorld } from './world.js';

export function refusesCursors(world: EventLogWorld): void {
  describe('refuses a cursor', () => {
    const refusals: readonly [string, (events: readonly ExamEvent[]) => string][] = [
      ['that is not one', () => 'nonsense'],
      ['that is empty', () => ''],
      ['with something after it', (events) => `${idOf(events[0])}0`],
      ['with another number in it', (events) => idOf(events[0]).replace(/\d+$/, '-1')],
      ['of another exam', (events) => `other${idOf(events[0])}`],
      ['from the future', (events) => nextId(idOf(events.at(-1)))],
    ];

    it.each(refusals)('%s, as invalid', async (_, cursorFrom) => {
      const cursor = cursorFrom(await world.log.append(world.examId, newEvents(world.examId, 3)));
      const refusal = { name: 'CursorError', problem: 'invalid' };
      await expect(world.log.read(world.examId, { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
      await expect(world.log.readAbout(world.examId, [], { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
      const events = world.log.follow(world.examId, cursor);
      await expect(events.next()).rejects.toMatchObject(refusal);
      expect(await events.next()).toEqual({ done: true, value: undefined });
    });

    it('after which something is no longer kept, as expired', async () => {
      const beginning = await world.log.latest(world.examId);
      const events = await appendInTwoWrites();
      await world.parts.dropOldest(world.examId, 5);
      await world.reopen();
      const refusal = { name: 'CursorError', problem: 'expired' };
      for (const cursor of [beginning, idOf(events[0]), idOf(events[3])]) {
        await expect(world.log.read(world.examId, { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
        await expect(world.log.readAbout(world.examId, [], { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
        await expect(world.log.follow(world.examId, cursor).next()).rejects.toMatchObject(refusal);
      }
    });

    it('but not the one right before the oldest that is kept', async () => {
      const events = await appendInTwoWrites();
      await world.parts.dropOldest(world.examId, 5);
      await world.reopen();
      expect(await world.log.read(world.examId, { after: idOf(events[4]), limit: 2 })).toEqual(events.slice(5, 7));
      expect(await world.log.read(world.examId, { limit: 2 })).toEqual(events.slice(5, 7));
      const followed = world.log.follow(world.examId, idOf(events[4]));
      expect((await followed.next()).value).toEqual(events[5]);
      await followed.return?.();
    });
  });

  /** Five events, and five more: they may be dropped apart. */
  async function appendInTwoWrites(): Promise<readonly ExamEvent[]> {
    const first = await world.log.append(world.examId, newEvents(world.examId, 5));
    return [...first, ...(await world.log.append(world.examId, newEvents(world.examId, 5, 6)))];
  }
}

function nextId(id: string): string {
  return id.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, '0'));
}
