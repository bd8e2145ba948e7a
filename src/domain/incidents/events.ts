import type { SessionEventBase } from '../events.js';
import type { Incident } from './incident.js';
import type { Change } from './track.js';

interface IncidentEventBase extends SessionEventBase {
  /** As it stood after the event: who missed the earlier ones misses nothing. */
  readonly incident: Incident;
}

/** Once in an incident's life. */
export interface IncidentOpened extends IncidentEventBase {
  readonly type: 'IncidentOpened';
}

/** It became more severe, more was found out, it came back soon after its end, or it simply goes on. */
export interface IncidentUpdated extends IncidentEventBase {
  readonly type: 'IncidentUpdated';
}

export interface IncidentClosed extends IncidentEventBase {
  readonly type: 'IncidentClosed';
}

export type IncidentEvent = IncidentOpened | IncidentUpdated | IncidentClosed;

const TYPES = { OPENED: 'IncidentOpened', UPDATED: 'IncidentUpdated', CLOSED: 'IncidentClosed' } as const;

/** Where changes happened. */
export type IncidentPlace = Pick<IncidentEventBase, 'examId' | 'candidateId' | 'sessionId' | 'occurredAt'>;

export function toIncidentEvents(changes: readonly Change[], place: IncidentPlace): readonly IncidentEvent[] {
  return changes.map(({ type, incident }) => ({
    ...place,
    type: TYPES[type],
    key: `incident/${incident.id}/${incident.revision}`,
    incident,
  }));
}
