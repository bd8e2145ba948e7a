import { memo } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../design/Button.js';
import { CandidateLink } from '../CandidateLink.js';
import { EvidencePictures } from '../evidence/EvidencePictures.js';
import { IncidentHead } from '../IncidentHead.js';
import { exact } from '../moments.js';
import { toneOf } from '../SeverityMark.js';
import { useExamServices } from '../services.js';
import type { IncidentRecord, Review } from '../state/examState.js';
import { hasRisen } from '../state/queue.js';
import { STRINGS } from '../strings.js';
import { factsOf, whenOf } from '../words.js';
import { JudgeButtons } from './JudgeButtons.js';
import { Reasons } from './Reasons.js';

export interface CardProps {
  readonly record: IncidentRecord;
  readonly name: string;
}

const WORDS = STRINGS.queue;

/** What happened, to whom, since when, what shows it, and what to do about it. */
export const Card = memo(function Card({ record, name }: CardProps) {
  const { incident, candidateId } = record;
  const { view } = useExamServices();
  const isSelected = useStore(view, ({ selectedId }) => selectedId === incident.id);
  const isLooking = useStore(view, ({ lookingAt }) => lookingAt === incident.id);
  const deciding = useStore(view, (now) =>
    now.deciding?.incidentId === incident.id ? now.deciding.verdict : undefined,
  );
  const titleId = `card-title-${incident.id}`;
  const select = () => view.getState().selectedId !== incident.id && view.setState({ selectedId: incident.id });

  return (
    <li
      id={`card-${incident.id}`}
      className={`card tone-${toneOf(incident.severity)}`}
      data-selected={isSelected || undefined}
      aria-labelledby={titleId}
      tabIndex={-1}
      onFocus={select}
    >
      <IncidentHead incident={incident} level={3} id={titleId} />
      <p className="card-who">
        <CandidateLink candidateId={candidateId} name={name} />
      </p>
      <p className="small quiet" title={exact(Date.parse(incident.since))}>
        {whenOf(incident)}
        {incident.returns > 0 && `, ${WORDS.returned(incident.returns)}`}. {factsOf(incident)}
      </p>
      {hasRisen(record) && record.review && <Risen review={record.review} />}
      {isLooking && <EvidencePictures incidentId={incident.id} />}
      {deciding ? <Reasons record={record} verdict={deciding} /> : <Actions record={record} isLooking={isLooking} />}
    </li>
  );
});

/** Who took it up, as something less severe. */
function Risen({ review }: { readonly review: Review }) {
  const { signIn } = useExamServices();
  const identity = signIn.state.getState();
  const isOwn = identity.kind === 'signedIn' && identity.viewer.id === review.by.id;
  const by = isOwn ? WORDS.byYou : WORDS.by(review.by.name ?? review.by.id);
  return <p className="small">{WORDS.risen(by, review.severity)}</p>;
}

function Actions({ record, isLooking }: { readonly record: IncidentRecord; readonly isLooking: boolean }) {
  const { judgements } = useExamServices();
  const acknowledge = (
    <Button isSmall onPress={() => void judgements.judge(record, 'ACKNOWLEDGED')}>
      {WORDS.acknowledge}
    </Button>
  );
  return <JudgeButtons record={record} isLooking={isLooking} before={acknowledge} />;
}
