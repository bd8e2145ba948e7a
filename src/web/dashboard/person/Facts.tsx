import { useStore } from 'zustand';
import { Time } from '../Ago.js';
import { clockTime } from '../moments.js';
import { useExamServices } from '../services.js';
import type { Candidate } from '../state/examState.js';
import { isOver } from '../state/wall.js';
import { STATUSES, STRINGS } from '../strings.js';

const WORDS = STRINGS.person;

export function Facts({ candidate }: { readonly candidate: Candidate }) {
  const { status, startedAt } = candidate;
  const started = Date.parse(startedAt);
  return (
    <dl className="facts">
      <div>
        <dt>{WORDS.status}</dt>
        <dd>{STATUSES[status]}</dd>
      </div>
      <div>
        <dt>{WORDS.started}</dt>
        <dd>
          <Time at={started}>{clockTime(started)}</Time>
        </dd>
      </div>
      {!isOver(status) && (
        <div>
          <dt>{WORDS.timeLeft}</dt>
          <dd>
            <TimeLeft endsAt={candidate.endsAt} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function TimeLeft({ endsAt }: { readonly endsAt: string | null }) {
  const { now } = useExamServices();
  const words = useStore(now, (current) => {
    if (endsAt === null) return WORDS.noLimit;
    const left = Date.parse(endsAt) - current;
    return left <= 0 ? WORDS.timeIsUp : STRINGS.duration(left);
  });
  return words;
}
