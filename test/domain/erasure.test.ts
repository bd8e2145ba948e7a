import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Check } from '../../src/domain/checks.js';
import {
  type Erasure,
  eraseInEvent,
  eraseInPolicy,
  eraseInRecord,
  eraseInSession,
  eraseOwnSession,
  namesIn,
} from '../../src/domain/erasure.js';
import type { NewEvent } from '../../src/domain/events.js';
import type { Incident } from '../../src/domain/incidents/incident.js';
import type { Session } from '../../src/domain/session.js';
import { policy } from '../support/exam.js';

/** Everything that tells of the candidate begins with this, so that any trace of it is seen. */
const TRACE = 'TRACE';
const ME = `${TRACE}-id`;
const erasure: Erasure = {
  candidateId: ME,
  pseudonym: 'erased-1',
  names: new Set([`${TRACE} Carla Curls`, `${TRACE} Carla`]),
  replaceId: (id) => `new-${[...id].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) | 0, 7)}`,
};

const text = fc.string({ maxLength: 20 }).map((words) => `${TRACE} ${words}`);
const moment = fc
  .date({ min: new Date(0), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString());
const candidateId = fc.constantFrom(ME, 'other');
const actor = fc.constantFrom({ id: 'paula', name: 'Paula' }, { id: ME, name: `${TRACE} Carla` }, { id: ME });
const people = fc.array(
  fc.constantFrom(
    { fullName: `${TRACE} Carla Curls`, candidateId: ME },
    { fullName: `${TRACE} Carla` },
    { fullName: 'Gina Green', candidateId: 'gina' },
  ),
  { maxLength: 3 },
);

/** Of a candidate: what tells of somebody else in their own things is not ours to find. */
function incidents(whose: string): fc.Arbitrary<Incident> {
  const frameId = whose === ME ? text : fc.string();
  const frame = fc.record({ frameId, capturedAt: moment });
  const finding = fc.oneof(
    fc.record({ kind: fc.constant('SOMEBODY_ELSE' as const), people, similarity: fc.double({ min: 0, max: 100 }) }),
    fc.record({ kind: fc.constant('NOBODY_THERE' as const), count: fc.constant(0), expected: fc.constant(1) }),
  );
  return fc
    .record({
      id: fc.uuid(),
      severity: fc.constantFrom('LOW' as const, 'HIGH' as const),
      since: moment,
      openedAt: moment,
      lastSeenAt: moment,
      presentMs: fc.nat(),
      framesSeen: fc.nat(),
      returns: fc.nat(),
      finding,
      frames: fc.record({ opening: frame, worst: frame.map((one) => ({ ...one, gravity: 1 })), last: frame }),
      revision: fc.nat(),
    })
    .map((incident) => ({ ...incident, kind: incident.finding.kind }));
}

const reviews = (whose: string) =>
  fc.record({
    verdict: fc.constantFrom('CONFIRMED' as const, 'DISMISSED' as const),
    reason: whose === ME ? text : fc.constant('Looks fine.'),
    by: actor,
    at: moment,
    severity: fc.constantFrom('LOW' as const, 'HIGH' as const),
    revision: fc.nat(),
  });

function checks(whose: string): fc.Arbitrary<readonly Check[]> {
  const names = [`${TRACE} Carla Curls`, `${TRACE} Carla`];
  const own = fc.record({
    status: fc.constantFrom('PASS' as const, 'FAIL' as const),
    details: fc.constantFrom(...names, '0'),
  });
  const others = fc.constantFrom(
    ...names.map((details) => ({ status: 'FAIL' as const, details })),
    { status: 'PASS' as const, details: 'Gina Green' },
    { status: 'UNKNOWN' as const, details: '0' },
  );
  return (whose === ME ? own : others).map((verdict) => [
    { name: 'FACE_DETECTION', status: 'PASS', details: '1' },
    { name: 'PERSON_RECOGNITION', ...verdict },
  ]);
}

const events: fc.Arbitrary<NewEvent> = candidateId.chain((whose) => {
  const key = whose === ME ? text : fc.string();
  const own = { key, examId: fc.constant('exam'), occurredAt: moment, candidateId: fc.constant(whose) };
  const inSession = { ...own, sessionId: fc.uuid() };
  const type = <T extends string>(name: T) => fc.constant(name);
  const mine = whose === ME ? text : fc.string();
  return fc.oneof(
    fc.record({ ...inSession, type: type('SessionStarted') }),
    fc.record({ ...inSession, type: fc.constantFrom('SessionPaused' as const, 'SessionResumed' as const), by: actor }),
    fc.record({ ...inSession, type: type('SessionExtended'), by: actor, minutes: fc.nat() }),
    fc.record({ ...inSession, type: type('SessionEnded'), by: actor, reason: whose === ME ? text : fc.string() }),
    fc.record({
      ...inSession,
      type: type('FrameProcessed'),
      frameId: mine,
      capturedAt: moment,
      engine: type('embedded'),
      checks: checks(whose),
    }),
    fc.record({
      ...own,
      type: fc.constantFrom('FaceEnrolled' as const, 'FaceDeleted' as const),
      externalImageId: mine,
    }),
    fc.record({
      ...inSession,
      type: fc.constantFrom('IncidentOpened' as const, 'IncidentUpdated' as const, 'IncidentClosed' as const),
      incident: incidents(whose),
    }),
    fc.record({
      ...inSession,
      type: type('IncidentReviewed'),
      incidentId: fc.uuid(),
      kind: fc.constant('NOBODY_THERE' as const),
      severity: fc.constant('LOW' as const),
      review: reviews(whose),
    }),
    fc.record({ ...own, type: fc.constantFrom('NoteWritten' as const, 'MessageSent' as const), by: actor, text: mine }),
    fc.record({ ...inSession, type: type('SessionExported'), by: actor }),
    fc.record({
      type: type('PolicyChanged'),
      key: fc.string(),
      examId: fc.constant('exam'),
      occurredAt: moment,
      by: actor,
      version: fc.nat(),
    }),
  );
});

/** All that is counted and measured, in order, and how often each thing happened. */
function measures(value: unknown): readonly unknown[] {
  const found: unknown[] = [];
  JSON.stringify(value, (key, inner: unknown) => {
    const isCounted =
      typeof inner === 'number' || /At$|^since$|^at$|^type$|^kind$|^severity$|^status$|^verdict$/.test(key);
    if (isCounted) found.push([key, inner]);
    return inner;
  });
  return found;
}

describe('An erased candidate', () => {
  it('leaves no trace in any event, and no number, moment or order changes', () => {
    fc.assert(
      fc.property(events, (event) => {
        const erased = eraseInEvent(event, erasure);
        expect(JSON.stringify(erased)).not.toContain(TRACE);
        expect(measures(erased)).toEqual(measures(event));
        expect(erased.candidateId).toBe(event.candidateId === ME ? 'erased-1' : event.candidateId);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is not erased twice: what is erased is given back as it is, and so is what tells nothing', () => {
    fc.assert(
      fc.property(events, (event) => {
        const erased = eraseInEvent(event, erasure);
        expect(eraseInEvent(erased, erasure)).toBe(erased);
        if (!JSON.stringify(event).includes(TRACE)) expect(erased).toBe(event);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves no trace in the records of incidents', () => {
    const records = candidateId.chain((whose) =>
      fc.record({
        examId: fc.constant('exam'),
        candidateId: fc.constant(whose),
        sessionId: fc.uuid(),
        incident: incidents(whose),
        review: reviews(whose),
      }),
    );
    fc.assert(
      fc.property(records, (record) => {
        const erased = eraseInRecord(record, erasure);
        expect(JSON.stringify(erased)).not.toContain(TRACE);
        expect(measures(erased)).toEqual(measures(record));
        expect(erased.incident.id).toBe(record.incident.id);
        expect(eraseInRecord(erased, erasure)).toBe(erased);
      }),
    );
  });

  it('leaves no trace in a session that was terminated, whose incidents can still be judged', () => {
    fc.assert(
      fc.property(incidents(ME), fc.array(events), (incident, outbox) => {
        const session: Session = {
          ...sessionOf(ME, incident, outbox),
          state: { status: 'TERMINATED', at: '2026-01-15T09:00:00.000Z', reason: `${TRACE} cheated` },
        };
        const erased = eraseOwnSession(session, erasure);
        expect(JSON.stringify(erased)).not.toContain(TRACE);
        expect(erased).toMatchObject({ id: session.id, framesProcessed: 5, watch: { incidents: 3 } });
        expect(erased.state).toMatchObject({ status: 'TERMINATED', at: '2026-01-15T09:00:00.000Z' });
      }),
    );
  });

  it('leaves no trace in what is remembered of others while they sit their exams', () => {
    fc.assert(
      fc.property(incidents('other'), fc.array(events), (incident, outbox) => {
        fc.pre(!('people' in incident.finding && incident.finding.people.some((one) => !('candidateId' in one))));
        const session = sessionOf('other', incident, outbox);
        const erased = eraseInSession(session, erasure);
        expect(JSON.stringify(erased)).not.toContain(TRACE);
        expect(erased.watch?.newest).toEqual(session.watch?.newest);
        expect(eraseInSession(erased, erasure)).toBe(erased);
      }),
    );
  });

  it('has no accommodation any more, and the others keep theirs', () => {
    const others = { candidateId: 'other', expectedPersons: 2 };
    const accommodated = { ...policy, accommodations: [{ candidateId: ME, expectedPersons: 2 }, others] };
    expect(eraseInPolicy(accommodated, ME)).toEqual({ ...policy, accommodations: [others] });
    expect(eraseInPolicy(policy, ME)).toBe(policy);
  });
});

describe('The names of a candidate', () => {
  it('are those that recognised them, in their own frames and as somebody else in those of others', () => {
    fc.assert(
      fc.property(events, (event) => {
        for (const name of namesIn(event, ME)) expect(name === '0' || name.includes(TRACE)).toBe(true);
      }),
    );
  });

  it('are not erased of namesakes who passed in their own sessions', () => {
    const [name = ''] = erasure.names;
    const event: NewEvent = {
      type: 'FrameProcessed',
      key: 'frame/s/1',
      examId: 'exam',
      occurredAt: '2026-01-15T09:00:00.000Z',
      candidateId: 'namesake',
      sessionId: 's',
      frameId: '1',
      capturedAt: '2026-01-15T09:00:00.000Z',
      engine: 'embedded',
      checks: [{ name: 'PERSON_RECOGNITION', status: 'PASS', details: name }],
    };
    expect(eraseInEvent(event, erasure)).toBe(event);
  });
});

function sessionOf(candidate: string, incident: Incident, outbox: readonly NewEvent[]): Session {
  const subject =
    'people' in incident.finding ? incident.finding.people.map(({ fullName }) => fullName).join(', ') : '';
  const frameIds = [candidate === ME ? `${TRACE}-frame` : 'frame'];
  return {
    id: 'session',
    examId: 'exam',
    candidateId: candidate,
    startedAt: '2026-01-15T09:00:00.000Z',
    state: { status: 'ACTIVE' },
    framesProcessed: 5,
    watch: {
      sessionId: 'session',
      incidents: 3,
      newest: { capturedAt: 1, at: 1, frameIds },
      tracks: {
        SOMEBODY_ELSE: { phase: 'OPEN', incident, passes: 0, told: { at: 1, subject } },
        LOOKING_AWAY: { phase: 'QUIET', window: [], previous: incident },
      },
    },
    outbox,
    version: 4,
  };
}
