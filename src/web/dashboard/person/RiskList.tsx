import type { Candidate } from '../state/examState.js';
import { STRINGS } from '../strings.js';
import { KINDS } from '../words.js';

const WORDS = STRINGS.person;

/** What adds to the risk, the largest part first: no bare number. */
export function RiskList({ candidate: { risk } }: { readonly candidate: Candidate }) {
  const contributions = risk?.contributions ?? [];
  return (
    <section className="risk" aria-labelledby="risk-title">
      <h3 id="risk-title">{WORDS.risk}</h3>
      <p className="small quiet" data-risk={risk && Math.round(risk.score)}>
        {contributions.length === 0 ? WORDS.noRisk : WORDS.riskWhat(risk?.score ?? 0)}
      </p>
      <ul>
        {contributions.map(({ kind, incidents, presentMs, score }) => (
          <li key={kind}>
            <span className="risk-share">{WORDS.share(score)}</span>
            <span>
              {KINDS[kind]} <span className="quiet small">{WORDS.contribution(incidents, presentMs)}</span>
            </span>
            <span className="risk-bar" aria-hidden="true">
              <span style={{ width: `${score}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
