import { memo, useRef } from 'react';
import { linkTo } from '../address.js';
import { Link } from '../Link.js';
import { SeverityMark, toneOf } from '../SeverityMark.js';
import { useExam, useExamServices } from '../services.js';
import type { Incident } from '../state/examState.js';
import { SEVERITIES, STATUSES, STRINGS } from '../strings.js';
import { shortTitleOf, titleOf } from '../words.js';
import { TilePicture } from './TilePicture.js';
import { useInView } from './useInView.js';

export interface TileProps {
  readonly candidateId: string;
  /** The worst that is open. */
  readonly incident: Incident | undefined;
}

/** One candidate, quiet unless something is open. */
export const Tile = memo(function Tile({ candidateId, incident }: TileProps) {
  const { address, view, examId } = useExamServices();
  const candidate = useExam((exam) => exam.candidates.get(candidateId));
  const element = useRef<HTMLLIElement>(null);
  const isInView = useInView(element);
  if (!candidate) return null;
  const { name, status, risk } = candidate;
  const score = risk?.score ?? 0;
  const tone = incident ? ` tone-${toneOf(incident.severity)} is-open` : '';

  return (
    <li className={`tile${tone} is-${status.toLowerCase()}`} data-candidate={candidateId} ref={element}>
      <Link
        href={linkTo({ examId, candidateId })}
        onFollow={() => {
          address.go({ candidateId });
          view.setState({ pane: 'stage' });
        }}
      >
        <TilePicture candidateId={candidateId} isInView={isInView} />
        <span className="tile-name" dir="auto" title={name ? `${name} (${candidateId})` : candidateId}>
          {name ?? candidateId}
        </span>
        <span className="risk-bar" title={STRINGS.wall.risk(score)}>
          <span style={{ width: `${score}%` }} />
        </span>
        {incident ? (
          <span className="tile-line tile-incident">
            <SeverityMark severity={incident.severity} />
            <span className="unseen">{SEVERITIES[incident.severity]}: </span>
            <span className="tile-what" title={titleOf(incident)}>
              {shortTitleOf(incident)}
            </span>
          </span>
        ) : (
          <span className="tile-line quiet">{STATUSES[status]}</span>
        )}
        <span className="unseen">{STRINGS.wall.risk(score)}</span>
      </Link>
    </li>
  );
});
