import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../src/auth/viewer.js';
import type { ExamEvent } from '../../src/domain/events.js';
import type { EventLog } from '../../src/events/eventLog.js';
import type { ReviewIncidentInput } from '../../src/proctor/reviewIncident.js';
import { StoreUnavailable } from '../../src/store/store.js';
import { examOf } from '../support/exam.js';
import { portrait } from '../support/pictures.js';
import { createProctorWorld, type ProctorWorld, paula } from '../support/proctor.js';
import { somebody } from '../support/scriptedEngine.js';

let world: ProctorWorld;
let image: string;

const peter: Viewer = { ...paula, sub: 'peter', name: 'Peter Proctor' };

beforeAll(async () => {
  world = await createProctorWorld();
  await world.store.exams.create(examOf('other'));
  image = (await portrait('curls')).toString('base64');
});

afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** The id of the incident that opens because the candidate is not there. */
async function openIncident(candidateId: string): Promise<string> {
  const none = { ok: true, value: [] } as const;
  world.engine.observeWith = async () => ({ ...somebody, faces: none, labels: none });
  for (let number = 0; number < 3; number++) {
    const capturedAt = new Date(Date.parse('2026-05-04T09:00:00.000Z') + number * 2_000).toISOString();
    const frame = { examId: 'demo', candidateId, frameId: String(number), capturedAt, image };
    await world.proctor.processFrame(paula, frame);
  }
  const opened = (await eventsOf(candidateId)).find(({ type }) => type === 'IncidentOpened');
  if (opened?.type !== 'IncidentOpened') throw new Error('No incident opened.');
  return opened.incident.id;
}

async function eventsOf(candidateId: string): Promise<readonly ExamEvent[]> {
  const events = await world.log.read('demo', { limit: 1_000 });
  return events.filter((event) => event.candidateId === candidateId);
}

async function reviewsOf(candidateId: string) {
  const events = await eventsOf(candidateId);
  return events.flatMap((event) => (event.type === 'IncidentReviewed' ? [event.review] : []));
}

function review(incidentId: string, input: Partial<ReviewIncidentInput>, viewer = paula) {
  return world.proctor.reviewIncident(viewer, { examId: 'demo', incidentId, verdict: 'ACKNOWLEDGED', ...input });
}

/** What the incident's record, the session and the history say of the last review, which is one and the same. */
async function lastReview(candidateId: string, incidentId: string) {
  const [record, session, reviews] = await Promise.all([
    world.store.incidents.get('demo', incidentId),
    world.store.sessions.get('demo', candidateId),
    reviewsOf(candidateId),
  ]);
  const last = reviews.at(-1);
  expect(record?.review).toEqual(last);
  expect(session?.reviews?.[incidentId]).toEqual(last && { verdict: last.verdict, revision: last.revision });
  expect(reviews.map(({ revision }) => revision)).toEqual(reviews.map((_, index) => index + 1));
  return last;
}

describe('a review', () => {
  test('is answered with the incident as judged, kept with it, and told with who, what and why', async () => {
    const id = await openIncident('judged');
    const answer = await review(id, { verdict: 'DISMISSED', reason: ' The cat ' }, peter);
    expect(answer).toMatchObject({
      status: 'recorded',
      record: { candidateId: 'judged', incident: { id, kind: 'NOBODY_THERE' } },
    });
    const by = { id: 'peter', name: 'Peter Proctor' };
    expect(answer.record.review).toMatchObject({ verdict: 'DISMISSED', reason: 'The cat', by, revision: 1 });
    expect(await lastReview('judged', id)).toEqual(answer.record.review);
    expect((await eventsOf('judged')).at(-1)).toMatchObject({
      incidentId: id,
      kind: 'NOBODY_THERE',
      severity: 'MEDIUM',
    });
  });

  test('can be taken back, by another proctor too, and everything that was said stays in the history', async () => {
    const id = await openIncident('forgiven');
    await review(id, {});
    await review(id, { verdict: 'CONFIRMED', reason: 'Seen it' }, peter);
    const { record } = await review(id, { verdict: 'NONE', reason: '' });
    expect(record.review).toMatchObject({ verdict: 'NONE', by: { id: 'paula' }, revision: 3 });
    expect(record.review).not.toHaveProperty('reason');
    expect((await reviewsOf('forgiven')).map(({ verdict }) => verdict)).toEqual(['ACKNOWLEDGED', 'CONFIRMED', 'NONE']);
    await lastReview('forgiven', id);
  });

  test('that is sent again is answered as before, and told once', async () => {
    const id = await openIncident('repeated');
    const input = { verdict: 'DISMISSED', reason: 'The cat', seen: 0 } as const;
    expect(await review(id, input)).toEqual(await review(id, input));
    expect(await reviewsOf('repeated')).toHaveLength(1);
  });

  test('may be made after the exam', async () => {
    const id = await openIncident('afterwards');
    await world.proctor.terminateSession(paula, { examId: 'demo', candidateId: 'afterwards', reason: 'Gone' });
    expect(await review(id, { verdict: 'CONFIRMED', reason: 'Gone' })).toMatchObject({ status: 'recorded' });
    await lastReview('afterwards', id);
  });

  test('that was cut off before it could be told is told by whatever comes next', async () => {
    const id = await openIncident('crashed');
    const append: EventLog['append'] = async (examId, events) => {
      if (events.some(({ type }) => type === 'IncidentReviewed')) throw new StoreUnavailable('the plug was pulled');
      return await world.log.append(examId, events);
    };
    const cutOff = world.with({ log: { ...world.log, append } });
    const input = { examId: 'demo', incidentId: id, verdict: 'ACKNOWLEDGED' } as const;
    await expect(cutOff.reviewIncident(paula, input)).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await review(id, { seen: 0 }, peter)).toMatchObject({
      status: 'reviewed meanwhile',
      record: { review: { by: { id: 'paula' } } },
    });
    expect(await lastReview('crashed', id)).toMatchObject({ revision: 1 });
  });
});

describe('proctors who judge at once', () => {
  const crowd = Array.from({ length: 12 }, (_, index): Viewer => ({ ...paula, sub: `proctor-${index}` }));

  test('by what they saw: one is recorded, and the others are told by whom', async () => {
    const id = await openIncident('contested');
    const answers = await Promise.all(crowd.map((viewer) => review(id, { seen: 0 }, viewer)));
    const [recorded, ...more] = answers.filter(({ status }) => status === 'recorded');
    expect(more).toEqual([]);
    expect(answers.map(({ record }) => record.review)).toEqual(crowd.map(() => recorded?.record.review));
    expect(await lastReview('contested', id)).toEqual(recorded?.record.review);
  });

  test('whatever is there: each is recorded, and the last one counts', async () => {
    const id = await openIncident('crowded');
    const input = { verdict: 'DISMISSED', reason: 'The cat' } as const;
    const answers = await Promise.all(crowd.map((viewer) => review(id, input, viewer)));
    expect(answers.map(({ status }) => status)).toEqual(crowd.map(() => 'recorded'));
    expect(answers.map(({ record }) => record.review?.by.id)).toEqual(crowd.map(({ sub }) => sub));
    expect(await lastReview('crowded', id)).toMatchObject({ revision: crowd.length });
  });
});

describe('no review', () => {
  test.each([
    ['confirms without a reason', { verdict: 'CONFIRMED' }],
    ['dismisses with an empty one', { verdict: 'DISMISSED', reason: ' \t ' }],
    ['has a reason of more than 500 characters', { reason: 'x'.repeat(501) }],
    ['has a reason with control characters', { reason: 'a\u0000b' }],
  ] as const)('%s', async (_, input) => {
    const id = await openIncident('strict');
    await expect(review(id, input)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await reviewsOf('strict')).toEqual([]);
  });

  test('is about an incident that is not there, or in another exam', async () => {
    const id = await openIncident('elsewhere');
    for (const unknown of [`${id}0`, id.replace(/\d+$/, '0'), 'nonsense', '', 'x'.repeat(5_000)]) {
      await expect(review(unknown, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(review(id, { examId: 'other' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(review(id, { examId: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('comes from the staff of another exam', async () => {
    const id = await openIncident('foreign');
    const stranger = { ...paula, examIds: ['other'] };
    await expect(review(id, {}, stranger)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(review('unknown', {}, stranger)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await reviewsOf('foreign')).toEqual([]);
  });
});
