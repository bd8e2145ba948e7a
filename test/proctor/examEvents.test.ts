/** What a feed lets through, and who may listen. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NewEvent } from '../../src/domain/events.js';
import type { Incident } from '../../src/domain/incidents/incident.js';
import type { IncidentKind, Severity } from '../../src/domain/incidents/kinds.js';
import type { ExamEventFilter } from '../../src/proctor/examEvents.js';
import { examOf } from '../support/exam.js';
import { newEvent } from '../support/newEvents.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';

let world: ProctorWorld;

const place = { examId: 'filters', sessionId: 's', occurredAt: '2026-05-04T09:00:00.000Z' } as const;
const by = { id: 'paula' };

function incident(id: string, kind: IncidentKind, severity: Severity): Incident {
  const at = place.occurredAt;
  return {
    id,
    kind,
    severity,
    since: at,
    openedAt: at,
    lastSeenAt: at,
    presentMs: 0,
    framesSeen: 1,
    returns: 0,
    revision: 1,
    finding: { kind: 'LOOKING_AWAY', yaw: 40, pitch: 0 },
  };
}

const history: readonly NewEvent[] = [
  newEvent('filters', 'frame of ann', 'ann'),
  newEvent('filters', 'frame of bob', 'bob'),
  {
    ...place,
    type: 'IncidentOpened',
    key: 'ann looks away',
    candidateId: 'ann',
    incident: incident('a', 'LOOKING_AWAY', 'LOW'),
  },
  {
    ...place,
    type: 'IncidentOpened',
    key: 'bob is gone',
    candidateId: 'bob',
    incident: incident('b', 'NOBODY_THERE', 'HIGH'),
  },
  {
    ...place,
    type: 'IncidentReviewed',
    key: 'bob was at the door',
    candidateId: 'bob',
    incidentId: 'b',
    kind: 'NOBODY_THERE',
    severity: 'HIGH',
    review: { verdict: 'DISMISSED', by, at: place.occurredAt, severity: 'HIGH', revision: 1 },
  },
  {
    examId: 'filters',
    occurredAt: place.occurredAt,
    type: 'MessageSent',
    key: 'to everybody',
    by,
    text: 'Ten minutes left.',
  },
];

beforeAll(async () => {
  world = await createProctorWorld();
  await world.store.exams.create(examOf('filters'));
  await world.log.append('filters', [newEvent('filters', 'before', 'ann')]);
  await world.log.append('filters', history);
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** The keys of what passes, up to an event that passes whatever the filter says. */
async function passing(filter: ExamEventFilter): Promise<readonly string[]> {
  const [first] = await world.log.read('filters', { limit: 1 });
  const keys: string[] = [];
  const feed = await world.proctor.examEvents(paula, 'filters', { after: first?.id ?? '', filter });
  const marker = `end ${Math.random()}`;
  const [end] = await world.log.append('filters', [
    {
      ...place,
      type: 'IncidentClosed',
      key: marker,
      candidateId: 'ann',
      incident: incident(marker, 'LOOKING_AWAY', 'LOW'),
    },
  ]);
  for await (const item of withEnd(feed, end?.id)) keys.push(item);
  return keys;
}

async function* withEnd(feed: AsyncIterableIterator<{ id: string; key?: string }>, endId: string | undefined) {
  for await (const { id, key } of feed) {
    if (id === endId || id > (endId ?? '')) return;
    if (key !== undefined && !key.startsWith('end ')) yield key;
  }
}

describe('a feed', () => {
  test('brings everything where nothing is filtered', async () => {
    expect(await passing({})).toEqual(history.map(({ key }) => key));
  });

  test('brings what concerns some candidates; what concerns everybody concerns nobody in particular', async () => {
    expect(await passing({ candidateIds: ['ann'] })).toEqual(['frame of ann', 'ann looks away']);
  });

  test('brings what is about incidents of some kinds, reviews included, and nothing else', async () => {
    const filter = { kinds: ['NOBODY_THERE', 'LOOKING_AWAY'] } as const;
    expect(await passing(filter)).toEqual(['ann looks away', 'bob is gone', 'bob was at the door']);
  });

  test('brings what fits all that is asked', async () => {
    const filter = { types: ['IncidentOpened', 'IncidentClosed'], severities: ['LOW'], candidateIds: ['ann'] } as const;
    expect(await passing(filter)).toEqual(['ann looks away']);
  });

  test('tells of each change of the policy, and of one that a crash left untold', async () => {
    const start = await world.log.latest('demo');
    await world.proctor.updatePolicy(paula, 'demo', { frameIntervalMs: 3_000 });
    const demo = await world.proctor.exam(paula, 'demo');
    await world.store.exams.update({
      ...demo,
      policy: { ...demo.policy, version: demo.policy.version + 1 },
      lastPolicyChange: { at: place.occurredAt, by: { id: 'pete' } },
    });
    await world.proctor.recover();
    const events = await world.log.read('demo', { after: start, limit: 10 });
    expect(events).toMatchObject([
      { type: 'PolicyChanged', by: { id: 'paula' }, version: 2 },
      { type: 'PolicyChanged', by: { id: 'pete' }, version: 3 },
    ]);
  });
});

test('the newest events are for candidates fewer than for staff, and their own', async () => {
  await world.store.exams.create(examOf('busy'));
  const frames = Array.from({ length: 240 }, (_, index) => `frame ${index}`);
  await world.log.append(
    'busy',
    frames.map((key, index) => newEvent('busy', key, index % 2 === 0 ? 'carla' : 'ben')),
  );
  const exam = await world.proctor.exam(paula, 'busy');
  expect(await world.proctor.recentEvents(paula, exam, 500)).toHaveLength(240);
  const own = await world.proctor.recentEvents(carla, exam, 500);
  expect(own.map(({ key }) => key)).toEqual(frames.filter((_, index) => index % 2 === 0).slice(-100));
});
