import { describe, expect, it } from '@jest/globals';
import { newEvents } from '../../support/newEvents.js';
import { idOf } from './events.js';
import type { EventLogWorld } from './world.js';

export function outlivesEvents(world: EventLogWorld): void {
  describe('outlives what it holds:', () => {
    it.each([
      ['is deleted', { isDeleted: true }],
      ['is still there', { isDeleted: false }],
    ])('what has expired and %s is shown to nobody', async (_, expiry) => {
      const beginning = await world.log.latest(world.examId);
      const events = await world.log.append(world.examId, newEvents(world.examId, 100));
      await world.parts.outliveAll(expiry);
      for (const isReopened of [false, true]) {
        if (isReopened) await world.reopen();
        expect(await world.log.read(world.examId, { limit: 10 })).toEqual([]);
        expect(await world.log.recent(world.examId, 10)).toEqual([]);
        expect(await world.log.find(world.examId, 'key-1')).toBeUndefined();
        for (const cursor of [beginning, idOf(events[0]), idOf(events[98])]) {
          const refusal = { name: 'CursorError', problem: 'expired' };
          await expect(world.log.read(world.examId, { after: cursor, limit: 1 })).rejects.toMatchObject(refusal);
          await expect(world.log.follow(world.examId, cursor).next()).rejects.toMatchObject(refusal);
        }
      }
    });

    it('ids go on above all that were ever given, and the latest cursor stands before what comes next', async () => {
      const given = [...(await world.log.append(world.examId, newEvents(world.examId, 3)))];
      for (const isReopened of [false, true, true]) {
        await world.parts.outliveAll({ isDeleted: true });
        if (isReopened) await world.reopen();
        const latest = await world.log.latest(world.examId);
        expect(latest >= idOf(given.at(-1))).toBe(true);
        expect(await world.log.read(world.examId, { after: latest, limit: 10 })).toEqual([]);
        const next = await world.log.append(world.examId, newEvents(world.examId, 2, given.length + 1));
        expect(await world.log.read(world.examId, { after: latest, limit: 10 })).toEqual(next);
        given.push(...next);
      }
      const ids = given.map((event) => event.id);
      expect(ids).toEqual([...new Set(ids)].sort());
    });

    it('a follower that has seen everything goes on with what comes next', async () => {
      const [first] = await world.log.append(world.examId, newEvents(world.examId, 1));
      const events = world.log.follow(world.examId, idOf(first));
      const waiting = events.next();
      await world.parts.outliveAll({ isDeleted: true });
      const [next] = await world.log.append(world.examId, newEvents(world.examId, 1, 2));
      expect((await waiting).value).toEqual(next);
      await events.return?.();
    });
  });
}
