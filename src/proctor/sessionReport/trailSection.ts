/** The audit trail: who did what, and who looked at evidence. */
import type { ExamEvent } from '../../domain/events.js';
import type { FiledIncident } from '../sessionFacts.js';
import { type Html, html } from './html.js';
import { clock, day } from './moments.js';
import { quote, titleOf, VERDICTS, who } from './words.js';

export function trailSection(events: readonly ExamEvent[], incidents: readonly FiledIncident[]): Html {
  const titles = new Map(incidents.map(({ incident }) => [incident.id, titleOf(incident.finding)]));
  const deeds = events.flatMap((event) => {
    const deed = deedIn(event, (incidentId) => titles.get(incidentId) ?? html`an incident`);
    return deed ? [{ at: event.occurredAt, deed }] : [];
  });
  if (deeds.length === 0) return html`<p>Nobody did anything.</p>`;
  return html`<table class="trail">
<thead><tr><th>Day</th><th>Time, UTC</th><th>What</th></tr></thead>
<tbody>${deeds.map(({ at, deed }) => html`<tr><td>${day(at)}</td><td><time datetime="${at}">${clock(at)}</time></td><td>${deed}</td></tr>`)}</tbody>
</table>`;
}

/** Frames and incidents have their own place in the report. */
function deedIn(event: ExamEvent, nameOf: (incidentId: string) => Html): Html | undefined {
  switch (event.type) {
    case 'SessionStarted':
      return html`The session began.`;
    case 'SessionPaused':
      return html`${who(event.by)} paused the session.`;
    case 'SessionResumed':
      return html`${who(event.by)} let the session go on.`;
    case 'SessionExtended':
      return html`${who(event.by)} changed the time by ${event.minutes} min.`;
    case 'SessionEnded':
      return event.reason === undefined
        ? html`${who(event.by)} ended the session.`
        : html`${who(event.by)} terminated the session: ${quote(event.reason)}`;
    case 'IncidentReviewed':
      return html`${who(event.review.by)} on “${nameOf(event.incidentId)}”: ${VERDICTS[event.review.verdict]}${event.review.reason === undefined ? undefined : html`, ${quote(event.review.reason)}`}`;
    case 'NoteWritten':
      return html`${who(event.by)} noted: ${quote(event.text)}`;
    case 'MessageSent':
      return html`${who(event.by)} wrote to ${event.candidateId === undefined ? 'everybody' : 'the candidate'}: ${quote(event.text)}`;
    case 'EvidenceViewed':
      return html`${who(event.by)} looked at the frames of “${nameOf(event.incidentId)}”.`;
    case 'SessionExported':
      return html`${who(event.by)} exported the whole session.`;
    case 'PolicyChanged':
      return html`${who(event.by)} changed the exam’s policy: version ${event.version}.`;
    case 'FaceEnrolled':
      return html`A face of the candidate was enrolled.`;
    case 'FaceDeleted':
      return html`A face of the candidate was deleted.`;
    case 'CandidateErased':
      return html`${who(event.by)} had the candidate erased.`;
    default:
      return undefined;
  }
}
