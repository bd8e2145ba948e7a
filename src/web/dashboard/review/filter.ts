/** Which incidents one goes through, as the page's address keeps it and as the server is asked. */
import type { IncidentFilter } from '../../api/generated/operations.js';
import type { Candidate, Severity, Verdict } from '../state/examState.js';
import { EVERYTHING, type Filter, matches } from '../state/queue.js';
import { KIND_NAMES } from '../words.js';

export interface ReviewFilter extends Filter {
  /** Undefined for all review states. */
  readonly verdict: Verdict | undefined;
  /** Undefined for open ones and closed ones. */
  readonly isOpen: boolean | undefined;
}

export const ALL_INCIDENTS: ReviewFilter = { ...EVERYTHING, verdict: undefined, isOpen: undefined };

export const SEVERITY_NAMES: readonly Severity[] = ['HIGH', 'MEDIUM', 'LOW'];
export const VERDICT_NAMES: readonly Verdict[] = ['NONE', 'ACKNOWLEDGED', 'CONFIRMED', 'DISMISSED'];

/** What an address says; what it says wrongly counts as not said. Undefined where no review is meant. */
export function readFilter(query: URLSearchParams): ReviewFilter | undefined {
  if (!query.has('review')) return undefined;
  const open = query.get('open');
  return {
    search: query.get('search') ?? '',
    kind: oneOf(KIND_NAMES, query.get('kind')),
    severity: oneOf(SEVERITY_NAMES, query.get('severity')),
    verdict: oneOf(VERDICT_NAMES, query.get('verdict')),
    isOpen: open === 'yes' ? true : open === 'no' ? false : undefined,
  };
}

export function writeFilter(query: URLSearchParams, { search, kind, severity, verdict, isOpen }: ReviewFilter): void {
  query.set('review', '');
  if (search !== '') query.set('search', search);
  if (kind) query.set('kind', kind);
  if (severity) query.set('severity', severity);
  if (verdict) query.set('verdict', verdict);
  if (isOpen !== undefined) query.set('open', isOpen ? 'yes' : 'no');
}

/** As the server understands it; undefined where nobody is called what is searched for. */
export function toIncidentFilter(
  filter: ReviewFilter,
  candidates: ReadonlyMap<string, Candidate>,
): IncidentFilter | undefined {
  const { kind, severity, verdict, isOpen } = filter;
  const candidateIds = searched(filter, candidates);
  if (candidateIds?.length === 0) return undefined;
  return {
    ...(candidateIds && { candidateIds }),
    ...(kind && { kinds: [kind] }),
    ...(severity && { severities: [severity] }),
    ...(verdict && { verdicts: [verdict] }),
    ...(isOpen !== undefined && { isOpen }),
  };
}

/** Whoever is called exactly so, or else all whose name or number has it in it; undefined for everybody. */
function searched(filter: ReviewFilter, candidates: ReadonlyMap<string, Candidate>): string[] | undefined {
  const search = filter.search.trim();
  if (search === '') return undefined;
  if (candidates.has(search)) return [search];
  return [...candidates.values()]
    .filter((candidate) => matches(filter, candidate))
    .map(({ candidateId }) => candidateId)
    .toSorted();
}

function oneOf<T extends string>(names: readonly T[], text: string | null): T | undefined {
  return names.find((name) => name === text);
}
