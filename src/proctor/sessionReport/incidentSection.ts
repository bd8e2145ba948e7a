import type { Incident } from '../../domain/incidents/incident.js';
import type { Review } from '../../domain/incidents/review.js';
import type { FiledIncident } from '../sessionFacts.js';
import { evidencePicture } from './evidencePicture.js';
import { type Html, html } from './html.js';
import { clock, day, dayAndClock, duration, range } from './moments.js';
import { severityMark } from './severityMark.js';
import { END_REASONS, findingInWords, quote, titleOf, VERDICTS, who } from './words.js';

export function incidentSection(incidents: readonly FiledIncident[]): Html {
  if (incidents.length === 0) return html`<p>None was recorded.</p>`;
  return html`${incidents.map(article)}`;
}

function article({ incident, review, evidence }: FiledIncident): Html {
  return html`<article>
<header><h3>${titleOf(incident.finding)}, <time datetime="${incident.since}">${when(incident)}</time></h3>${severityMark(incident.severity)}</header>
<p>${findingInWords(incident.finding)}</p>
${lasted(incident)}
${review ? judged(review) : html`<p class="quiet">Nobody has judged it.</p>`}
${evidence.length > 0 ? html`<div class="pictures">${evidence.map(evidencePicture)}</div>` : without(incident)}
</article>`;
}

function when({ since, end }: Incident): string {
  return end ? range(since, end.at) : `from ${clock(since)}, still open`;
}

function lasted({ since, lastSeenAt, presentMs, framesSeen, returns, end }: Incident): Html {
  const parts = [
    `present for ${duration(presentMs)}`,
    ...(framesSeen > 0 ? [`in ${framesSeen} ${framesSeen === 1 ? 'frame' : 'frames'}`] : []),
    ...(returns > 0 ? [`came back ${returns === 1 ? 'once' : `${returns} times`}`] : []),
    `last seen ${clock(lastSeenAt)}`,
    ...(end ? [`over because ${END_REASONS[end.reason]}`] : []),
  ];
  return html`<p class="quiet">${day(since)}: ${parts.join(', ')}.</p>`;
}

function judged({ verdict, by, at, reason }: Review): Html {
  const why = reason === undefined ? undefined : html`: ${quote(reason)}`;
  return html`<p class="review"><strong>${VERDICTS[verdict]}</strong> by ${who(by)}, ${dayAndClock(at)}${why}</p>`;
}

function without({ kind }: Incident): Html {
  const why = kind === 'FEED_LOST' ? 'There were no frames to keep.' : 'No frame of it is kept, or no longer.';
  return html`<p class="quiet">${why}</p>`;
}
