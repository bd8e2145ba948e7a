import type { ExamState, FeedEvent, IncidentRecord } from './examState.js';
import { isWaiting } from './queue.js';

/** What is told later than this is no news: the queue has it. A connection that was lost for a moment hides nothing. */
const NEWS_MS = 60_000;

/**
 * What became severe with these events and waits for somebody, each once: worth a sound.
 * @param now by the server's clock
 */
export function alarmsIn(before: ExamState, events: readonly FeedEvent[], now: number): readonly IncidentRecord[] {
  const alarms = new Map<string, IncidentRecord>();
  for (const event of events) {
    if (event.__typename !== 'IncidentOpened' && event.__typename !== 'IncidentUpdated') continue;
    const { incident, candidateId, sessionId } = event;
    const known = before.incidents.get(incident.id);
    const wasSevere = known?.incident.severity === 'HIGH' && event.__typename === 'IncidentUpdated';
    const isNews = now - Date.parse(event.occurredAt) < NEWS_MS;
    if (candidateId === null || incident.severity !== 'HIGH' || wasSevere || !isNews) continue;
    const record = { candidateId, sessionId, incident, review: known?.review ?? null };
    if (isWaiting(record)) alarms.set(incident.id, record);
  }
  return [...alarms.values()];
}
