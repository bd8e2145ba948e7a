import type { Risk } from '../../domain/risk.js';
import { type Html, html } from './html.js';
import { duration } from './moments.js';
import { KINDS } from './words.js';

export function riskSection({ score, points, contributions }: Risk): Html {
  return html`<p class="score"><strong>${score.toFixed(1)}</strong> out of 100, from ${points.toFixed(1)} points</p>
<p class="quiet">How much there is to look at, from the recorded incidents alone. It orders what a proctor looks at first, and is no verdict. Dismissed incidents add nothing.</p>
${contributions.length > 0 ? table(contributions) : undefined}`;
}

function table(contributions: Risk['contributions']): Html {
  return html`<table>
<thead><tr><th>Kind</th><th class="number">Incidents</th><th class="number">Present for</th><th class="number">Points</th><th class="number">Part of the score</th><th></th></tr></thead>
<tbody>${contributions.map(
    ({ kind, incidents, presentMs, points, score }) =>
      html`<tr><td>${KINDS[kind]}</td><td class="number">${incidents}</td><td class="number">${duration(presentMs)}</td><td class="number">${points.toFixed(1)}</td><td class="number">${score.toFixed(1)}</td><td class="wide"><span class="bar" style="width:${score.toFixed(1)}%"></span></td></tr>`,
  )}</tbody>
</table>`;
}
