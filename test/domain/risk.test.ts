import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NewEvent } from '../../src/domain/events.js';
import type { ExamPolicy } from '../../src/domain/examPolicy/examPolicy.js';
import { type IncidentEvent, toIncidentEvents } from '../../src/domain/incidents/events.js';
import { recordsIn } from '../../src/domain/incidents/incidentRecord.js';
import { INCIDENT_KINDS, type IncidentKind } from '../../src/domain/incidents/kinds.js';
import type { ReviewVerdict } from '../../src/domain/incidents/review.js';
import { type Risk, riskOf } from '../../src/domain/risk.js';
import { away, bo, calm, nobody, phone, play, policy, type Scene, times, twoPeople } from './incidents/scenes.js';

const place = {
  examId: 'demo',
  candidateId: 'ana',
  sessionId: 'session',
  occurredAt: '2026-05-04T10:00:00.000Z',
};

function eventsOf(...scenes: readonly (readonly Scene[])[]): readonly IncidentEvent[] {
  return toIncidentEvents(play(scenes.flat()).changes, place);
}

/** An incident that was seen for so many minutes, and nothing else. */
function incidentOf(kind: IncidentKind, id: number, minutes: number): IncidentEvent {
  const [event] = eventsOf(times(2, phone));
  if (!event) throw new Error('nothing opened');
  return { ...event, incident: { ...event.incident, kind, id: `session-${id}`, presentMs: minutes * 60_000 } };
}

function riskFrom(events: readonly NewEvent[], rules = policy): Risk {
  return riskOf(recordsIn(events), rules);
}

function reviewed({ incident, ...event }: IncidentEvent, verdict: ReviewVerdict, revision: number): NewEvent {
  const { id: incidentId, kind, severity } = incident;
  const review = { verdict, by: { id: 'paula' }, at: event.occurredAt, severity, revision };
  return { ...event, type: 'IncidentReviewed', key: `review/${revision}`, incidentId, kind, severity, review };
}

const incidents = fc.array(
  fc
    .tuple(fc.constantFrom(...INCIDENT_KINDS), fc.integer({ min: 0, max: 30 }))
    .map(([kind, minutes]) => ({ kind, minutes })),
  { maxLength: 30 },
);

function eventsFor(list: readonly { readonly kind: IncidentKind; readonly minutes: number }[]) {
  return list.map(({ kind, minutes }, index) => incidentOf(kind, index, minutes));
}

describe('the risk of a session', () => {
  test('is nothing where nothing happened', () => {
    expect(riskFrom([])).toEqual({ score: 0, points: 0, contributions: [] });
  });

  test('follows its formula', () => {
    const risk = riskFrom([incidentOf('FORBIDDEN_OBJECT', 1, 1), incidentOf('LOOKING_AWAY', 2, 0)]);
    expect(risk.score).toBeCloseTo(100 * (1 - Math.exp(-(40 + 20 + 2) / 100)));
    expect(risk.contributions).toEqual([
      {
        kind: 'FORBIDDEN_OBJECT',
        incidents: 1,
        presentMs: 60_000,
        points: 60,
        score: expect.closeTo((risk.score * 60) / 62),
      },
      { kind: 'LOOKING_AWAY', incidents: 1, presentMs: 0, points: 2, score: expect.closeTo((risk.score * 2) / 62) },
    ]);
  });

  test('orders sessions as a proctor would', () => {
    const score = (...scenes: readonly (readonly Scene[])[]) => riskFrom(eventsOf(...scenes)).score;
    const glance = score(times(4, away));
    const left = score(times(30, nobody));
    const phoned = score(times(10, phone));
    const both = score(times(10, phone), times(10, calm), times(10, bo));
    expect([0, glance, left, phoned, both]).toEqual([0, glance, left, phoned, both].toSorted((a, b) => a - b));
    expect(glance).toBeGreaterThan(0);
    expect(glance).toBeLessThan(5);
    expect(both).toBeGreaterThan(50);
  });

  test('never lets any number of glances aside weigh as much as a second person', () => {
    const glances = Array.from({ length: 500 }, (_, index) => incidentOf('LOOKING_AWAY', index, 5));
    expect(riskFrom(glances).score).toBeLessThan(riskFrom(eventsOf(times(4, twoPeople))).score);
  });

  test('counts an incident once, however many events tell of it, and in whatever order', () => {
    const events = eventsOf(times(200, phone), times(4, calm));
    expect(events.length).toBeGreaterThan(2);
    expect(riskFrom(events.toReversed())).toEqual(riskFrom(events.slice(-1)));
  });

  test('leaves out what a proctor dismissed, and takes it back in when that is undone', () => {
    const events = eventsOf(times(10, phone), times(200, calm), times(30, nobody));
    const [opened] = events;
    if (!opened) throw new Error('nothing opened');
    const [dismissal, undone] = [reviewed(opened, 'DISMISSED', 1), reviewed(opened, 'NONE', 2)];
    expect(riskFrom([dismissal, ...events]).contributions.map(({ kind }) => kind)).toEqual(['NOBODY_THERE']);
    expect(riskFrom([undone, ...events, dismissal]).contributions).toHaveLength(2);
  });

  test('can be computed again under another policy', () => {
    const events = eventsOf(times(10, phone), times(200, calm), times(30, nobody));
    const open: ExamPolicy = {
      ...policy,
      incidents: { ...policy.incidents, FORBIDDEN_OBJECT: { ...policy.incidents.FORBIDDEN_OBJECT, isOn: false } },
      risk: { ...policy.risk, NOBODY_THERE: { points: 100, pointsPerMinute: 0, mostPoints: 100 } },
    };
    expect(riskFrom(events, open).score).toBeCloseTo(100 * (1 - Math.exp(-1)));
  });

  test('is from 0 to 100, grows with each incident, and is the sum of what the kinds contribute', () => {
    fc.assert(
      fc.property(incidents, (list) => {
        const { score, contributions } = riskFrom(eventsFor(list));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(contributions.reduce((sum, contribution) => sum + contribution.score, 0)).toBeCloseTo(score);
        expect(riskFrom(eventsFor(list.slice(1))).score).toBeLessThanOrEqual(score + 1e-9);
      }),
    );
  });
});
