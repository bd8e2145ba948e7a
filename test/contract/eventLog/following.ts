import { describe, expect, it } from '@jest/globals';
import { newEvents } from '../../support/newEvents.js';
import { idOf, take } from './events.js';
import type { EventLogWorld } from './world.js';

export function isFollowed(world: EventLogWorld): void {
  describe('is followed:', () => {
    it('history after the cursor first, then what happens', async () => {
      const history = await world.log.append(world.examId, newEvents(world.examId, 5));
      const events = world.log.follow(world.examId, idOf(history[2]));
      expect(await take(events, 2)).toEqual(history.slice(3));
      const waiting = take(events, 2);
      const happened = await world.log.append(world.examId, newEvents(world.examId, 2, 6));
      expect(await waiting).toEqual(happened);
      await events.return?.();
    });

    it('without a cursor only what happens from the moment of the call', async () => {
      await world.log.append(world.examId, newEvents(world.examId, 3));
      const events = world.log.follow(world.examId);
      const happened = await world.log.append(world.examId, newEvents(world.examId, 2, 4));
      expect(await take(events, 2)).toEqual(happened);
      await events.return?.();
    });

    it('right after a restart, too, without a cursor', async () => {
      await world.log.append(world.examId, newEvents(world.examId, 3));
      await world.reopen();
      const events = world.log.follow(world.examId);
      const happened = await world.log.append(world.examId, newEvents(world.examId, 1, 4));
      expect(await take(events, 1)).toEqual(happened);
      await events.return?.();
    });

    it('from before the first event', async () => {
      const events = world.log.follow(world.examId, await world.log.latest(world.examId));
      const happened = await world.log.append(world.examId, newEvents(world.examId, 2));
      expect(await take(events, 2)).toEqual(happened);
      await events.return?.();
    });

    it('without gap or duplicate through a history that grows meanwhile', async () => {
      const cursor = await world.log.latest(world.examId);
      await world.log.append(world.examId, newEvents(world.examId, 300));
      const events = world.log.follow(world.examId, cursor);
      const appending = (async () => {
        for (let from = 301; from < 400; from += 3)
          await world.log.append(world.examId, newEvents(world.examId, 3, from));
      })();
      const keys = (await take(events, 399)).map((event) => event.key);
      expect(keys).toEqual(newEvents(world.examId, 399).map((event) => event.key));
      await appending;
      await events.return?.();
    });

    it('by several requests for the next event at once, which are answered in their order', async () => {
      const events = world.log.follow(world.examId);
      const waiting = [events.next(), events.next(), events.next()];
      const happened = await world.log.append(world.examId, newEvents(world.examId, 3));
      expect((await Promise.all(waiting)).map((result) => result.value)).toEqual(happened);
      await events.return?.();
    });

    it('by thousands, who all see the same', async () => {
      const followers = Array.from({ length: 2_000 }, () => world.log.follow(world.examId));
      const received = followers.map((follower) => take(follower, 5));
      const happened = await world.log.append(world.examId, newEvents(world.examId, 5));
      for (const events of await Promise.all(received)) expect(events).toEqual(happened);
      await Promise.all(followers.map((follower) => follower.return?.()));
    });

    it('by one who stops, also while waiting', async () => {
      const events = world.log.follow(world.examId);
      const waiting = events.next();
      expect(await events.return?.()).toEqual({ done: true, value: undefined });
      expect(await waiting).toEqual({ done: true, value: undefined });
      await world.log.append(world.examId, newEvents(world.examId, 1));
      expect(await events.next()).toEqual({ done: true, value: undefined });
    });

    it('by one who leaves a loop', async () => {
      const [first] = await world.log.append(world.examId, newEvents(world.examId, 2));
      const events = world.log.follow(world.examId, idOf(first));
      for await (const event of events) {
        expect(event.key).toBe('key-2');
        break;
      }
      expect(await events.next()).toEqual({ done: true, value: undefined });
    });

    it('until the log is closed', async () => {
      const waiting = [
        world.log.follow(world.examId),
        world.log.follow(world.examId),
        world.log.follow(`${world.examId}-other`),
      ].map((events) => events.next());
      await world.reopen();
      for (const result of await Promise.all(waiting)) expect(result).toEqual({ done: true, value: undefined });
    });
  });
}
