/** What every event log promises. Run it over an adapter: `eventLogContract('one process', setUp)`. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { playScenario, scenarios } from '../support/eventLogScenario.js';
import { newEvents } from '../support/newEvents.js';
import { appends } from './eventLog/appending.js';
import { refusesCursors } from './eventLog/cursors.js';
import { outlivesEvents } from './eventLog/expiring.js';
import { findsByKey } from './eventLog/finding.js';
import { isFollowed } from './eventLog/following.js';
import { readsHistory } from './eventLog/reading.js';
import { readsAbout } from './eventLog/readingAbout.js';
import { isRewritten } from './eventLog/rewriting.js';
import { type EventLogSetUp, openEventLogWorld } from './eventLog/world.js';

export type { EventLogSetUp } from './eventLog/world.js';

export function eventLogContract(adapter: string, setUp: () => Promise<EventLogSetUp>): void {
  describe(`An event log in ${adapter}`, () => {
    const world = openEventLogWorld(setUp);

    appends(world);
    findsByKey(world);
    readsHistory(world);
    readsAbout(world);
    refusesCursors(world);
    outlivesEvents(world);
    isRewritten(world);
    isFollowed(world);

    it('takes no more once it is closed, but finishes what it has begun', async () => {
      const begun = world.log.append(world.examId, newEvents(world.examId, 3));
      const closed = world.log;
      await world.reopen();
      await expect(closed.append(world.examId, newEvents(world.examId, 1, 4))).rejects.toThrow();
      expect(await world.all()).toEqual(await begun);
    });

    it('shows every follower exactly what follows its cursor, whatever happens meanwhile', async () => {
      await fc.assert(
        fc.asyncProperty(scenarios(), async (scenario) => {
          await playScenario(scenario, { open: () => world.parts.open() });
        }),
        { numRuns: 25 },
      );
    });
  });
}
