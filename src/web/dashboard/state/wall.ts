/** The order of the wall, and what frames a tile. */
import type { Candidate, ExamState, Incident } from './examState.js';
import { type Filter, matches, RANK, verdictOf } from './queue.js';

/** The worst incident of each candidate that is open and that nobody has judged, by candidate. */
export function openByCandidate(state: Pick<ExamState, 'incidents' | 'judging'>): ReadonlyMap<string, Incident> {
  const worst = new Map<string, Incident>();
  for (const record of state.incidents.values()) {
    const { candidateId, incident } = record;
    const verdict = verdictOf(state, record);
    if (incident.end !== null || verdict === 'DISMISSED' || verdict === 'CONFIRMED') continue;
    const known = worst.get(candidateId);
    if (!known || RANK[incident.severity] > RANK[known.severity]) worst.set(candidateId, incident);
  }
  return worst;
}

/** Those who need a look first: by what is open, then by risk, then by name; who is through comes last. */
export function wallOrder(
  state: Pick<ExamState, 'incidents' | 'judging' | 'candidates'>,
  filter: Filter,
): readonly string[] {
  const open = openByCandidate(state);
  const rank = ({ candidateId, status }: Candidate) => {
    const severity = open.get(candidateId)?.severity;
    if (severity) return RANK[severity];
    return isOver(status) ? -1 : 0;
  };
  // Differences too small to be seen must not make tiles jump.
  const risk = ({ risk }: Candidate) => Math.round((risk?.score ?? 0) / 5);
  return [...state.candidates.values()]
    .filter((candidate) => matches(filter, candidate))
    .toSorted((one, other) => rank(other) - rank(one) || risk(other) - risk(one) || byName(one, other))
    .map(({ candidateId }) => candidateId);
}

/** Of one name there may be several. */
function byName(one: Candidate, other: Candidate): number {
  const name = ({ name, candidateId }: Candidate) => name ?? candidateId;
  return name(one).localeCompare(name(other)) || one.candidateId.localeCompare(other.candidateId);
}

export function isOver(status: Candidate['status']): boolean {
  return status === 'ENDED' || status === 'TERMINATED';
}

export type Counts = Readonly<Record<Candidate['status'], number>>;

export function countByStatus({ candidates }: Pick<ExamState, 'candidates'>): Counts {
  const counts = { ACTIVE: 0, WAITING: 0, PAUSED: 0, FEED_LOST: 0, ENDED: 0, TERMINATED: 0 };
  for (const { status } of candidates.values()) counts[status] += 1;
  return counts;
}
