/** When what was seen: a row for each kind, on the session's own time. */
import type { ExamEvent } from '../../domain/events.js';
import { INCIDENT_KINDS } from '../../domain/incidents/kinds.js';
import type { FiledIncident, SessionFacts } from '../sessionFacts.js';
import { type Html, html } from './html.js';
import { clock } from './moments.js';
import { severityShape } from './severityMark.js';
import { KINDS } from './words.js';

const [WIDTH, LEFT, RIGHT, ROW] = [760, 190, 14, 26];

/** Seconds between two marks on the axis, from which the first is taken that leaves few enough of them. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400];
const MOST_MARKS = 7;

type Place = (at: number) => number;

export function timeline({ session, incidents, events }: SessionFacts, endsAt: string): Html {
  const start = Date.parse(session.startedAt);
  const end = Math.max(Date.parse(endsAt), start + 1_000);
  const place: Place = (at) => round(LEFT + ((at - start) / (end - start)) * (WIDTH - LEFT - RIGHT));
  const kinds = INCIDENT_KINDS.filter((kind) => incidents.some(({ incident }) => incident.kind === kind));
  const height = kinds.length * ROW;
  const rows = kinds.map((kind, index) => {
    const y = index * ROW;
    const ofKind = incidents.filter(({ incident }) => incident.kind === kind);
    return html`<text class="row" x="0" y="${y + 17}">${KINDS[kind]}</text>${ofKind.map((one) => bar(one, y, end, place))}`;
  });
  return html`<svg class="timeline" viewBox="0 0 ${WIDTH} ${height + 30}" role="img" aria-label="Incidents over the time of the session">
${pauses(events, end).map(([from, to]) => html`<rect class="pause" x="${place(from)}" y="0" width="${round(place(to) - place(from))}" height="${height}"/>`)}
${marks(start, end).map((at) => html`<line class="mark" x1="${place(at)}" x2="${place(at)}" y1="0" y2="${height + 6}"/><text class="mark" x="${place(at)}" y="${height + 20}">${clock(new Date(at).toISOString())}</text>`)}
${rows}
<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${height}" y2="${height}"/>
</svg>`;
}

function bar({ incident, review }: FiledIncident, y: number, end: number, place: Place): Html {
  const x = place(Date.parse(incident.since));
  const width = Math.max(3, round(place(Math.min(end, Date.parse(incident.end?.at ?? incident.lastSeenAt))) - x));
  const dismissed = review?.verdict === 'DISMISSED' ? ' dismissed' : '';
  return html`<g class="${incident.severity}${dismissed}"><rect class="bar" x="${x}" y="${y + 9}" width="${width}" height="8" rx="2"/><g transform="translate(${x - 6} ${y + 7})">${severityShape(incident.severity)}</g></g>`;
}

function pauses(events: readonly ExamEvent[], end: number): readonly (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = [];
  let since: number | undefined;
  for (const { type, occurredAt } of events) {
    if (type === 'SessionPaused') since = Date.parse(occurredAt);
    else if (since !== undefined && (type === 'SessionResumed' || type === 'SessionEnded')) {
      found.push([since, Date.parse(occurredAt)]);
      since = undefined;
    }
  }
  return since === undefined ? found : [...found, [since, end]];
}

function marks(start: number, end: number): readonly number[] {
  const seconds = STEPS.find((step) => (end - start) / 1_000 / step <= MOST_MARKS) ?? 86_400;
  const first = Math.ceil(start / 1_000 / seconds) * seconds * 1_000;
  const count = Math.max(0, Math.floor((end - first) / 1_000 / seconds) + 1);
  return Array.from({ length: Math.min(count, 4 * MOST_MARKS) }, (_, index) => first + index * seconds * 1_000);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
