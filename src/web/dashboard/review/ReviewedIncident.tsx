import { memo } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../design/Button.js';
import { inWords } from '../../design/duration.js';
import { CandidateLink } from '../CandidateLink.js';
import { EvidencePictures } from '../evidence/EvidencePictures.js';
import { IncidentHead } from '../IncidentHead.js';
import { exact, exactRange } from '../moments.js';
import { JudgeButtons } from '../queue/JudgeButtons.js';
import { Reasons } from '../queue/Reasons.js';
import { toneOf } from '../SeverityMark.js';
import { useExam, useExamServices } from '../services.js';
import type { Incident, IncidentRecord, Review, Verdict } from '../state/examState.js';
import { verdictOf } from '../state/queue.js';
import { STRINGS, VERDICTS } from '../strings.js';
import { factsOf } from '../words.js';
import { REVIEW } from './strings.js';

export interface ReviewedIncidentProps {
  readonly record: IncidentRecord;
  readonly name: string;
}

const WORDS = REVIEW.incidents;

/** What happened, to whom, when, what was made of it, and what one makes of it oneself. */
export const ReviewedIncident = memo(function ReviewedIncident({ record: listed, name }: ReviewedIncidentProps) {
  const { view } = useExamServices();
  const { incident, candidateId } = listed;
  const record = useNewest(listed);
  const isSelected = useStore(view, ({ selectedId }) => selectedId === incident.id);
  const isLooking = useStore(view, ({ lookingAt }) => lookingAt === incident.id);
  const deciding = useStore(view, (now) =>
    now.deciding?.incidentId === incident.id ? now.deciding.verdict : undefined,
  );
  const verdict = useExam((exam) => verdictOf(exam, record));
  const titleId = `card-title-${incident.id}`;
  return (
    <li
      id={`card-${incident.id}`}
      className={`tone-${toneOf(incident.severity)}`}
      data-selected={isSelected || undefined}
      aria-labelledby={titleId}
      tabIndex={-1}
      onFocus={() => isSelected || view.setState({ selectedId: incident.id })}
    >
      <IncidentHead incident={incident} level={3} id={titleId} />
      <p className="card-who">
        <CandidateLink candidateId={candidateId} name={name} />
      </p>
      <p className="small quiet">
        {timesOf(incident)}
        {incident.returns > 0 && `, ${STRINGS.queue.returned(incident.returns)}`}. {factsOf(incident)}
      </p>
      <p className="small reviewed-verdict" data-verdict={verdict}>
        <strong>{VERDICTS[verdict]}</strong> <ByWhom verdict={verdict} review={record.review} />
      </p>
      {isLooking && <EvidencePictures incidentId={incident.id} />}
      {deciding ? (
        <Reasons record={record} verdict={deciding} />
      ) : (
        <Actions record={record} verdict={verdict} isLooking={isLooking} />
      )}
    </li>
  );
});

/** With the review that is known to be the later one: the answer to a judgement comes before the event of it. */
function useNewest(record: IncidentRecord): IncidentRecord {
  const review = useExam((exam) => exam.incidents.get(record.incident.id)?.review);
  return review && review.revision > (record.review?.revision ?? 0) ? { ...record, review } : record;
}

function ByWhom({ verdict, review }: { readonly verdict: Verdict; readonly review: Review | null }) {
  // What one just said stands there without a name until the server has it.
  if (!review || review.verdict !== verdict || verdict === 'NONE') return null;
  const { by, at, reason } = review;
  return (
    <>
      {STRINGS.queue.by(by.name ?? by.id)} {WORDS.judged(exact(Date.parse(at)))}
      {reason !== null && (
        <>
          : <span dir="auto">{reason}</span>
        </>
      )}
    </>
  );
}

interface ActionsProps {
  readonly record: IncidentRecord;
  readonly verdict: Verdict;
  readonly isLooking: boolean;
}

function Actions({ record, verdict, isLooking }: ActionsProps) {
  const { judgements } = useExamServices();
  const takeBack = verdict !== 'NONE' && (
    <Button isSmall onPress={() => void judgements.judge(record, 'NONE')}>
      {STRINGS.queue.takeBack}
    </Button>
  );
  return <JudgeButtons record={record} isLooking={isLooking} after={takeBack} />;
}

/** With the date: an exam is reviewed on another day too. */
function timesOf(incident: Incident): string {
  const since = Date.parse(incident.since);
  if (!incident.end) return STRINGS.queue.goesOn(exact(since));
  return WORDS.ended(exactRange(since, Date.parse(incident.end.at)), inWords(incident.presentMs));
}
