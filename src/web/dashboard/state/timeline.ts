/** One candidate's history on one time axis: a lane for each check, bars for incidents, marks for what proctors did. */
import type { Check, FeedEvent } from './examState.js';

export type Status = Check['status'];
export type CheckName = Check['name'];

/** Frames in a row with one answer. */
export interface Run {
  readonly status: Status;
  /** Milliseconds since 1970, by the server's clock, as all moments here. */
  readonly from: number;
  readonly to: number;
  readonly frames: number;
}

export type Lanes = Readonly<Record<CheckName, readonly Run[]>>;

export const CHECK_NAMES: readonly CheckName[] = [
  'PERSON_DETECTION',
  'FACE_DETECTION',
  'PERSON_RECOGNITION',
  'OBJECTS_OF_INTEREST',
  'UNSAFE_CONTENT',
];

/** Between frames that lie further apart, nothing is known. */
const LONGEST_GAP_MS = 15_000;

/** What proctors did, and how the session went. */
export type Deed = Exclude<
  FeedEvent,
  {
    __typename:
      | 'FrameProcessed'
      | 'IncidentOpened'
      | 'IncidentUpdated'
      | 'IncidentClosed'
      | 'SignOfLife'
      | 'PolicyChanged'
      | 'CandidateErased';
  }
>;

const NO_DEEDS: ReadonlySet<FeedEvent['__typename']> = new Set([
  'FrameProcessed',
  'IncidentOpened',
  'IncidentUpdated',
  'IncidentClosed',
  'SignOfLife',
  'PolicyChanged',
  'CandidateErased',
]);

/** Two parts of one history as one, each event once, in order: ids grow as text too. */
export function mergeEvents(one: readonly FeedEvent[], other: readonly FeedEvent[]): readonly FeedEvent[] {
  const byId = new Map([...one, ...other].map((event) => [event.id, event]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

export function deedsOf(events: readonly FeedEvent[]): readonly Deed[] {
  return events.filter((event): event is Deed => !NO_DEEDS.has(event.__typename));
}

/** What was not asked is no part of any run. */
export function lanesOf(events: readonly FeedEvent[]): Lanes {
  const frames = events.filter((event) => event.__typename === 'FrameProcessed');
  const laneOf = (name: CheckName) => {
    const runs: Run[] = [];
    for (const { occurredAt, checks } of frames) {
      const check = checks.find((one) => one.name === name);
      if (check && check.details !== 'Not asked') extend(runs, check.status, Date.parse(occurredAt));
    }
    return runs;
  };
  return {
    PERSON_DETECTION: laneOf('PERSON_DETECTION'),
    FACE_DETECTION: laneOf('FACE_DETECTION'),
    PERSON_RECOGNITION: laneOf('PERSON_RECOGNITION'),
    OBJECTS_OF_INTEREST: laneOf('OBJECTS_OF_INTEREST'),
    UNSAFE_CONTENT: laneOf('UNSAFE_CONTENT'),
  };
}

function extend(runs: Run[], status: Status, at: number): void {
  const last = runs.at(-1);
  const isNear = last !== undefined && at - last.to <= LONGEST_GAP_MS;
  if (last && isNear && last.status === status) {
    runs[runs.length - 1] = { ...last, to: at, frames: last.frames + 1 };
    return;
  }
  // A run reaches to the next one, so that no gap shows where there is none.
  if (last && isNear) runs[runs.length - 1] = { ...last, to: at };
  runs.push({ status, from: at, to: at, frames: 1 });
}
