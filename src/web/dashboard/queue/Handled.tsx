import { useMemo } from 'react';
import { Button } from '../../design/Button.js';
import { useExam, useExamServices } from '../services.js';
import { handledOf, verdictOf } from '../state/queue.js';
import { STRINGS, VERDICTS } from '../strings.js';
import { titleOf } from '../words.js';

/** What was taken up or judged, to be called back. */
export function Handled() {
  const { judgements, signIn } = useExamServices();
  const incidents = useExam((exam) => exam.incidents);
  const judging = useExam((exam) => exam.judging);
  const candidates = useExam((exam) => exam.candidates);
  const records = useMemo(() => handledOf({ incidents, judging, candidates }), [incidents, judging, candidates]);
  const identity = signIn.state.getState();
  const own = identity.kind === 'signedIn' ? identity.viewer.id : undefined;
  if (records.length === 0) return null;
  return (
    <details className="handled">
      <summary>{STRINGS.queue.handled(records.length)}</summary>
      <ul>
        {records.map((record) => {
          const { incident, candidateId, review } = record;
          const by = review?.by;
          return (
            <li key={incident.id}>
              <div>
                <p>
                  {titleOf(incident)}, <span dir="auto">{candidates.get(candidateId)?.name ?? candidateId}</span>
                </p>
                <p className="quiet small">
                  {VERDICTS[verdictOf({ judging }, record)]}{' '}
                  {by && (by.id === own ? STRINGS.queue.byYou : STRINGS.queue.by(by.name ?? by.id))}
                  {review?.reason && `: ${review.reason}`}
                </p>
              </div>
              <Button isSmall onPress={() => void judgements.judge(record, 'NONE')}>
                {STRINGS.queue.takeBack}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
