import type { CheckShare } from '../../domain/checkShares.js';
import { type CheckStatus, TEST_NAMES } from '../../domain/checks.js';
import { type Html, html } from './html.js';

const STATUSES: readonly CheckStatus[] = ['PASS', 'FAIL', 'UNKNOWN'];

/** How each check came out, over all frames. */
export function checkSection(shares: readonly CheckShare[]): Html {
  return html`<p class="quiet">One frame may fail a check by chance: only what lasts becomes an incident. UNKNOWN accuses nobody.</p>
<table>
<thead><tr><th>Check</th><th class="number">PASS</th><th class="number">FAIL</th><th class="number">UNKNOWN</th><th></th></tr></thead>
<tbody>${shares.map(row)}</tbody>
</table>`;
}

function row(share: CheckShare): Html {
  const frames = share.PASS + share.FAIL + share.UNKNOWN;
  const percent = (status: CheckStatus) => (frames === 0 ? 0 : (share[status] / frames) * 100);
  return html`<tr><td>${TEST_NAMES[share.name]}</td>
${STATUSES.map((status) => html`<td class="number">${share[status]} <span class="quiet">${percent(status).toFixed(0)} %</span></td>`)}
<td class="wide"><span class="stack">${STATUSES.map((status) => html`<span class="${status}" style="width:${percent(status).toFixed(2)}%"></span>`)}</span></td></tr>`;
}
