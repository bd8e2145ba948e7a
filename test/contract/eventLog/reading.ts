import { describe, expect, it } from '@jest/globals';
import { newEvents } from '../../support/newEvents.js';
import { idOf } from './events.js';
import type { EventLogWorld } from './world.js';

export function readsHistory(world: EventLogWorld): void {
  describe('reads history:', () => {
    it('after a cursor, or from the beginning, up to the limit', async () => {
      const events = await world.log.append(world.examId, newEvents(world.examId, 10));
      expect(await world.log.read(world.examId, { limit: 3 })).toEqual(events.slice(0, 3));
      expect(await world.log.read(world.examId, { after: idOf(events[1]), limit: 3 })).toEqual(events.slice(2, 5));
      expect(await world.log.read(world.examId, { after: idOf(events[7]), limit: 100 })).toEqual(events.slice(8));
      expect(await world.log.read(world.examId, { after: idOf(events[9]), limit: 100 })).toEqual([]);
    });

    it('the newest, oldest first', async () => {
      const events = await world.log.append(world.examId, newEvents(world.examId, 100));
      for (const limit of [1, 5, 90, 100, 200])
        expect(await world.log.recent(world.examId, limit)).toEqual(events.slice(-limit));
      await world.reopen();
      for (const limit of [1, 5, 90, 100, 200])
        expect(await world.log.recent(world.examId, limit)).toEqual(events.slice(-limit));
    });

    it('of an exam without events there is none, and the latest cursor stands before the first', async () => {
      expect(await world.log.read(world.examId, { limit: 10 })).toEqual([]);
      expect(await world.log.recent(world.examId, 10)).toEqual([]);
      const cursor = await world.log.latest(world.examId);
      expect(await world.log.read(world.examId, { after: cursor, limit: 10 })).toEqual([]);
      const events = await world.log.append(world.examId, newEvents(world.examId, 2));
      expect(await world.log.read(world.examId, { after: cursor, limit: 10 })).toEqual(events);
      expect(await world.log.latest(world.examId)).toBe(idOf(events[1]));
    });

    it('ids go on after a restart, and cursors from before it are good', async () => {
      const before = await world.log.append(world.examId, newEvents(world.examId, 3));
      await world.reopen();
      expect(await world.log.latest(world.examId)).toBe(idOf(before[2]));
      const after = await world.log.append(world.examId, newEvents(world.examId, 2, 4));
      expect(await world.log.read(world.examId, { after: idOf(before[1]), limit: 10 })).toEqual([before[2], ...after]);
    });
  });
}
