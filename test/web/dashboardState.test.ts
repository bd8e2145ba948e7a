/** What events make of the dashboard's state, and what it shows of it. */
import { describe, expect, test } from '@jest/globals';
// The browser's code is bundled, not compiled to dist/: these modules have nothing of a browser in them.
import { alarmsIn } from '../../src/web/dashboard/state/alarms.ts';
import type { ExamState, FeedEvent, IncidentRecord } from '../../src/web/dashboard/state/examState.ts';
import { fromSnapshot } from '../../src/web/dashboard/state/examState.ts';
import { beginJudging, endJudging } from '../../src/web/dashboard/state/judge.ts';
import { namesWantedBy, withNames } from '../../src/web/dashboard/state/names.ts';
import { EVERYTHING, handledOf, queueOf } from '../../src/web/dashboard/state/queue.ts';
import { reduce } from '../../src/web/dashboard/state/reduce.ts';
import { lanesOf, mergeEvents } from '../../src/web/dashboard/state/timeline.ts';
import { countByStatus, openByCandidate, wallOrder } from '../../src/web/dashboard/state/wall.ts';
import { STRINGS } from '../../src/web/dashboard/strings.ts';

type Incident = IncidentRecord['incident'];
type Change = 'IncidentOpened' | 'IncidentUpdated' | 'IncidentClosed';

const START = Date.parse('2026-05-04T09:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const NO_FINDING: Incident['finding'] = {
  names: null,
  people: null,
  count: null,
  expected: null,
  confidence: null,
  similarity: null,
  yaw: null,
  pitch: null,
  brightness: null,
  forMs: null,
};

function incident(id: string, different: Partial<Incident> = {}): Incident {
  return {
    id,
    kind: 'SOMEBODY_ELSE',
    severity: 'HIGH',
    since: at(0),
    openedAt: at(2),
    lastSeenAt: at(2),
    presentMs: 2_000,
    returns: 0,
    finding: NO_FINDING,
    end: null,
    ...different,
  };
}

let ids = 0;
const nextId = () => String(++ids).padStart(6, '0');

function change(__typename: Change, candidateId: string, incident: Incident): FeedEvent {
  return { __typename, id: nextId(), occurredAt: at(2), candidateId, sessionId: `session-${candidateId}`, incident };
}

function started(candidateId: string): FeedEvent {
  const event = { id: nextId(), occurredAt: at(0), candidateId, sessionId: `session-${candidateId}` };
  return { __typename: 'SessionStarted', ...event };
}

function frame(
  candidateId: string,
  seconds: number,
  recognition: 'PASS' | 'FAIL' | 'UNKNOWN',
  details: string,
): FeedEvent {
  return {
    __typename: 'FrameProcessed',
    id: nextId(),
    occurredAt: at(seconds),
    candidateId,
    sessionId: `session-${candidateId}`,
    capturedAt: at(seconds),
    checks: [{ name: 'PERSON_RECOGNITION', status: recognition, details }],
  };
}

const END = { at: at(9), reason: 'RESOLVED' } as const;
const PAULA = { id: 'paula', name: 'Paula' };

function reviewed(
  candidateId: string,
  incidentId: string,
  verdict: 'NONE' | 'ACKNOWLEDGED' | 'CONFIRMED' | 'DISMISSED',
  revision: number,
  severity: Incident['severity'] = 'HIGH',
): FeedEvent {
  const review = { verdict, reason: null, at: at(10 + revision), severity, revision, by: PAULA };
  const about = { incidentId, kind: 'SOMEBODY_ELSE', severity, review } as const;
  return { __typename: 'IncidentReviewed', id: nextId(), occurredAt: at(10), candidateId, ...about };
}

const policy = { labelConfidence: 85 };
const empty: ExamState = fromSnapshot({ exam: { id: 'demo', title: 'Demo', policy, sessions: [] }, incidents: [] });
const stateAfter = (...events: FeedEvent[]) => reduce(empty, events);
const queued = (state: ExamState) => queueOf(state).map(({ incident }) => incident.id);

describe('the state of an exam', () => {
  test('is the same in whatever batches the events come', () => {
    const events = [
      started('ana'),
      frame('ana', 1, 'PASS', 'Ana López'),
      change('IncidentOpened', 'ana', incident('i1')),
      started('bo'),
      reviewed('ana', 'i1', 'ACKNOWLEDGED', 1),
      change('IncidentClosed', 'ana', incident('i1', { end: { at: at(9), reason: 'RESOLVED' } })),
    ];
    const oneByOne = events.reduce((state, event) => reduce(state, [event]), empty);
    // How often risks should be read again is all that batches may change.
    expect({ ...oneByOne, grounds: 0 }).toEqual({ ...reduce(empty, events), grounds: 0 });
  });

  test('leaves untouched what an event does not concern, so that nothing of it is drawn again', () => {
    const before = stateAfter(started('ana'), started('bo'), frame('ana', 1, 'PASS', 'Ana López'));
    const later = reduce(before, [frame('ana', 3, 'PASS', 'Ana López')]);
    expect(later.candidates).toBe(before.candidates);
    expect(later.incidents).toBe(before.incidents);
    expect(later.newestFrames.get('ana')).toBe(START + 3_000);
  });

  test('asks for the names of who is new, and of whose photos came or went, and of nobody else', () => {
    const known = stateAfter(started('ana'), started('bo'), started('cem'));
    const photo = (__typename: 'FaceEnrolled' | 'FaceDeleted', candidateId: string): FeedEvent => {
      return { __typename, id: nextId(), occurredAt: at(5), candidateId };
    };
    const events = [frame('ana', 5, 'PASS', 'Ana'), photo('FaceEnrolled', 'bo'), photo('FaceDeleted', 'cem')];
    expect(namesWantedBy([...events, started('dora'), frame('eve', 6, 'FAIL', '0')], known)).toEqual([
      'bo',
      'cem',
      'dora',
      'eve',
    ]);
  });

  test('calls nobody what was recognised in their place, but what is read of their photos', () => {
    const state = stateAfter(frame('ana', 1, 'FAIL', 'Bo Chen'), frame('ana', 2, 'PASS', 'Ana of old'));
    expect(state.candidates.get('ana')?.name).toBeUndefined();
    const named = withNames(state, [{ candidateId: 'ana', candidateName: 'Ana López' }]);
    expect(named.candidates.get('ana')?.name).toBe('Ana López');
    const nameless = withNames(named, [{ candidateId: 'ana', candidateName: null }]);
    expect(nameless.candidates.get('ana')?.name).toBeUndefined();
  });

  test('counts candidates by how their sessions stand', () => {
    const lost = incident('lost', { kind: 'FEED_LOST', severity: 'MEDIUM' });
    const base = { occurredAt: at(5), by: PAULA };
    const state = stateAfter(
      ...['ana', 'bo', 'cem', 'dora', 'eve'].map(started),
      frame('ana', 1, 'PASS', 'Ana'),
      frame('bo', 1, 'PASS', 'Bo'),
      change('IncidentOpened', 'bo', lost),
      { __typename: 'SessionPaused', id: nextId(), candidateId: 'cem', ...base },
      { __typename: 'SessionEnded', id: nextId(), candidateId: 'dora', reason: 'Left', ...base },
    );
    expect(countByStatus(state)).toEqual({ ACTIVE: 1, WAITING: 1, PAUSED: 1, FEED_LOST: 1, ENDED: 0, TERMINATED: 1 });
    const back = reduce(state, [change('IncidentClosed', 'bo', { ...lost, end: { at: at(9), reason: 'RESOLVED' } })]);
    expect(back.candidates.get('bo')?.status).toBe('ACTIVE');
  });

  test('asks to be read anew after an erasure and after a change of policy', () => {
    const policyChanged = { __typename: 'PolicyChanged', id: nextId(), occurredAt: at(1), candidateId: null } as const;
    expect(stateAfter({ ...policyChanged, by: PAULA, version: 2 }).isOutdated).toBe(true);
    expect(stateAfter(started('ana')).isOutdated).toBe(false);
  });
});

describe('the queue', () => {
  test('holds the most severe first, and among equals the one that has waited longest', () => {
    const state = stateAfter(
      change('IncidentOpened', 'ana', incident('low', { severity: 'LOW', since: at(0) })),
      change('IncidentOpened', 'bo', incident('newer', { since: at(20) })),
      change('IncidentOpened', 'cem', incident('older', { since: at(10) })),
    );
    expect(queued(state)).toEqual(['older', 'newer', 'low']);
  });

  test('keeps what ended by itself until somebody looked, unless it was slight or a feed that came back', () => {
    const seen = ['severe', 'slight', 'feed'] as const;
    const incidents = {
      severe: incident('severe'),
      slight: incident('slight', { severity: 'LOW' }),
      feed: incident('feed', { kind: 'FEED_LOST' }),
    };
    const open = stateAfter(...seen.map((id) => change('IncidentOpened', 'ana', incidents[id])));
    const closed = reduce(
      open,
      seen.map((id) => change('IncidentClosed', 'ana', { ...incidents[id], end: END })),
    );
    expect(queued(open)).toHaveLength(3);
    expect(queued(closed)).toEqual(['severe']);
  });

  test('lets go what a proctor anywhere has judged, and takes back what is called back', () => {
    const open = stateAfter(change('IncidentOpened', 'ana', incident('i1')));
    const judged = reduce(open, [reviewed('ana', 'i1', 'DISMISSED', 1)]);
    expect(queued(judged)).toEqual([]);
    expect(handledOf(judged).map(({ review }) => review?.by.name)).toEqual(['Paula']);
    expect(queued(reduce(judged, [reviewed('ana', 'i1', 'NONE', 2)]))).toEqual(['i1']);
  });

  test('lets go what I judge before the server has answered, and has it back when the server refuses', () => {
    const open = stateAfter(change('IncidentOpened', 'ana', incident('i1')));
    const judging = beginJudging(open, 'i1', 'CONFIRMED');
    expect(queued(judging)).toEqual([]);
    expect(queued(endJudging(judging, 'i1', undefined))).toEqual(['i1']);
  });

  test('believes the later of two judgements, whichever is heard first', () => {
    const open = stateAfter(change('IncidentOpened', 'ana', incident('i1')));
    const heard = reduce(open, [reviewed('ana', 'i1', 'NONE', 2)]);
    const answer = { candidateId: 'ana', sessionId: 's', incident: incident('i1') };
    const review = { verdict: 'DISMISSED', reason: 'x', at: at(11), severity: 'HIGH', revision: 1, by: PAULA } as const;
    expect(queued(endJudging(heard, 'i1', { ...answer, review }))).toEqual(['i1']);
    expect(queued(reduce(heard, [reviewed('ana', 'i1', 'DISMISSED', 1)]))).toEqual(['i1']);
  });

  test('brings back what was taken up as something less severe, and keeps it in one place', () => {
    const medium = incident('i1', { severity: 'MEDIUM' });
    const taken = stateAfter(
      change('IncidentOpened', 'ana', medium),
      reviewed('ana', 'i1', 'ACKNOWLEDGED', 1, 'MEDIUM'),
    );
    const goesOn = reduce(taken, [change('IncidentUpdated', 'ana', { ...medium, presentMs: 9_000 })]);
    expect([queued(goesOn), handledOf(goesOn).length]).toEqual([[], 1]);
    const risen = reduce(taken, [change('IncidentUpdated', 'ana', incident('i1'))]);
    expect([queued(risen), handledOf(risen).length]).toEqual([['i1'], 0]);
    const ended = reduce(risen, [change('IncidentClosed', 'ana', incident('i1', { end: END }))]);
    expect(queued(ended)).toEqual(['i1']);

    const again = beginJudging(risen, 'i1', 'ACKNOWLEDGED');
    expect([queued(again), handledOf(again).length]).toEqual([[], 1]);
    const answered = reduce(again, [reviewed('ana', 'i1', 'ACKNOWLEDGED', 2, 'HIGH')]);
    expect([queued(answered), handledOf(answered).length]).toEqual([[], 1]);
  });

  test('brings back what rose while it was being taken up', () => {
    const medium = incident('i1', { severity: 'MEDIUM' });
    const judging = beginJudging(stateAfter(change('IncidentOpened', 'ana', medium)), 'i1', 'ACKNOWLEDGED');
    const risen = reduce(judging, [change('IncidentUpdated', 'ana', incident('i1'))]);
    expect(queued(risen)).toEqual([]);
    const review = {
      verdict: 'ACKNOWLEDGED',
      reason: null,
      at: at(11),
      severity: 'MEDIUM',
      revision: 1,
      by: PAULA,
    } as const;
    const record = { candidateId: 'ana', sessionId: 's', incident: medium, review };
    expect(queued(endJudging(risen, 'i1', record))).toEqual(['i1']);
  });

  test('leaves with their judgement what was confirmed or dismissed before it rose', () => {
    for (const verdict of ['CONFIRMED', 'DISMISSED'] as const) {
      const medium = incident('i1', { severity: 'MEDIUM' });
      const judged = stateAfter(change('IncidentOpened', 'ana', medium), reviewed('ana', 'i1', verdict, 1, 'MEDIUM'));
      expect(queued(reduce(judged, [change('IncidentUpdated', 'ana', incident('i1'))]))).toEqual([]);
    }
  });

  test('finds names without their accents', () => {
    const unnamed = stateAfter(started('c1'), change('IncidentOpened', 'c1', incident('i1')));
    const state = withNames(unnamed, [{ candidateId: 'c1', candidateName: 'Ana López' }]);
    expect(queueOf(state, { ...EVERYTHING, search: 'lopez' })).toHaveLength(1);
    expect(queueOf(state, { ...EVERYTHING, search: 'chen' })).toHaveLength(0);
    expect(queueOf(state, { ...EVERYTHING, kind: 'LOOKING_AWAY' })).toHaveLength(0);
  });

  test('sounds once for what becomes severe, and not for what goes on', () => {
    const medium = stateAfter(change('IncidentOpened', 'ana', incident('i1', { severity: 'MEDIUM' })));
    const rises = change('IncidentUpdated', 'ana', incident('i1'));
    const now = START + 3_000;
    expect(alarmsIn(medium, [rises, rises], now)).toHaveLength(1);
    expect(alarmsIn(reduce(medium, [rises]), [rises], now)).toEqual([]);
  });

  test('sounds again for what was taken up and became severe, and not for what was dismissed before', () => {
    const medium = stateAfter(change('IncidentOpened', 'ana', incident('i1', { severity: 'MEDIUM' })));
    const rises = change('IncidentUpdated', 'ana', incident('i1'));
    const alarmsAfter = (verdict: 'ACKNOWLEDGED' | 'DISMISSED') =>
      alarmsIn(reduce(medium, [reviewed('ana', 'i1', verdict, 1, 'MEDIUM')]), [rises], START + 3_000);
    expect(alarmsAfter('ACKNOWLEDGED')).toHaveLength(1);
    expect(alarmsAfter('DISMISSED')).toEqual([]);
  });

  test('names one of those that become severe at once, and says how many more there are', () => {
    expect(STRINGS.alarmNotice('Nobody in view', 'Ana', 0)).toBe('Nobody in view: Ana');
    expect(STRINGS.alarmNotice('Nobody in view', 'Ana', 2)).toBe('Nobody in view: Ana and 2 more');
  });

  test('makes no sound for what is told a minute late', () => {
    const opened = change('IncidentOpened', 'ana', incident('i1'));
    expect(alarmsIn(empty, [opened], START + 40_000)).toHaveLength(1);
    expect(alarmsIn(empty, [opened], START + 90_000)).toEqual([]);
  });
});

describe('the wall', () => {
  test('begins with those of whom something severe is open, and ends with those who are through', () => {
    const state = stateAfter(
      ...['ana', 'bo', 'cem', 'dora'].map(started),
      change('IncidentOpened', 'cem', incident('i1', { severity: 'LOW' })),
      change('IncidentOpened', 'dora', incident('i2')),
      { __typename: 'SessionEnded', id: nextId(), occurredAt: at(3), candidateId: 'ana', by: PAULA, reason: null },
    );
    expect(wallOrder(state, EVERYTHING)).toEqual(['dora', 'cem', 'bo', 'ana']);
  });

  test('frames nobody for what was dismissed', () => {
    const open = stateAfter(started('ana'), change('IncidentOpened', 'ana', incident('i1')));
    expect(openByCandidate(open).get('ana')?.id).toBe('i1');
    expect(openByCandidate(reduce(open, [reviewed('ana', 'i1', 'DISMISSED', 1)])).size).toBe(0);
  });
});

describe('a timeline', () => {
  test('joins frames of one answer to runs that touch, and leaves a gap where no frames came', () => {
    const { PERSON_RECOGNITION: runs } = lanesOf([
      frame('ana', 0, 'PASS', 'Ana'),
      frame('ana', 2, 'PASS', 'Ana'),
      frame('ana', 4, 'FAIL', '0'),
      frame('ana', 60, 'PASS', 'Ana'),
    ]);
    expect(runs).toEqual([
      { status: 'PASS', from: START, to: START + 4_000, frames: 2 },
      { status: 'FAIL', from: START + 4_000, to: START + 4_000, frames: 1 },
      { status: 'PASS', from: START + 60_000, to: START + 60_000, frames: 1 },
    ]);
  });

  test('shows nothing where nobody looked', () => {
    expect(lanesOf([frame('ana', 0, 'UNKNOWN', 'Not asked')]).PERSON_RECOGNITION).toEqual([]);
  });

  test('puts what was read and what was heard together, each event once', () => {
    const [one, two, three] = [started('a'), started('b'), started('c')];
    expect(mergeEvents([one, two], [two, three])).toEqual([one, two, three]);
  });
});
