import type { ExamState, FeedEvent, IncidentRecord } from './examState.js';

/** What became severe with these events, each once: worth a sound. */
export function alarmsIn(before: ExamState, events: readonly FeedEvent[]): readonly IncidentRecord[] {
  const alarms = new Map<string, IncidentRecord>();
  for (const event of events) {
    if (event.__typename !== 'IncidentOpened' && event.__typename !== 'IncidentUpdated') continue;
    const { incident, candidateId, sessionId } = event;
    const known = before.incidents.get(incident.id);
    const wasSevere = known?.incident.severity === 'HIGH' && event.__typename === 'IncidentUpdated';
    if (candidateId === null || incident.severity !== 'HIGH' || wasSevere) continue;
    alarms.set(incident.id, { candidateId, sessionId, incident, review: known?.review ?? null });
  }
  return [...alarms.values()];
}
