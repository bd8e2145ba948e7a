/** What was answered, told or decided stays so, whatever moment a crash chooses. */

import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { send } from '../support/client.js';
import { errands, lookAtExam, lookUpIncidents, prepareExam } from '../support/crashExam.js';
import { type Follower, follow } from '../support/crashFollower.js';
import { framesIn, type HistoryEvent, incidentsAfter, mistakesIn, sessionsAfter } from '../support/crashHistory.js';
import { type CrashingServer, startCrashingServer } from '../support/crashingServer.js';
import { type Load, startLoad } from '../support/crashLoad.js';

const LIVES = 32;

/** With the same seed the same is drawn; when exactly the processes get to it is up to the machine. */
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 30));

function draw<T>(what: fc.Arbitrary<T>, count: number, purpose: number): readonly T[] {
  return fc.sample(what, { seed: seed + purpose, numRuns: count, unbiased: true });
}

/** How a life of the server ends, and what follows it. A start takes somewhat more than a second. */
interface Ending {
  /** After an answer: so many milliseconds later, or at once when so many more events are seen. */
  readonly after: { readonly ms: number } | { readonly events: number };
  /** Of the lives that come next, in milliseconds: they end before they are ready. */
  readonly shortLives: readonly number[];
  /** Whether the clients wait until all was compared, or come back at once. */
  readonly isPeaceful: boolean;
}

const endings: fc.Arbitrary<Ending> = fc.record({
  after: fc.oneof(
    fc.record({ ms: fc.integer({ min: 30, max: 400 }) }),
    fc.record({ events: fc.integer({ min: 1, max: 40 }) }),
  ),
  shortLives: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.integer({ min: 200, max: 1_500 }), { minLength: 1, maxLength: 2 }) },
  ),
  isPeaceful: fc.boolean(),
});

async function waitFor({ after }: Ending, load: Load, follower: Follower): Promise<void> {
  await load.answered();
  if ('events' in after) await follower.more(after.events);
  else await delay(after.ms);
}

/** To be asked while nobody sends anything. */
async function expectAgreement(server: CrashingServer, proctor: string, follower: Follower): Promise<void> {
  const { cursor, sessions } = await lookAtExam(server.product(), proctor);
  await follower.reached(cursor);
  expect(mistakesIn(follower.seen)).toEqual([]);
  expect(sessionsAfter(follower.seen)).toEqual(sessions);
  expect(incidentsAfter(follower.seen)).toEqual(await lookUpIncidents(server.product(), proctor));
}

/** All that happened since the beginning, as somebody reads it who comes only now. */
async function readHistory(server: CrashingServer, proctor: string, beginning: string) {
  const { cursor } = await lookAtExam(server.product(), proctor);
  await using reader = follow(server.product().url, proctor, beginning);
  await reader.reached(cursor);
  return reader.seen;
}

/** How often the proctor paused each session, or began that of somebody who is absent. */
function errandsIn(history: readonly HistoryEvent[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { __typename, candidateId } of history) {
    const type = candidateId?.startsWith('absent') ? 'SessionStarted' : 'SessionPaused';
    if (candidateId && __typename === type) counts.set(candidateId, (counts.get(candidateId) ?? 0) + 1);
  }
  return counts;
}

describe(`a server that is killed at any moment (CRASH_SEED=${seed})`, () => {
  test('loses nothing that it said, says nothing twice, and stands where its history says', async () => {
    await using server = await startCrashingServer();
    const proctor = await server.product().token({ role: 'proctor', sub: 'paula' });
    const { cursor: beginning } = await lookAtExam(server.product(), proctor);
    await using follower = follow(server.product().url, proctor, beginning);
    const sitters = await prepareExam(server.product(), proctor, draw);
    await using load = startLoad({ product: server.product, sitters, proctor, errands: draw(errands, 500, 1_000) });

    for (const ending of draw(endings, LIVES, 2_000)) {
      await waitFor(ending, load, follower);
      await server.kill();
      if (ending.isPeaceful) load.hold();
      for (const lifetimeMs of ending.shortLives) await server.startInVain(lifetimeMs);
      await server.start();
      if (ending.isPeaceful) await expectAgreement(server, proctor, follower);
      load.goOn();
    }
    await load.finish();
    await expectAgreement(server, proctor, follower);
    const { sessions } = await lookAtExam(server.product(), proctor);
    await server.kill();
    await server.start();
    expect((await lookAtExam(server.product(), proctor)).sessions).toEqual(sessions);

    const history = await readHistory(server, proctor, beginning);
    expect(follower.seen).toEqual(history);
    expect(mistakesIn(history)).toEqual([]);
    expect(framesIn(history)).toEqual(load.frames.toSorted((one, other) => (one.eventId < other.eventId ? -1 : 1)));
    for (const [answer, again] of load.repetitions) expect(again).toEqual(answer);
    expect(errandsIn(history)).toEqual(load.errandsDone);

    // The load was what it is meant to be.
    expect(load.brokenOff).toBeGreaterThan(LIVES);
    expect(load.repetitions.length).toBeGreaterThan(0);
    expect(history.map(({ __typename }) => __typename)).toEqual(
      expect.arrayContaining([
        ...['SessionStarted', 'SessionPaused', 'SessionResumed', 'FrameProcessed'],
        ...['IncidentOpened', 'IncidentUpdated', 'IncidentClosed'],
      ]),
    );
  }, 600_000);

  test('is ready at last when each start on an empty folder was cut short', async () => {
    const lifetimes = draw(fc.integer({ min: 200, max: 1_500 }), 5, 3_000);
    await using server = await startCrashingServer({ shortLives: lifetimes });
    const proctor = await server.product().token({ role: 'proctor', sub: 'paula' });
    const { data } = await send(server.product().url, proctor, '{ exam(id: "demo") { title sessions { id } } }');
    expect(data.exam).toEqual({ title: 'Demo exam', sessions: [] });
  }, 600_000);
});
