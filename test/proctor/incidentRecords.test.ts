/** Incidents as they are found again: filed with the events that tell of them, and paged through. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Exam } from '../../src/domain/exam.js';
import { recordsIn } from '../../src/domain/incidents/incidentRecord.js';
import type { EventLog } from '../../src/events/eventLog.js';
import type { IncidentFilter } from '../../src/proctor/incidents.js';
import { type Store, StoreUnavailable } from '../../src/store/store.js';
import { examOf } from '../support/exam.js';
import { nobody, showFrames } from '../support/frames.js';
import { recordOf, reviewOf } from '../support/incidentRecords.js';
import { carla, createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;

beforeAll(async () => {
  world = await createProctorWorld();
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

async function recordsOf(candidateId: string) {
  const session = await world.store.sessions.get('demo', candidateId);
  return await world.store.incidents.ofSession('demo', session?.id ?? '');
}

async function history(candidateId: string) {
  const events = await world.log.read('demo', { limit: 1_000 });
  return events.filter((event) => event.candidateId === candidateId);
}

function failing(store: Store, method: 'put' | 'putReview'): Store {
  const fail = async () => {
    throw new StoreUnavailable('the plug was pulled');
  };
  return { ...store, incidents: { ...store.incidents, [method]: fail } };
}

describe('the record of an incident', () => {
  test('says what the history says of it, from its opening to its end, with the last review', async () => {
    await showFrames(world, { candidateId: 'told' }, nobody, nobody, nobody);
    const [opened] = await recordsOf('told');
    expect(opened?.incident).toMatchObject({ kind: 'NOBODY_THERE', revision: 1 });
    await world.proctor.reviewIncident(paula, {
      examId: 'demo',
      incidentId: opened?.incident.id ?? '',
      verdict: 'DISMISSED',
      reason: 'The camera was turned.',
    });
    await showFrames(world, { candidateId: 'told', first: 3 }, somebody, somebody, somebody);
    const records = await recordsOf('told');
    expect(records).toEqual(recordsIn(await history('told')));
    expect(records[0]).toMatchObject({ incident: { end: { reason: 'RESOLVED' } }, review: { verdict: 'DISMISSED' } });
    expect(await world.proctor.incident(paula, 'demo', opened?.incident.id ?? '')).toEqual(records[0]);
  });

  test('is written before anybody is told: a crash before it leaves nothing that recovery does not redo', async () => {
    await showFrames(world, { candidateId: 'crash' }, nobody);
    const broken = { ...world, proctor: world.with({ store: failing(world.store, 'put') }) };
    await expect(showFrames(broken, { candidateId: 'crash', first: 1 }, nobody)).rejects.toMatchObject({
      code: 'OVERLOADED',
    });
    expect(await recordsOf('crash')).toEqual([]);
    expect((await history('crash')).some(({ type }) => type === 'IncidentOpened')).toBe(false);

    await world.with({}).recover();
    const records = await recordsOf('crash');
    expect(records).toHaveLength(1);
    expect(records).toEqual(recordsIn(await history('crash')));
  });

  test('is there already when a crash comes between it and the history, and then says the same', async () => {
    await showFrames(world, { candidateId: 'late' }, nobody);
    const append: EventLog['append'] = async (examId, events) => {
      if (events.some(({ type }) => type === 'IncidentOpened')) throw new StoreUnavailable('the plug was pulled');
      return await world.log.append(examId, events);
    };
    const broken = { ...world, proctor: world.with({ log: { ...world.log, append } }) };
    await expect(showFrames(broken, { candidateId: 'late', first: 1 }, nobody)).rejects.toMatchObject({
      code: 'OVERLOADED',
    });
    const before = await recordsOf('late');
    expect(before).toHaveLength(1);
    await world.with({}).recover();
    expect(await recordsOf('late')).toEqual(before);
    expect(before).toEqual(recordsIn(await history('late')));
  });

  test('gets a review that a crash held back', async () => {
    await showFrames(world, { candidateId: 'held' }, nobody, nobody, nobody);
    const incidentId = (await recordsOf('held'))[0]?.incident.id ?? '';
    const broken = world.with({ store: failing(world.store, 'putReview') });
    const input = { examId: 'demo', incidentId, verdict: 'CONFIRMED', reason: 'Left the room.' } as const;
    await expect(broken.reviewIncident(paula, input)).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect((await recordsOf('held'))[0]?.review).toBeUndefined();
    await world.with({}).recover();
    expect((await recordsOf('held'))[0]?.review).toMatchObject({ verdict: 'CONFIRMED', reason: 'Left the room.' });
  });

  test('is not to be had where there is none, nor of an exam that the viewer may not see', async () => {
    expect(await world.proctor.incident(paula, 'demo', randomUUID())).toBeUndefined();
    expect(await world.proctor.incident(paula, 'demo', '')).toBeUndefined();
    const foreign = { ...paula, examIds: ['other'] };
    await expect(world.proctor.incident(foreign, 'demo', '1')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(world.proctor.incident(carla, 'demo', '1')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the incidents of an exam', () => {
  const [ana, bo] = [randomUUID(), randomUUID()];
  const at = (second: number) => new Date(Date.UTC(2026, 4, 4, 9, 0, second)).toISOString();
  let exam: Exam;

  beforeAll(async () => {
    exam = examOf('paged');
    await world.store.exams.create(exam);
    for (const number of [1, 2, 3, 4, 5]) await open('ana', number, at(number * 2));
    for (const number of [1, 2, 3]) await open('bo', number, at(number * 3));
    await world.store.incidents.putReview('paged', `${ana}-1`, reviewOf(1));
    await world.store.incidents.putReview('paged', `${ana}-2`, reviewOf(1, { verdict: 'NONE' }));
  });

  async function open(candidateId: 'ana' | 'bo', number: number, openedAt: string): Promise<void> {
    const sessionId = { ana, bo }[candidateId];
    const isPhone = candidateId === 'bo';
    const record = recordOf({ examId: 'paged', candidateId, sessionId }, number, {
      openedAt,
      ...(isPhone && { kind: 'FORBIDDEN_OBJECT', severity: 'HIGH', end: { at: at(59), reason: 'RESOLVED' } }),
    });
    await world.store.incidents.put(record, { expiresAt: '2100-01-01T00:00:00.000Z' });
  }

  /** Whose and which, such as `ana 1`. */
  async function page(filter?: IncidentFilter, first = 50, after?: string) {
    const { edges, pageInfo } = await world.proctor.incidents(paula, exam, { first, after, filter });
    const names = edges.map(({ node }) => `${node.candidateId} ${node.incident.id.split('-').at(-1)}`);
    return { names, pageInfo, edges };
  }

  test('come in the order of their opening, those of one moment too, and every page but the last has a next one', async () => {
    const all = (await page()).names;
    expect(all).toHaveLength(8);
    expect(all.slice(0, 3)).toEqual(['ana 1', 'bo 1', 'ana 2']);
    const found: string[] = [];
    let after: string | undefined;
    for (let hasNextPage = true; hasNextPage; ) {
      const { names, pageInfo, edges } = await page(undefined, 3, after);
      expect(pageInfo.hasPreviousPage).toBe(after !== undefined);
      expect(pageInfo.startCursor).toBe(edges[0]?.cursor);
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
      found.push(...names);
      ({ hasNextPage, endCursor: after } = pageInfo);
    }
    expect(found).toEqual(all);
    expect((await page(undefined, 8)).pageInfo.hasNextPage).toBe(false);
  });

  test.each<[string, IncidentFilter, readonly string[]]>([
    ['candidates', { candidateIds: ['bo', 'nobody'] }, ['bo 1', 'bo 2', 'bo 3']],
    ['kinds', { kinds: ['FORBIDDEN_OBJECT'] }, ['bo 1', 'bo 2', 'bo 3']],
    ['severities', { severities: ['MEDIUM', 'LOW'] }, ['ana 1', 'ana 2', 'ana 3', 'ana 4', 'ana 5']],
    ['whether they are open', { isOpen: false }, ['bo 1', 'bo 2', 'bo 3']],
    ['verdicts', { verdicts: ['DISMISSED'] }, ['ana 1']],
    [
      'no verdict, or one taken back',
      { verdicts: ['NONE'], candidateIds: ['ana'] },
      ['ana 2', 'ana 3', 'ana 4', 'ana 5'],
    ],
    ['when they opened', { from: at(4), to: at(6), isOpen: true }, ['ana 2']],
    ['the moment itself, which is within the beginning alone', { from: at(8), to: at(10) }, ['ana 4', 'bo 3']],
    ['nothing at all', { candidateIds: [] }, []],
  ])('are chosen by %s', async (_, filter, expected) => {
    expect((await page(filter)).names).toEqual(expected);
    const oneByOne: string[] = [];
    let after: string | undefined;
    for (let hasNextPage = true; hasNextPage; ) {
      const { names, pageInfo } = await page(filter, 1, after);
      oneByOne.push(...names);
      ({ hasNextPage, endCursor: after } = pageInfo);
    }
    expect(oneByOne).toEqual(expected);
  });

  test('that open while somebody pages come in their turn, and nothing comes twice', async () => {
    const first = await page({ isOpen: true }, 2);
    await open('ana', 6, at(30));
    const second = await page({ isOpen: true }, 3, first.pageInfo.endCursor);
    expect(second.pageInfo.hasNextPage).toBe(true);
    await open('ana', 7, at(31));
    const third = await page({ isOpen: true }, 50, second.pageInfo.endCursor);
    expect([first, second, third].flatMap(({ names }) => names)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((number) => `ana ${number}`),
    );
    expect(third.pageInfo.hasNextPage).toBe(false);
    await open('ana', 8, at(32));
    expect((await page(undefined, 50, third.pageInfo.endCursor)).names).toEqual(['ana 8']);
  });

  test.each([0, -1, 201, 1.5])('are not paged by %s', async (first) => {
    await expect(page(undefined, first)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('are not followed from a cursor that was tampered with', async () => {
    const { pageInfo } = await page(undefined, 1);
    await expect(page(undefined, 1, `${pageInfo.endCursor}!`)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test.each(['', 'demo:000000000001', 'x'.repeat(50), Buffer.from('yesterday#1').toString('base64url')])(
    'do not follow %p, which is no cursor',
    async (after) => {
      await expect(page(undefined, 5, after)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );

  test('are for staff alone', async () => {
    await expect(world.proctor.incidents(carla, exam, { first: 5 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
