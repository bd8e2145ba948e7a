import type { ReactNode } from 'react';
import { Button } from '../../design/Button.js';
import { useExamServices } from '../services.js';
import type { IncidentRecord } from '../state/examState.js';
import { STRINGS } from '../strings.js';

const WORDS = STRINGS.queue;

export interface JudgeButtonsProps {
  readonly record: IncidentRecord;
  readonly isLooking: boolean;
  /** Before confirming and dismissing. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}

/** What one can do about an incident, wherever it is listed: look at its pictures, confirm it, dismiss it. */
export function JudgeButtons({ record: { incident }, isLooking, before, after }: JudgeButtonsProps) {
  const { view } = useExamServices();
  const decide = (verdict: 'CONFIRMED' | 'DISMISSED') =>
    view.setState({ deciding: { incidentId: incident.id, verdict } });
  return (
    <div className="card-actions">
      {incident.kind !== 'FEED_LOST' && (
        <Button
          isSmall
          aria-expanded={isLooking}
          onPress={() => view.setState({ lookingAt: isLooking ? undefined : incident.id })}
        >
          {STRINGS.evidence.show}
        </Button>
      )}
      {before}
      <Button isSmall onPress={() => decide('CONFIRMED')}>
        {WORDS.confirm}
      </Button>
      <Button isSmall onPress={() => decide('DISMISSED')}>
        {WORDS.dismiss}
      </Button>
      {after}
    </div>
  );
}
