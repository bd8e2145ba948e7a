/** An exam with many candidates, as the dashboard reads it, and the events of their frames. */
import type { Buffer } from 'node:buffer';

const KINDS = [
  'SOMEBODY_ELSE',
  'FORBIDDEN_OBJECT',
  'SEVERAL_PEOPLE',
  'NOBODY_THERE',
  'FACE_NOT_VISIBLE',
  'LOOKING_AWAY',
];
const SEVERITIES = ['HIGH', 'HIGH', 'HIGH', 'MEDIUM', 'LOW', 'LOW'];
const CHECKS = ['PERSON_DETECTION', 'FACE_DETECTION', 'PERSON_RECOGNITION', 'OBJECTS_OF_INTEREST', 'UNSAFE_CONTENT'];
const NAMES = [
  'Ana López',
  'Bo Chen',
  'Müller-Lüdenscheidt, Wilhelmina Henriette',
  'محمد الأحمد',
  'Søren Ærø',
  'Łukasz Żak',
];

export interface FullExamOptions {
  readonly candidates: number;
  /** How many of them have something open. */
  readonly incidents: number;
  /** JPEGs, shown in turns. */
  readonly pictures: readonly Buffer[];
}

export function createFullExam({ candidates, incidents, pictures }: FullExamOptions) {
  const begun = Date.now();
  const ids = Array.from({ length: candidates }, (_, index) => `candidate-${String(index).padStart(3, '0')}`);
  const shots = pictures.map((bytes) => bytes.toString('base64'));
  let events = 0;
  let frames = 0;

  const nextId = () => String(++events).padStart(12, '0');
  const now = () => new Date().toISOString();

  function incidentOf(index: number) {
    const since = new Date(begun - (index * 17 + 4) * 1_000).toISOString();
    const kind = KINDS[index % KINDS.length];
    const finding = {
      names: kind === 'FORBIDDEN_OBJECT' ? ['Cell Phone'] : null,
      people: kind === 'SOMEBODY_ELSE' ? [] : null,
    };
    const numbers = {
      count: 2,
      expected: 1,
      confidence: 91,
      similarity: 43,
      yaw: 34,
      pitch: -4,
      brightness: null,
      forMs: null,
    };
    return {
      id: `incident-${index}`,
      kind,
      severity: SEVERITIES[index % SEVERITIES.length],
      since,
      openedAt: since,
      lastSeenAt: since,
      presentMs: 4_000,
      returns: index % 3,
      finding: { ...finding, ...numbers },
      end: null,
    };
  }

  function session(candidateId: string, index: number) {
    const score = index < incidents ? 20 + ((index * 7) % 60) : 0;
    const contribution = { kind: KINDS[index % KINDS.length], incidents: 1, presentMs: 4_000, score };
    const lastFrame = { capturedAt: now(), processedAt: now() };
    const risk = { score, contributions: score > 0 ? [contribution] : [] };
    const facts = { startedAt: new Date(begun - 600_000).toISOString(), endsAt: null, extraMinutes: 0 };
    const candidateName = NAMES[index % NAMES.length];
    return {
      id: `s-${candidateId}`,
      candidateId,
      candidateName,
      status: 'ACTIVE',
      ...facts,
      framesProcessed: 1,
      lastFrame,
      risk,
    };
  }

  const noPage = { pageInfo: { hasNextPage: false, endCursor: null }, edges: [] };
  const open = () =>
    ids.slice(0, incidents).map((candidateId, index) => ({
      node: { candidateId, sessionId: `s-${candidateId}`, incident: incidentOf(index), review: null },
    }));

  function livePicture(candidateId: string) {
    const base64 = shots[ids.indexOf(candidateId) % shots.length];
    const picture = { width: 480, height: 360, mediaType: 'image/jpeg', base64 };
    return { candidateId, livePicture: { frameId: `${candidateId}-${events}`, capturedAt: now(), picture } };
  }

  function snapshot() {
    return {
      id: 'full',
      title: 'Organic Chemistry II',
      cursor: nextId(),
      policy: { labelConfidence: 85 },
      sessions: ids.map(session),
      open: { ...noPage, edges: open() },
      unjudged: noPage,
    };
  }

  return {
    /** What the server answers to the page's operation of this name. */
    answer(operation: string, variables: Readonly<Record<string, unknown>>): unknown {
      switch (operation) {
        case 'Issuer':
          return { server: { identityProvider: 'EMBEDDED' } };
        case 'Viewer':
          return { viewer: { id: 'paula', name: 'Paula', roles: ['PROCTOR'], expiresAt: '2099-01-01T00:00:00.000Z' } };
        case 'ExamSnapshot':
          return { server: { time: now() }, exam: snapshot() };
        case 'Risks':
          return { exam: { id: 'full', sessions: ids.map(session) } };
        case 'LivePictures':
          // As the dashboard's own query has them.
          return { exam: { id: 'full', sessions: (variables['candidateIds'] as string[]).map(livePicture) } };
        case 'PersonIncidents':
          return { faces: [], exam: { id: 'full', incidents: noPage } };
        case 'PersonHistory':
          return { exam: { id: 'full', events: noPage } };
        default:
          return null;
      }
    },
    /** The next candidate's frame; one in fifty goes on with an incident instead. */
    nextEvent() {
      const index = frames++ % candidates;
      const candidateId = ids[index];
      const event = { id: nextId(), occurredAt: now(), candidateId, sessionId: `s-${candidateId}` };
      if (frames % 50 === 0 && incidents > 0) {
        const which = (frames / 50) % incidents;
        const about = { candidateId: ids[which], sessionId: `s-${ids[which]}` };
        return {
          ...event,
          ...about,
          __typename: 'IncidentUpdated',
          incident: { ...incidentOf(which), presentMs: frames * 10 },
        };
      }
      const checks = CHECKS.map((name) => ({
        name,
        status: 'PASS',
        details: name === 'PERSON_RECOGNITION' ? NAMES[index % NAMES.length] : '1',
      }));
      return { ...event, __typename: 'FrameProcessed', capturedAt: event.occurredAt, checks };
    },
  };
}
