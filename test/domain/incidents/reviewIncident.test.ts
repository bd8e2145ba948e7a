import { describe, expect, test } from '@jest/globals';
import {
  hasIncident,
  type ReviewDecision,
  type ReviewRequest,
  reviewIncident,
} from '../../../src/domain/incidents/reviewIncident.js';
import { newWatch } from '../../../src/domain/incidents/watch.js';
import type { Session } from '../../../src/domain/session.js';
import { begin, terminate } from '../../../src/domain/sessionLife.js';

const paula = { id: 'paula', name: 'Paula Proctor' };
const peter = { id: 'peter' };
const at = '2026-05-04T09:00:00.000Z';
const incident = { incidentId: 's-2', kind: 'NOBODY_THERE', severity: 'HIGH' } as const;

/** Two incidents, and nothing left to tell. */
const session: Session = {
  ...begin({ id: 's', examId: 'demo', candidateId: 'carla', at }),
  watch: { ...newWatch('s'), incidents: 2 },
  outbox: [],
};

function review(request: Partial<ReviewRequest>, before = session, by: typeof paula | typeof peter = paula) {
  return reviewIncident(before, { ...incident, verdict: 'ACKNOWLEDGED', ...request }, { at, by });
}

function madeIn(decision: ReviewDecision) {
  if (decision.status !== 'recorded') throw new Error(`It was not recorded: ${decision.status}.`);
  return decision;
}

describe('a review', () => {
  test('is remembered by the session, and told with all that was said', () => {
    const made = madeIn(review({ verdict: 'DISMISSED', reason: 'The cat' }));
    expect(made.review).toEqual({
      verdict: 'DISMISSED',
      reason: 'The cat',
      by: paula,
      at,
      severity: 'HIGH',
      revision: 1,
    });
    expect(made.session).toEqual({
      ...session,
      reviews: { 's-2': { verdict: 'DISMISSED', revision: 1 } },
      outbox: [
        {
          type: 'IncidentReviewed',
          key: 'review/s-2/1',
          examId: 'demo',
          candidateId: 'carla',
          sessionId: 's',
          occurredAt: at,
          ...incident,
          review: made.review,
        },
      ],
    });
  });

  test('replaces the one before, which stays in the history, and leaves other incidents alone', () => {
    const other = madeIn(review({ incidentId: 's-1' })).session;
    const second = madeIn(review({ verdict: 'CONFIRMED', reason: 'Seen' }, madeIn(review({}, other)).session, peter));
    expect(second.session.reviews).toEqual({
      's-1': { verdict: 'ACKNOWLEDGED', revision: 1 },
      's-2': { verdict: 'CONFIRMED', revision: 2 },
    });
    expect(second.session.outbox.map(({ key }) => key)).toEqual(['review/s-1/1', 'review/s-2/1', 'review/s-2/2']);
  });

  test('is taken back by a review of its own', () => {
    const taken = madeIn(review({ verdict: 'NONE' }, madeIn(review({})).session));
    expect(taken.session.reviews).toEqual({ 's-2': { verdict: 'NONE', revision: 2 } });
  });

  test('that takes back what nobody has said is nothing new', () => {
    expect(review({ verdict: 'NONE' })).toEqual({ status: 'nothing new', session });
    expect(review({ verdict: 'NONE' }).session).toBe(session);
  });

  test('that the same person sends again is nothing new, even when it goes by what was seen before', () => {
    const { session: before, review: known } = madeIn(review({ verdict: 'DISMISSED', reason: 'The cat', seen: 0 }));
    const again = review({ verdict: 'DISMISSED', reason: 'The cat', seen: 0, known }, before);
    expect(again.status).toBe('nothing new');
    expect(again.session).toBe(before);
  });

  test.each([
    ['with another reason', { reason: 'The dog' }, paula],
    ['by another person', {}, peter],
    ['of what has become more severe', { severity: 'HIGH' as const }, paula],
  ])('of the same verdict %s is recorded', (_, change, by) => {
    const judged = { verdict: 'DISMISSED', reason: 'The cat', severity: 'MEDIUM' } as const;
    const { session: before, review: known } = madeIn(review(judged));
    const request = { ...judged, known, ...change } as const;
    expect(madeIn(review(request, before, by)).review).toMatchObject({ revision: 2, by });
  });

  test('by somebody who saw less than is there changes nothing', () => {
    const before = madeIn(review({})).session;
    const late = review({ verdict: 'DISMISSED', reason: 'The cat', seen: 0 }, before, peter);
    expect(late).toEqual({ status: 'reviewed meanwhile', session: before });
    expect(late.session).toBe(before);
    expect(review({ verdict: 'DISMISSED', reason: 'The cat', seen: 1 }, before, peter).status).toBe('recorded');
  });

  test('may come after the session is over', () => {
    const over = terminate(session, 'Left', { at, by: paula });
    expect(review({}, over).status).toBe('recorded');
  });
});

test('an incident belongs to the session that numbered it', () => {
  expect(['s-1', 's-2'].every((id) => hasIncident(session, id))).toBe(true);
  const others = ['s-0', 's-3', 's-', 's-01', 's-1.5', 's-1e0', 's--1', 's- 1', 't-1', '1', ''];
  expect(others.filter((id) => hasIncident(session, id))).toEqual([]);
  const { watch: _, ...unwatched } = session;
  expect(hasIncident(unwatched, 's-1')).toBe(false);
});
