/** What proctors do to sessions: who did it stands in the history, and the candidate is told no more than they need. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/auth/viewer.js';
import type { ExamEvent } from '../../src/domain/events.js';
import { examOf } from '../support/exam.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';

let world: ProctorWorld;

const named: Viewer = { ...paula, name: 'Paula Proctor' };
const stranger: Viewer = { ...paula, sub: 'stranger', examIds: ['other'] };

beforeAll(async () => {
  world = await createProctorWorld();
  await world.store.exams.create(examOf('other'));
  const timed = examOf('timed');
  await world.store.exams.create({ ...timed, policy: { ...timed.policy, durationMinutes: 90 } });
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

function candidate(sub: string): Viewer {
  return { sub, roles: ['CANDIDATE'], expiresAt: Number.POSITIVE_INFINITY };
}

async function start(candidateId: string, examId = 'demo') {
  await world.proctor.startSession(paula, { examId, candidateId });
  return { examId, candidateId };
}

async function eventsOf(candidateId: string, examId = 'demo'): Promise<readonly ExamEvent[]> {
  const events = await world.log.read(examId, { limit: 1_000 });
  return events.filter((event) => event.candidateId === candidateId);
}

describe('the history', () => {
  test('says who paused, resumed, extended and terminated a session', async () => {
    const key = await start('audited');
    await world.proctor.pauseSession(named, key);
    await world.proctor.resumeSession(named, key);
    await world.proctor.extendSession(named, { ...key, minutes: -10 });
    await world.proctor.terminateSession(named, { ...key, reason: ' Left the room ' });
    const by = { id: 'paula', name: 'Paula Proctor' };
    expect((await eventsOf('audited')).slice(1)).toMatchObject([
      { type: 'SessionPaused', by },
      { type: 'SessionResumed', by },
      { type: 'SessionExtended', by, minutes: -10 },
      { type: 'SessionEnded', by, reason: 'Left the room' },
    ]);
  });

  test('says of a candidate who leaves that they did it themselves, and gives no reason', async () => {
    const key = await start('leaving');
    await world.proctor.endSession(candidate('leaving'), { examId: key.examId });
    const ended = (await eventsOf('leaving')).at(-1);
    expect(ended).toMatchObject({ type: 'SessionEnded', by: { id: 'leaving' } });
    expect(ended).not.toHaveProperty('reason');
  });

  test('keeps from candidates what proctors did, wrote and thought', async () => {
    const key = await start('curious');
    await world.proctor.writeNote(named, { ...key, text: 'Looks away a lot' });
    await world.proctor.sendMessage(named, { ...key, text: 'Look at the screen' });
    await world.proctor.pauseSession(named, key);
    await world.log.append('demo', [
      {
        ...(await sessionEvent(key)),
        type: 'EvidenceViewed',
        key: 'viewed',
        incidentId: 'incident',
        by: { id: 'paula', name: 'Paula Proctor' },
      },
      {
        ...(await sessionEvent(key)),
        type: 'IncidentReviewed',
        key: 'reviewed',
        incidentId: 'i-1',
        kind: 'LOOKING_AWAY',
        severity: 'LOW',
        review: {
          verdict: 'CONFIRMED',
          reason: 'Cheats',
          by: { id: 'paula' },
          at: new Date().toISOString(),
          severity: 'LOW',
          revision: 1,
        },
      },
    ]);
    await world.proctor.terminateSession(named, { ...key, reason: 'Cheated' });
    const exam = await world.proctor.exam(candidate('curious'), 'demo');
    const shown = await world.proctor.recentEvents(candidate('curious'), exam, 500);
    expect(shown.map(({ type }) => type)).toEqual(['SessionStarted']);
    expect(JSON.stringify(shown)).not.toMatch(/paula|Looks away|Cheat/i);
  });
});

async function sessionEvent({ examId, candidateId }: { examId: string; candidateId: string }) {
  const session = await world.store.sessions.get(examId, candidateId);
  return { examId, candidateId, sessionId: session?.id ?? '', occurredAt: new Date().toISOString() };
}

describe('more time', () => {
  test('is added to what the policy gives, and can be taken back', async () => {
    const key = await start('slow', 'timed');
    const session = await world.proctor.extendSession(paula, { ...key, minutes: 30 });
    const minutesLong = async (whose: typeof session) =>
      (Date.parse((await world.proctor.endsAt(whose)) ?? '') - Date.parse(whose.startedAt)) / 60_000;
    expect(await minutesLong(session)).toBe(120);
    expect(await minutesLong(await world.proctor.extendSession(paula, { ...key, minutes: -45 }))).toBe(75);
    expect(await minutesLong(await world.proctor.extendSession(paula, { ...key, minutes: 15 }))).toBe(90);
  });

  test('by two proctors at once is given twice', async () => {
    const key = await start('generous', 'timed');
    const minutes = [1, 2, 3, 4, 5, 6];
    await Promise.all(minutes.map((each) => world.proctor.extendSession(paula, { ...key, minutes: each })));
    expect((await world.store.sessions.get('timed', 'generous'))?.extraMinutes).toBe(21);
    const told = (await eventsOf('generous', 'timed')).flatMap((event) => ('minutes' in event ? [event.minutes] : []));
    expect(told.toSorted()).toEqual(minutes);
  });

  test('is extended once by what is sent again under the same id, at once or later', async () => {
    const key = await start('impatient');
    const once = { ...key, minutes: 10, extensionId: 'ten more' };
    await Promise.all([1, 2, 3].map(() => world.proctor.extendSession(paula, once)));
    await world.proctor.extendSession(paula, { ...key, minutes: 5, extensionId: 'five more' });
    expect(await world.proctor.extendSession(paula, once)).toMatchObject({ extraMinutes: 15 });
    const told = (await world.log.read('demo', { limit: 1_000 })).filter(
      ({ type, candidateId }) => type === 'SessionExtended' && candidateId === 'impatient',
    );
    expect(told).toHaveLength(2);
    const tooLong = world.proctor.extendSession(paula, { ...key, minutes: 5, extensionId: 'x'.repeat(65) });
    await expect(tooLong).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('means nothing to when a session ends where the policy sets no duration', async () => {
    const key = await start('untimed');
    const session = await world.proctor.extendSession(paula, { ...key, minutes: 5 });
    expect(session.extraMinutes).toBe(5);
    expect(await world.proctor.endsAt(session)).toBeUndefined();
  });

  test.each([0, 601, -601, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is not %d minutes', async (minutes) => {
    const key = await start('measured');
    const extended = world.proctor.extendSession(paula, { ...key, minutes });
    await expect(extended).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await eventsOf('measured')).map(({ type }) => type)).toEqual(['SessionStarted']);
  });
});

/** Each action that can be done to a session while it runs. */
const actions: readonly (readonly [
  string,
  (viewer: Viewer, key: { examId: string; candidateId: string }) => Promise<unknown>,
])[] = [
  ['pausing', (viewer, key) => world.proctor.pauseSession(viewer, key)],
  ['resuming', (viewer, key) => world.proctor.resumeSession(viewer, key)],
  ['extending', (viewer, key) => world.proctor.extendSession(viewer, { ...key, minutes: 5 })],
  ['terminating', (viewer, key) => world.proctor.terminateSession(viewer, { ...key, reason: 'Why' })],
  ['writing to somebody', (viewer, key) => world.proctor.sendMessage(viewer, { ...key, text: 'Hello' })],
];

describe.each(actions)('%s', (name, act) => {
  test('is refused once the session is over', async () => {
    const key = await start(`over by ${name}`);
    await world.proctor.endSession(paula, key);
    await expect(act(paula, key)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect((await eventsOf(key.candidateId)).at(-1)?.type).toBe('SessionEnded');
  });

  test('is refused for who has no session, or has one in another exam', async () => {
    const key = await start(`there by ${name}`);
    await expect(act(paula, { ...key, examId: 'other' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(act(paula, { ...key, candidateId: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(act(paula, { ...key, examId: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(act(paula, { ...key, candidateId: '' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('is refused to the staff of another exam', async () => {
    const key = await start(`safe by ${name}`);
    await expect(act(stranger, key)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await eventsOf(key.candidateId)).map(({ type }) => type)).toEqual(['SessionStarted']);
  });
});

test.each([
  ['empty', ''],
  ['blank', ' \n '],
  ['longer than 500 characters', 'x'.repeat(501)],
  ['of several lines', 'a\nb'],
])('a termination is refused with a reason that is %s', async (_, reason) => {
  const key = await start('reasonless');
  const terminated = world.proctor.terminateSession(paula, { ...key, reason });
  await expect(terminated).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect((await world.store.sessions.get('demo', 'reasonless'))?.state.status).toBe('ACTIVE');
});
