import { describe, expect, it } from '@jest/globals';
import type { ExamEvent } from '../../../src/domain/events.js';
import { newEvents } from '../../support/newEvents.js';
import { idOf, rewritten, take } from './events.js';
import type { EventLogWorld } from './world.js';

export function isRewritten(world: EventLogWorld): void {
  describe('is rewritten:', () => {
    it('events become others in their places, for those who read them from then on, also after a restart', async () => {
      const events = await world.log.append(world.examId, newEvents(world.examId, 100));
      const waiting = world.log.follow(world.examId, idOf(events[0]));
      expect((await waiting.next()).value).toEqual(events[1]);
      const { changed, upTo } = await world.log.rewrite(world.examId, (event) =>
        event.candidateId === 'candidate-3' ? rewritten(event) : undefined,
      );
      expect([changed, upTo]).toEqual([10, idOf(events[99])]);

      const expected = events.map((event) => (event.candidateId === 'candidate-3' ? rewritten(event) : event));
      expect(await take(waiting, 98)).toEqual(expected.slice(2));
      await waiting.return?.();
      for (const isReopened of [false, true]) {
        if (isReopened) await world.reopen();
        expect(await world.all()).toEqual(expected);
        expect(await world.log.recent(world.examId, 100)).toEqual(expected);
        expect(await world.log.find(world.examId, 'key-3')).toBeUndefined();
        expect(await world.log.find(world.examId, 'new-key-3')).toEqual(expected[2]);
        const followed = world.log.follow(world.examId, idOf(events[0]));
        expect(await take(followed, 99)).toEqual(expected.slice(1));
        await followed.return?.();
      }
    });

    it('after a cursor only', async () => {
      const events = await world.log.append(world.examId, newEvents(world.examId, 10));
      const { changed } = await world.log.rewrite(world.examId, rewritten, idOf(events[6]));
      expect(changed).toBe(3);
      expect(await world.all()).toEqual([...events.slice(0, 7), ...events.slice(7).map(rewritten)]);
    });

    it('by two at once, neither of whom undoes what the other changed', async () => {
      const events = await world.log.append(world.examId, newEvents(world.examId, 30));
      const isErased = ({ candidateId }: ExamEvent) => candidateId === 'nobody';
      const unnamed = (event: ExamEvent) => ({ ...event, occurredAt: '2026-01-15T10:00:00.000Z' });
      await Promise.all([
        world.log.rewrite(world.examId, (event) => (isErased(event) ? undefined : rewritten(event))),
        world.log.rewrite(world.examId, unnamed),
      ]);
      await world.reopen();
      expect(await world.all()).toEqual(events.map((event) => unnamed(rewritten(event))));
      expect(await world.log.find(world.examId, 'new-key-3')).toMatchObject({ id: idOf(events[2]) });
    });

    it('while it grows', async () => {
      await world.log.append(world.examId, newEvents(world.examId, 100));
      const rewriting = world.log.rewrite(world.examId, rewritten);
      const appended = await world.log.append(world.examId, newEvents(world.examId, 50, 101));
      const { changed, upTo } = await rewriting;
      await world.log.rewrite(world.examId, rewritten, upTo);
      expect(changed).toBeGreaterThanOrEqual(100);
      const keys = (await world.all()).map((event) => event.key);
      expect(keys.slice(0, 100)).toEqual(newEvents(world.examId, 100).map(({ key }) => `new-${key}`));
      expect((await world.all()).slice(100).map((event) => event.id)).toEqual(appended.map((event) => event.id));
      expect(keys.slice(100).every((key) => key.startsWith('new-key'))).toBe(true);
    });
  });
}
