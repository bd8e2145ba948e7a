import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { IncidentFilter } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { useExam, useExamServices } from '../services.js';
import type { IncidentRecord } from '../state/examState.js';
import { STRINGS } from '../strings.js';
import { useShortcuts } from '../useShortcuts.js';
import { useInView } from '../wall/useInView.js';
import { ALL_INCIDENTS, toIncidentFilter } from './filter.js';
import { IncidentFilters } from './IncidentFilters.js';
import { ReviewedIncident } from './ReviewedIncident.js';
import { REVIEW } from './strings.js';
import { useIncidentPages } from './useIncidentPages.js';

const WORDS = REVIEW.incidents;

/** Every incident that fits the filters, in the order of their opening. */
export function Incidents() {
  const { address } = useExamServices();
  const filter = useStore(address.place, ({ review }) => review ?? ALL_INCIDENTS);
  const readings = useExam((exam) => exam.readings);
  const candidates = useExam((exam) => exam.candidates);
  // Candidates change with every state of theirs: what is asked for seldom does.
  const asked = JSON.stringify(toIncidentFilter(filter, candidates) ?? null);
  return (
    <section className="review-incidents" id="review-incidents" tabIndex={-1} aria-labelledby="review-incidents-title">
      <h2 id="review-incidents-title">{WORDS.title}</h2>
      <IncidentFilters filter={filter} />
      <p className="quiet small">{STRINGS.evidence.recorded}</p>
      {asked === 'null' ? (
        <p className="clear">{WORDS.nobody(filter.search)}</p>
      ) : (
        <Pages key={`${readings} ${asked}`} asked={asked} />
      )}
    </section>
  );
}

/** @param props.asked an `IncidentFilter`, as text */
function Pages({ asked }: { readonly asked: string }) {
  const filter = useMemo((): IncidentFilter => JSON.parse(asked), [asked]);
  const { status, records, hasMore, readMore } = useIncidentPages(filter);
  const candidates = useExam((exam) => exam.candidates);
  useShortcutsFor(records);

  if (records.length === 0 && status === 'read' && !hasMore) {
    return <p className="clear quiet">{asked === '{}' ? WORDS.none : WORDS.noneFits}</p>;
  }
  return (
    <>
      <ol className="reviewed">
        {records.map((record) => (
          <ReviewedIncident
            key={record.incident.id}
            record={record}
            name={candidates.get(record.candidateId)?.name ?? record.candidateId}
          />
        ))}
      </ol>
      <p className="quiet small" role="status">
        {status === 'reading' ? WORDS.reading : WORDS.shown(records.length, hasMore)}
      </p>
      {status === 'failed' && (
        <div className="row" role="alert">
          <p>{WORDS.failed}</p>
          <Button isSmall onPress={readMore}>
            {WORDS.again}
          </Button>
        </div>
      )}
      {status !== 'failed' && hasMore && <More isReading={status === 'reading'} onWanted={readMore} />}
    </>
  );
}

/** Pressed, or scrolled to. */
function More({ isReading, onWanted }: { readonly isReading: boolean; readonly onWanted: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const isInView = useInView(place);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another function each time, for the same thing
  useEffect(() => {
    if (isInView && !isReading) onWanted();
  }, [isInView, isReading]);
  return (
    <div ref={place} className="more">
      <Button isSmall isDisabled={isReading} onPress={onWanted}>
        {WORDS.more}
      </Button>
    </div>
  );
}

function useShortcutsFor(records: readonly IncidentRecord[]): void {
  const newest = useRef(records);
  newest.current = records;
  useShortcuts(useRef(() => newest.current).current);
}
