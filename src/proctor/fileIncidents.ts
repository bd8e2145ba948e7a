import type { IncidentReviewed, NewEvent } from '../domain/events.js';
import type { IncidentEvent } from '../domain/incidents/events.js';
import type { Store } from '../store/store.js';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Keeps the record of each incident as the events tell of it, so that it can be found without reading all events. Of an
 * exam that is gone nothing is kept. Doing it again, or later than what followed, changes nothing.
 */
export async function fileIncidents(store: Store, examId: string, events: readonly NewEvent[]): Promise<void> {
  const told = events.filter(tellsOfIncident);
  if (told.length > 0) {
    const exam = await store.exams.get(examId);
    if (!exam) return;
    const { eventsDays } = exam.policy.retention;
    await Promise.all([...newestOfEach(told).values()].map((event) => file(store, event, eventsDays)));
  }
  for (const { incidentId, review } of events.filter(isReview)) {
    await store.incidents.putReview(examId, incidentId, review);
  }
}

async function file(store: Store, event: IncidentEvent, days: number): Promise<void> {
  const { examId, candidateId, sessionId, occurredAt, incident } = event;
  const expiresAt = new Date(Date.parse(occurredAt) + days * DAY_MS).toISOString();
  await store.incidents.put({ examId, candidateId, sessionId, incident }, { expiresAt });
}

/** The last event of an incident tells all that those before it told. */
function newestOfEach(events: readonly IncidentEvent[]): ReadonlyMap<string, IncidentEvent> {
  return new Map(
    events
      .toSorted((one, other) => one.incident.revision - other.incident.revision)
      .map((event) => [event.incident.id, event]),
  );
}

function tellsOfIncident(event: NewEvent): event is IncidentEvent {
  return event.type === 'IncidentOpened' || event.type === 'IncidentUpdated' || event.type === 'IncidentClosed';
}

function isReview(event: NewEvent): event is IncidentReviewed {
  return event.type === 'IncidentReviewed';
}
