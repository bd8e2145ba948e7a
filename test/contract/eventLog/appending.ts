import { describe, expect, it } from '@jest/globals';
import { newEvent, newEvents } from '../../support/newEvents.js';
import type { EventLogWorld } from './world.js';

export function appends(world: EventLogWorld): void {
  describe('appends:', () => {
    it('events get ids that grow, also as text, in the order in which they were given', async () => {
      const first = await world.log.append(world.examId, newEvents(world.examId, 12));
      const second = await world.log.append(world.examId, newEvents(world.examId, 1, 13));
      const ids = [...first, ...second].map((event) => event.id);
      expect([...ids].sort()).toEqual(ids);
      expect(new Set(ids).size).toBe(13);
      expect(first.map((event) => event.key)).toEqual(newEvents(world.examId, 12).map((event) => event.key));
    });

    it('nothing gives nothing', async () => {
      expect(await world.log.append(world.examId, [])).toEqual([]);
    });

    it('events come back as they were, and with their ids', async () => {
      const event = newEvent(world.examId, 'key');
      const [appended] = await world.log.append(world.examId, [event]);
      expect(appended).toEqual({ ...event, id: expect.any(String) });
      expect(await world.all()).toEqual([appended]);
    });

    it('an event that is there already is given back, not appended again', async () => {
      const [first, second] = await world.log.append(world.examId, newEvents(world.examId, 2));
      const again = await world.log.append(world.examId, [
        newEvent(world.examId, 'key-2'),
        newEvent(world.examId, 'key-3'),
      ]);
      expect(again[0]).toEqual(second);
      expect(await world.all()).toEqual([first, second, again[1]]);
    });

    it('an event given twice at once is appended once', async () => {
      const event = newEvent(world.examId, 'key');
      const [[first], [second, third]] = await Promise.all([
        world.log.append(world.examId, [event]),
        world.log.append(world.examId, [event, event]),
      ]);
      expect([second, third]).toEqual([first, first]);
      expect(await world.all()).toEqual([first]);
    });

    it('an event that a log before the restart appended is recognised', async () => {
      const [first] = await world.log.append(world.examId, newEvents(world.examId, 1));
      await world.log.append(world.examId, newEvents(world.examId, 200, 2));
      await world.reopen();
      expect(await world.log.append(world.examId, newEvents(world.examId, 1))).toEqual([first]);
      expect(await world.all()).toHaveLength(201);
    });

    it('many at the same time all get places of their own', async () => {
      const appends = newEvents(world.examId, 150).map((event) => world.log.append(world.examId, [event]));
      const appended = (await Promise.all(appends)).flat();
      expect((await world.all()).map(({ id, key }) => `${id} ${key}`)).toEqual(
        appended.map(({ id, key }) => `${id} ${key}`).sort(),
      );
    });

    it('the same key in another exam is another event', async () => {
      const other = `${world.examId}-other`;
      await world.log.append(world.examId, [newEvent(world.examId, 'key')]);
      const [event] = await world.log.append(other, [newEvent(other, 'key')]);
      expect(event?.examId).toBe(other);
      expect(await world.log.read(other, { limit: 10 })).toEqual([event]);
    });
  });
}
