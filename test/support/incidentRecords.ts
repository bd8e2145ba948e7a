import type { Incident } from '../../src/domain/incidents/incident.js';
import type { IncidentRecord } from '../../src/domain/incidents/incidentRecord.js';
import type { Review } from '../../src/domain/incidents/review.js';

/** An incident of a session, with what the test wants to be different. */
export function incidentOf(sessionId: string, number: number, different: Partial<Incident> = {}): Incident {
  return {
    id: `${sessionId}-${number}`,
    kind: 'NOBODY_THERE',
    severity: 'MEDIUM',
    since: '2026-05-04T09:00:00.000Z',
    openedAt: '2026-05-04T09:00:02.000Z',
    lastSeenAt: '2026-05-04T09:00:02.000Z',
    presentMs: 2_000,
    framesSeen: 2,
    returns: 0,
    finding: { kind: 'NOBODY_THERE', count: 0, expected: 1 },
    revision: 1,
    ...different,
  };
}

export function recordOf(
  place: Omit<IncidentRecord, 'incident'>,
  number: number,
  different: Partial<Incident> = {},
): IncidentRecord {
  return { ...place, incident: incidentOf(place.sessionId, number, different) };
}

export function reviewOf(revision: number, different: Partial<Review> = {}): Review {
  return {
    verdict: 'DISMISSED',
    reason: 'A shadow.',
    by: { id: 'paula' },
    at: '2026-05-04T10:00:00.000Z',
    severity: 'HIGH',
    revision,
    ...different,
  };
}
