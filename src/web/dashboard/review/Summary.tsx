import { useMemo } from 'react';
import { linkTo } from '../address.js';
import { Link } from '../Link.js';
import { SeverityMark, toneOf } from '../SeverityMark.js';
import { useExam, useExamServices } from '../services.js';
import type { Severity, Verdict } from '../state/examState.js';
import { countByStatus, type Counts as SessionCounts } from '../state/wall.js';
import { SEVERITIES, STRINGS } from '../strings.js';
import { ALL_INCIDENTS, SEVERITY_NAMES, VERDICT_NAMES } from './filter.js';
import { REVIEW } from './strings.js';
import type { Counts } from './tally.js';
import { useEngineUsage } from './useEngineUsage.js';
import type { TallyReading } from './useTally.js';

const WORDS = REVIEW.summary;
const SHOWN: readonly (keyof SessionCounts)[] = ['ACTIVE', 'WAITING', 'PAUSED', 'FEED_LOST', 'ENDED', 'TERMINATED'];

/** How the exam stands: who, how many incidents, and what nobody has judged. */
export function Summary({ status, counts }: TallyReading) {
  const candidates = useExam((exam) => exam.candidates);
  const sessions = useMemo(() => countByStatus({ candidates }), [candidates]);
  const states = SHOWN.filter((one) => sessions[one] > 0).map((one) => STRINGS.count(one, sessions[one]));
  return (
    <section className="panel" aria-labelledby="summary-title">
      <h2 id="summary-title">{WORDS.title}</h2>
      <dl className="glance">
        <div>
          <dt>{WORDS.candidates(candidates.size)}</dt>
          <dd className="quiet small">{states.length === 0 ? STRINGS.nobodyYet : states.join(' · ')}</dd>
        </div>
        <div>
          <dt>{WORDS.incidents(counts.all)}</dt>
          <dd className="quiet small">
            <span role="status">
              {status === 'reading' ? WORDS.reading(counts.all) : counts.all > 0 && WORDS.unjudged(counts.unjudged)}
            </span>
          </dd>
        </div>
      </dl>
      {status === 'failed' && (
        <p role="alert" className="small">
          {WORDS.failed}
        </p>
      )}
      <EngineCost />
      {counts.all > 0 && <Matrix counts={counts} />}
    </section>
  );
}

/** What looking at the frames has cost; nothing where it costs nothing. */
function EngineCost() {
  const usage = useEngineUsage();
  if (!usage || usage.calls === 0) return null;
  return <p className="quiet small">{WORDS.usage(usage.calls, usage.dollars, usage.dollarsPerThousandCalls)}</p>;
}

function Matrix({ counts }: { readonly counts: Counts }) {
  return (
    <table className="matrix">
      <caption className="unseen">{WORDS.tableWhat}</caption>
      <thead>
        <tr>
          <th scope="col" className="matrix-head">
            {WORDS.severity}
          </th>
          {VERDICT_NAMES.map((verdict) => (
            <th key={verdict} scope="col" className="matrix-head">
              {WORDS.verdicts[verdict]}
            </th>
          ))}
          <th scope="col" className="matrix-head">
            {WORDS.all}
          </th>
        </tr>
      </thead>
      <tbody>
        {SEVERITY_NAMES.map((severity) => (
          <tr key={severity} className={`tone-${toneOf(severity)}`}>
            <th scope="row">
              <SeverityMark severity={severity} /> {SEVERITIES[severity]}
            </th>
            {VERDICT_NAMES.map((verdict) => (
              <Cell key={verdict} severity={severity} verdict={verdict} count={counts.of[severity][verdict]} />
            ))}
            <Cell severity={severity} count={sumOf(VERDICT_NAMES.map((verdict) => counts.of[severity][verdict]))} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{WORDS.total}</th>
          {VERDICT_NAMES.map((verdict) => (
            <Cell
              key={verdict}
              verdict={verdict}
              count={sumOf(SEVERITY_NAMES.map((severity) => counts.of[severity][verdict]))}
            />
          ))}
          <Cell count={counts.all} />
        </tr>
      </tfoot>
    </table>
  );
}

interface CellProps {
  readonly severity?: Severity;
  readonly verdict?: Verdict;
  readonly count: number;
}

/** A number, and the way to what it counts. */
function Cell({ severity, verdict, count }: CellProps) {
  const { address, examId } = useExamServices();
  if (count === 0) return <td className="quiet">0</td>;
  const review = { ...ALL_INCIDENTS, severity, verdict };
  return (
    <td className={verdict === 'NONE' ? 'is-unjudged' : undefined}>
      <Link
        href={linkTo({ examId, candidateId: undefined, review })}
        onFollow={() => {
          address.replace({ review });
          document.getElementById('review-incidents')?.focus();
        }}
      >
        {REVIEW.number(count)}
      </Link>
    </td>
  );
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
