import { useMemo } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../design/Button.js';
import { Ago } from '../Ago.js';
import { clockTime } from '../moments.js';
import { useExam, useExamServices } from '../services.js';
import { EVERYTHING, queueOf } from '../state/queue.js';
import { STRINGS } from '../strings.js';
import { Card } from './Card.js';
import { Handled } from './Handled.js';
import { useSelectionStays } from './useSelectionStays.js';

/** Whoever has more than this to look at looks at the top. */
const SHOWN = 60;

/** What needs a look: the work. */
export function Queue() {
  const { view } = useExamServices();
  const filter = useStore(view, (now) => now.filter);
  const incidents = useExam((exam) => exam.incidents);
  const judging = useExam((exam) => exam.judging);
  const candidates = useExam((exam) => exam.candidates);
  const records = useMemo(
    () => queueOf({ incidents, judging, candidates }, filter),
    [incidents, judging, candidates, filter],
  );
  const shown = records.slice(0, SHOWN);
  const ids = useMemo(() => records.map(({ incident }) => incident.id), [records]);
  useSelectionStays(ids);

  return (
    <section className="queue" id="queue" tabIndex={-1} aria-labelledby="queue-title">
      <h2 id="queue-title">
        {STRINGS.queue.title} <span className="quiet">{records.length > 0 && records.length}</span>
      </h2>
      {records.length === 0 ? <Clear /> : <p className="queue-note quiet small">{STRINGS.evidence.recorded}</p>}
      <ol className="cards">
        {shown.map((record) => (
          <Card
            key={record.incident.id}
            record={record}
            name={candidates.get(record.candidateId)?.name ?? record.candidateId}
          />
        ))}
      </ol>
      {records.length > SHOWN && <p className="quiet small">{STRINGS.queue.more(records.length - SHOWN)}</p>}
      <Handled />
    </section>
  );
}

function Clear() {
  const { view, feed } = useExamServices();
  // Of what happens while nothing is heard, nobody can say that it needs no look.
  const goneSince = useStore(feed.status, (status) => (status.kind === 'gone' ? status.since : undefined));
  const filter = useStore(view, (now) => now.filter);
  const count = useExam((exam) => exam.candidates.size);
  const newest = useExam((exam) => newestOf(exam.newestFrames));
  if (filter.search !== '' || filter.kind !== undefined || filter.severity !== undefined) {
    return (
      <div className="clear">
        <p>{STRINGS.queue.filtered}</p>
        <Button isSmall onPress={() => view.setState({ filter: EVERYTHING })}>
          {STRINGS.queue.showAll}
        </Button>
      </div>
    );
  }
  return (
    <div className="clear">
      <p className="clear-title">
        {goneSince === undefined ? STRINGS.queue.clear : STRINGS.queue.clearAt(clockTime(goneSince))}
      </p>
      <p className="quiet">
        {newest === undefined ? (
          STRINGS.queue.clearNoFrame(count)
        ) : (
          <>
            {STRINGS.queue.clearWhat(count)} <Ago at={newest} />.
          </>
        )}
      </p>
    </div>
  );
}

/** In whole seconds, so that not every frame is worth a drawing. */
function newestOf(frames: ReadonlyMap<string, number>): number | undefined {
  let newest: number | undefined;
  for (const at of frames.values()) if (newest === undefined || at > newest) newest = at;
  return newest === undefined ? undefined : Math.floor(newest / 1_000) * 1_000;
}
