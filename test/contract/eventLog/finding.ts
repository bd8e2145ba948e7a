import { describe, expect, it } from '@jest/globals';
import { newEvents } from '../../support/newEvents.js';
import type { EventLogWorld } from './world.js';

export function findsByKey(world: EventLogWorld): void {
  describe('finds events by their key:', () => {
    it('one that was appended, now or before a restart', async () => {
      const appended = await world.log.append(world.examId, newEvents(world.examId, 100));
      expect(await world.log.find(world.examId, 'key-1')).toEqual(appended[0]);
      await world.reopen();
      expect(await world.log.find(world.examId, 'key-1')).toEqual(appended[0]);
      expect(await world.log.find(world.examId, 'key-100')).toEqual(appended[99]);
    });

    it('none that was not, and then one that was', async () => {
      expect(await world.log.find(world.examId, 'key-1')).toBeUndefined();
      const [event] = await world.log.append(world.examId, newEvents(world.examId, 1));
      expect(await world.log.find(world.examId, 'key-1')).toEqual(event);
      expect(await world.log.find(`${world.examId}-other`, 'key-1')).toBeUndefined();
    });
  });
}
