import { useMemo } from 'react';
import { useStore } from 'zustand';
import { Button } from '../design/Button.js';
import { useNow } from '../design/useNow.js';
import { AlertSwitch } from './AlertSwitch.js';
import { FeedBadge } from './FeedBadge.js';
import { Filters } from './Filters.js';
import { MoreMenu } from './MoreMenu.js';
import { timeOfDayWithZone } from './moments.js';
import { useExam, useExamServices } from './services.js';
import { queueOf } from './state/queue.js';
import { type Counts, countByStatus } from './state/wall.js';
import { STRINGS } from './strings.js';
import { nameOf } from './words.js';

const SHOWN: readonly (keyof Counts)[] = ['ACTIVE', 'WAITING', 'PAUSED', 'FEED_LOST', 'ENDED', 'TERMINATED'];

/** What is watched, how fresh it is, how many there are, and what one wants to see of it. */
export function Header() {
  const { view } = useExamServices();
  const title = useExam((exam) => exam.title);
  return (
    <header className="head">
      <h1 dir="auto">
        {title} <Clock />
      </h1>
      <FeedBadge />
      <StatusCounts />
      <Filters />
      <div className="row head-actions">
        <AlertSwitch />
        <Button isSmall onPress={() => view.setState({ dialog: 'keys' })}>
          {STRINGS.help}
        </Button>
        <MoreMenu />
      </div>
      <Panes />
    </header>
  );
}

function Clock() {
  const now = useNow();
  return <span className="head-clock quiet">{timeOfDayWithZone(now)}</span>;
}

function StatusCounts() {
  const candidates = useExam((exam) => exam.candidates);
  const counts = useMemo(() => countByStatus({ candidates }), [candidates]);
  const shown = SHOWN.filter((status) => counts[status] > 0);
  return <p className="counts">{shown.map((status) => STRINGS.count(status, counts[status])).join(' · ')}</p>;
}

/** Where there is room for one only: which. */
function Panes() {
  const { view, address } = useExamServices();
  const { pane, filter } = useStore(view);
  const { candidateId, page } = useStore(address.place);
  const incidents = useExam((exam) => exam.incidents);
  const judging = useExam((exam) => exam.judging);
  const candidates = useExam((exam) => exam.candidates);
  const waiting = useMemo(
    () => queueOf({ incidents, judging, candidates }, filter).length,
    [incidents, judging, candidates, filter],
  );
  const candidate = candidateId === undefined ? undefined : (candidates.get(candidateId) ?? { candidateId });
  const everybody = `${STRINGS.wall.title} (${candidates.size})`;
  const stage = page === 'policy' ? STRINGS.policy : candidate ? nameOf(candidate) : everybody;
  return (
    <div className="pane-choice">
      <button type="button" aria-pressed={pane === 'queue'} onClick={() => view.setState({ pane: 'queue' })}>
        {STRINGS.queue.title} ({waiting})
      </button>
      <button type="button" aria-pressed={pane === 'stage'} onClick={() => view.setState({ pane: 'stage' })}>
        <span dir="auto">{stage}</span>
      </button>
    </div>
  );
}
