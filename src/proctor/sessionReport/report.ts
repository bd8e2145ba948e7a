/**
 * A session on one page, to be read and printed: nothing in it comes from anywhere else, nothing in it runs, and what
 * people wrote stays text. It tells what was recorded, and leaves what it means to people.
 */
import type { Session } from '../../domain/session.js';
import type { ExportNote } from '../sessionExport.js';
import type { SessionFacts } from '../sessionFacts.js';
import { checkSection } from './checkSection.js';
import { type Content, given, Html, html } from './html.js';
import { incidentSection } from './incidentSection.js';
import { dayAndClock } from './moments.js';
import { riskSection } from './riskSection.js';
import { STYLE } from './style.js';
import { timeline } from './timeline.js';
import { trailSection } from './trailSection.js';
import { unknownSection } from './unknownSection.js';
import { quote, who } from './words.js';

/** Should a text ever get through as HTML, it could still load and run nothing. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function sessionReport(facts: SessionFacts, note: ExportNote): string {
  const { exam, session, names, incidents, events } = facts;
  const whose = names[0] ?? session.candidateId;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${whose}, ${exam.title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<p class="kicker">Record of a proctored session</p>
<h1>${given(whose)}, ${given(exam.title)}</h1>
<p class="quiet">What the camera showed and what people did, as it was recorded. What it means is for people to decide. All times are UTC, by the server’s clock.</p>
${overview(facts)}
${incidents.length > 0 ? section('When it happened', timeline(facts, endOf(facts, note))) : undefined}
${section('How much there is to look at', riskSection(facts.risk))}
${section(`Incidents: ${incidents.length}`, incidentSection(incidents))}
${section(`Checks, over ${session.framesProcessed} frames`, checkSection(facts.checks))}
${section('What was not known', unknownSection(facts))}
${section('Who did what, and who looked', trailSection(events, incidents))}
<footer class="quiet">Written ${dayAndClock(note.at)} for ${who(note.by)}, which is recorded. Session ${session.id}; exam ${exam.id}, policy version ${facts.policy.version}. The same as data, with the policy and every frame’s checks, is in the JSON of this export.</footer>
</main>
</body>
</html>
`.source;
}

function section(title: string, content: Html): Html {
  return html`<section><h2>${title}</h2>
${content}
</section>`;
}

function overview({ session, names, exam }: SessionFacts): Html {
  const { startedAt, consent, lastFrame, framesProcessed, extraMinutes = 0 } = session;
  const entries: readonly (readonly [string, Content])[] = [
    ['Candidate', html`${names.map((name) => html`${given(name)}<br>`)}${given(session.candidateId)}`],
    ['Exam', html`${given(exam.title)}<br><span class="quiet">${exam.id}</span>`],
    ['Began', dayAndClock(startedAt)],
    ['State', stateInWords(session)],
    ['Consent', consent ? html`To text ${given(consent.textVersion)}, ${dayAndClock(consent.at)}` : 'None recorded'],
    ['Frames', lastFrame ? html`${framesProcessed}, the last ${dayAndClock(lastFrame.processedAt)}` : 'None'],
    ...(extraMinutes === 0 ? [] : [['Time added by proctors', `${extraMinutes} min`] as const]),
  ];
  return html`<dl>${entries.map(([term, content]) => html`<div><dt>${term}</dt><dd>${content}</dd></div>`)}</dl>`;
}

function stateInWords({ state }: Session): Html {
  switch (state.status) {
    case 'ACTIVE':
      return html`Running`;
    case 'PAUSED':
      return html`Paused since ${dayAndClock(state.since)}`;
    case 'ENDED':
      return html`Ended ${dayAndClock(state.at)}`;
    case 'TERMINATED':
      return html`Terminated by a person, ${dayAndClock(state.at)}: ${quote(state.reason)}`;
  }
}

/** Where the timeline ends: with the session, or with what was last seen of it. */
function endOf({ session, incidents }: SessionFacts, { at }: ExportNote): string {
  if (session.state.status === 'ENDED' || session.state.status === 'TERMINATED') return session.state.at;
  const seen = incidents.map(({ incident }) => incident.end?.at ?? incident.lastSeenAt);
  const last = [...seen, session.lastFrame?.processedAt ?? session.startedAt].sort().at(-1) ?? at;
  return last < at ? last : at;
}
