/** What was at one moment of a candidate's timeline. Moments are milliseconds since 1970, by the server's clock. */
import type { IncidentRecord } from '../state/examState.js';
import { CHECK_NAMES, type CheckName, type Lanes, type Status } from '../state/timeline.js';

export interface Moment {
  readonly at: number;
  /** The incident that was meant, where one was: several may lie at one moment. */
  readonly incidentId?: string | undefined;
}

/** The incident that was meant, or else the one that is nearest, the latest of several that go on; undefined where none is near. */
export function incidentAt(
  incidents: readonly IncidentRecord[],
  { at, incidentId }: Moment,
  nearMs: number,
): IncidentRecord | undefined {
  const meant = incidents.find(({ incident }) => incident.id === incidentId);
  if (meant) return meant;
  const [nearest] = incidents
    .map((record) => ({ record, distance: distanceTo(record, at) }))
    .filter(({ distance }) => distance <= nearMs)
    .toSorted((one, other) => one.distance - other.distance || sinceOf(other.record) - sinceOf(one.record));
  return nearest?.record;
}

export function incidentsAt(incidents: readonly IncidentRecord[], at: number): readonly IncidentRecord[] {
  return incidents.filter((record) => distanceTo(record, at) === 0);
}

/** The incident that begins before or after a moment, the nearest one first. */
export function incidentBeside(
  incidents: readonly IncidentRecord[],
  at: number,
  direction: 1 | -1,
): Moment | undefined {
  const [next] = incidents
    .map((record) => ({ at: openingOf(record), incidentId: record.incident.id }))
    .filter((moment) => (moment.at - at) * direction > 0)
    .toSorted((one, other) => (one.at - other.at) * direction);
  return next;
}

/** What each check said; what was not asked then is left out. */
export function checksAt(lanes: Lanes, at: number): readonly { readonly name: CheckName; readonly status: Status }[] {
  return CHECK_NAMES.flatMap((name) => {
    const run = lanes[name].findLast(({ from, to }) => from <= at && at <= to);
    return run ? [{ name, status: run.status }] : [];
  });
}

export function nearestFrame<T extends { readonly at: string }>(frames: readonly T[], at: number): T | undefined {
  const distance = (frame: T) => Math.abs(Date.parse(frame.at) - at);
  return frames.toSorted((one, other) => distance(one) - distance(other))[0];
}

function distanceTo({ incident: { since, end } }: IncidentRecord, at: number): number {
  const to = end ? Date.parse(end.at) : Number.POSITIVE_INFINITY;
  return Math.max(0, Date.parse(since) - at, at - to);
}

function sinceOf({ incident }: IncidentRecord): number {
  return Date.parse(incident.since);
}

function openingOf({ incident }: IncidentRecord): number {
  return Date.parse(incident.openedAt);
}
