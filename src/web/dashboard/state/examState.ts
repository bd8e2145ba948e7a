/** What the dashboard knows of an exam. Values only: what happens to them is `reduce`'s business. */
import type { EventFactsFragment, ExamSnapshotQuery, RecordFactsFragment } from '../../api/generated/operations.js';

/** An event of the feed, a sign of life among them. */
export type FeedEvent = EventFactsFragment;
export type IncidentRecord = RecordFactsFragment;
export type Incident = IncidentRecord['incident'];
export type Review = NonNullable<IncidentRecord['review']>;
export type Verdict = Review['verdict'];
export type Kind = Incident['kind'];
export type Severity = Incident['severity'];
export type Actor = Review['by'];
export type Check = Extract<FeedEvent, { __typename: 'FrameProcessed' }>['checks'][number];

type ExamRead = NonNullable<ExamSnapshotQuery['exam']>;
type SessionRead = ExamRead['sessions'][number];
export type Risk = SessionRead['risk'];

/** One candidate and their session. What changes with every frame is not here: see `ExamState.newestFrames`. */
export interface Candidate {
  readonly candidateId: string;
  readonly sessionId: string;
  readonly status: SessionRead['status'];
  readonly startedAt: string;
  readonly endsAt: string | null;
  /** As their newest enrolled photo says; undefined where there is none, or it has not been read. */
  readonly name: string | undefined;
  /** Undefined until it has been read. */
  readonly risk: Risk | undefined;
}

export interface ExamState {
  readonly examId: string;
  readonly title: string;
  /** From which confidence on a person or an object counts, 0–100. */
  readonly labelConfidence: number;
  readonly candidates: ReadonlyMap<string, Candidate>;
  /** When each candidate's newest frame was analysed: milliseconds since 1970, by the server's clock. */
  readonly newestFrames: ReadonlyMap<string, number>;
  /** Those that are open, that wait for a proctor, or that were judged lately; by their id. */
  readonly incidents: ReadonlyMap<string, IncidentRecord>;
  /** Judgements of this proctor that the server has not answered yet, by the incident's id. */
  readonly judging: ReadonlyMap<string, Verdict>;
  /** Whose history is being looked at, and what was heard of it since. */
  readonly watched: { readonly candidateId: string; readonly events: readonly FeedEvent[] } | undefined;
  /** Grows when something happens that risks follow from. */
  readonly grounds: number;
  /** Grows when the exam was read anew. */
  readonly readings: number;
  /** Something happened after which all should be read anew. */
  readonly isOutdated: boolean;
}

/** A page's worth of the exam, read at one moment. */
export interface Snapshot {
  readonly exam: Pick<ExamRead, 'id' | 'title' | 'policy' | 'sessions'>;
  readonly incidents: readonly IncidentRecord[];
}

/** @param before what was known until now of the same exam: who is being watched outlives a reading */
export function fromSnapshot({ exam, incidents }: Snapshot, before?: ExamState): ExamState {
  return {
    examId: exam.id,
    title: exam.title,
    labelConfidence: exam.policy.labelConfidence,
    candidates: new Map(exam.sessions.map((session) => [session.candidateId, candidateOf(session)])),
    newestFrames: new Map(
      exam.sessions.flatMap(({ candidateId, lastFrame }) =>
        lastFrame ? [[candidateId, Date.parse(lastFrame.processedAt)] as const] : [],
      ),
    ),
    incidents: new Map(incidents.map((record) => [record.incident.id, record])),
    judging: before?.judging ?? new Map(),
    watched: before?.watched && { ...before.watched, events: [] },
    grounds: 0,
    readings: (before?.readings ?? 0) + 1,
    isOutdated: false,
  };
}

function candidateOf(session: SessionRead): Candidate {
  const { candidateId, candidateName, id: sessionId, status, startedAt, endsAt, risk } = session;
  return { candidateId, sessionId, status, startedAt, endsAt, name: candidateName ?? undefined, risk };
}
