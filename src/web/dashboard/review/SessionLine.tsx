import { Button } from '../../design/Button.js';
import { linkTo } from '../address.js';
import { CandidateLink } from '../CandidateLink.js';
import { Link } from '../Link.js';
import { useReport } from '../person/useReport.js';
import { SeverityMark, toneOf } from '../SeverityMark.js';
import { useExamServices } from '../services.js';
import { SEVERITIES, STATUSES } from '../strings.js';
import { ALL_INCIDENTS, SEVERITY_NAMES } from './filter.js';
import type { SessionRow } from './sessionRows.js';
import { REVIEW } from './strings.js';

const WORDS = REVIEW.sessions;

/** One session, with the ways to the candidate, to their incidents and to the report. */
export function SessionLine({ row }: { readonly row: SessionRow }) {
  const { candidate, name, duration, frames, risk } = row;
  const { candidateId, status } = candidate;
  return (
    <tr>
      <th scope="row" className="of-name">
        <CandidateLink candidateId={candidateId} name={name} />
        <span className="when-narrow quiet small">
          <span className="status-narrow">{STATUSES[status]}, </span>
          {WORDS.duration(duration)}
          {frames !== undefined && `, ${WORDS.framesInWords(frames)}`}
        </span>
      </th>
      <td className="of-status">{STATUSES[status]}</td>
      <td className="of-duration">{WORDS.duration(duration)}</td>
      <td className="of-frames">{WORDS.frames(frames)}</td>
      <td className="of-incidents">
        <IncidentCounts row={row} />
      </td>
      <td className="of-risk">
        <span className="risk-number">{Math.round(risk)}</span>
        <span className="risk-bar" aria-hidden="true">
          <span style={{ width: `${risk}%` }} />
        </span>
      </td>
      <td className="of-report">
        <Reports candidateId={candidateId} name={name} />
      </td>
    </tr>
  );
}

function IncidentCounts({ row: { candidate, name, incidents } }: { readonly row: SessionRow }) {
  const { address, examId } = useExamServices();
  const shown = SEVERITY_NAMES.filter((severity) => incidents[severity] > 0);
  if (shown.length === 0) return <span className="quiet">{WORDS.noIncidents}</span>;
  const review = { ...ALL_INCIDENTS, search: candidate.candidateId };
  return (
    <Link
      className="severity-counts"
      href={linkTo({ examId, candidateId: undefined, review })}
      title={WORDS.incidentsOf(name)}
      onFollow={() => {
        address.replace({ review });
        document.getElementById('review-incidents')?.focus();
      }}
    >
      {shown.map((severity) => (
        <span key={severity} className={`tone-${toneOf(severity)}`}>
          <SeverityMark severity={severity} />
          {REVIEW.number(incidents[severity])}
          <span className="unseen"> {SEVERITIES[severity]} </span>
        </span>
      ))}
    </Link>
  );
}

function Reports({ candidateId, name }: { readonly candidateId: string; readonly name: string }) {
  const { isBusy, take } = useReport(candidateId);
  return (
    <span className="reports">
      <Button isSmall isDisabled={isBusy} aria-label={WORDS.reportHtml(name)} onPress={() => void take('html')}>
        {WORDS.html}
      </Button>
      <Button isSmall isDisabled={isBusy} aria-label={WORDS.reportJson(name)} onPress={() => void take('json')}>
        {WORDS.json}
      </Button>
    </span>
  );
}
