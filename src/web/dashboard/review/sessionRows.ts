/** The sessions of an exam as the rows of a table. */
import type { Candidate } from '../state/examState.js';
import { STATUSES } from '../strings.js';
import { nameOf } from '../words.js';
import { type BySeverity, NO_INCIDENTS } from './tally.js';
import type { Frames } from './useSessionFrames.js';

export interface SessionRow {
  readonly candidate: Candidate;
  readonly name: string;
  /** From its start to its newest frame, in milliseconds; undefined where none came. */
  readonly duration: number | undefined;
  /** Undefined until it was read. */
  readonly frames: number | undefined;
  readonly incidents: BySeverity;
  /** 0–100. */
  readonly risk: number;
}

export type Column = 'name' | 'status' | 'duration' | 'frames' | 'incidents' | 'risk';

export interface Sorting {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** How a column is sorted when it is chosen: words forwards, numbers from the largest. */
export function firstSorting(column: Column): Sorting {
  return { column, isDescending: column !== 'name' && column !== 'status' };
}

export function rowOf(candidate: Candidate, frames: Frames | undefined, incidents = NO_INCIDENTS): SessionRow {
  const { newest } = frames ?? {};
  return {
    candidate,
    name: nameOf(candidate),
    duration: newest === undefined ? undefined : Math.max(0, newest - Date.parse(candidate.startedAt)),
    frames: frames?.count,
    incidents,
    risk: candidate.risk?.score ?? 0,
  };
}

export function sortRows(rows: readonly SessionRow[], { column, isDescending }: Sorting): readonly SessionRow[] {
  const sign = isDescending ? -1 : 1;
  return rows.toSorted((one, other) => sign * COMPARE[column](one, other) || worstFirst(one, other));
}

const COMPARE: Readonly<Record<Column, (one: SessionRow, other: SessionRow) => number>> = {
  name: (one, other) => one.name.localeCompare(other.name),
  status: (one, other) => STATUSES[one.candidate.status].localeCompare(STATUSES[other.candidate.status]),
  duration: (one, other) => (one.duration ?? -1) - (other.duration ?? -1),
  frames: (one, other) => (one.frames ?? -1) - (other.frames ?? -1),
  incidents: compareIncidents,
  risk: (one, other) => one.risk - other.risk,
};

/** One of high severity weighs more than any number of lesser ones. */
function compareIncidents({ incidents: one }: SessionRow, { incidents: other }: SessionRow): number {
  return one.HIGH - other.HIGH || one.MEDIUM - other.MEDIUM || one.LOW - other.LOW;
}

function worstFirst(one: SessionRow, other: SessionRow): number {
  return other.risk - one.risk || -compareIncidents(one, other) || one.name.localeCompare(other.name);
}
