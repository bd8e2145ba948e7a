import { useMemo, useState } from 'react';
import { useExam } from '../services.js';
import { SessionLine } from './SessionLine.js';
import { type Column, firstSorting, rowOf, type Sorting, sortRows } from './sessionRows.js';
import { REVIEW } from './strings.js';
import type { Counts } from './tally.js';
import { useSessionFrames } from './useSessionFrames.js';

const WORDS = REVIEW.sessions;
const COLUMNS = Object.keys(WORDS.columns) as readonly Column[]; // of a Record<Column, …> there are no others
const TITLES: Partial<Record<Column, string>> = { duration: WORDS.durationWhat, risk: WORDS.riskWhat };

/** Who sat the exam, those with the highest risk first. */
export function Sessions({ counts }: { readonly counts: Counts }) {
  const candidates = useExam((exam) => exam.candidates);
  const frames = useSessionFrames();
  const [sorting, setSorting] = useState<Sorting>(firstSorting('risk'));
  const rows = useMemo(
    () =>
      sortRows(
        [...candidates.values()].map((candidate) =>
          rowOf(candidate, frames.get(candidate.candidateId), counts.byCandidate.get(candidate.candidateId)),
        ),
        sorting,
      ),
    [candidates, frames, counts, sorting],
  );

  function sortBy(column: Column) {
    const isAgain = sorting.column === column;
    setSorting(isAgain ? { column, isDescending: !sorting.isDescending } : firstSorting(column));
  }

  return (
    <section className="panel review-sessions" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{WORDS.title}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{WORDS.none}</p>
      ) : (
        <>
          <p className="quiet small">{WORDS.reports}</p>
          <section className="table-room" aria-label={WORDS.region}>
            <table className="sessions">
              <thead>
                <tr>
                  {COLUMNS.map((column) => (
                    <ColumnHead key={column} column={column} sorting={sorting} onSort={() => sortBy(column)} />
                  ))}
                  <th scope="col" className="of-report">
                    {WORDS.report}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <SessionLine key={row.candidate.candidateId} row={row} />
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  );
}

interface ColumnHeadProps {
  readonly column: Column;
  readonly sorting: Sorting;
  readonly onSort: () => void;
}

function ColumnHead({ column, sorting, onSort }: ColumnHeadProps) {
  const isSorted = sorting.column === column;
  const order = sorting.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" className={`of-${column}`} aria-sort={isSorted ? order : undefined}>
      <button type="button" className="sort" title={TITLES[column]} onClick={onSort}>
        {WORDS.columns[column]}
        <span aria-hidden="true">{isSorted ? (sorting.isDescending ? '▾' : '▴') : ''}</span>
      </button>
    </th>
  );
}
