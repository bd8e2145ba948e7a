import { useCallback, useEffect, useRef, useState } from 'react';
import { type IncidentFilter, MoreIncidentsDocument, type MoreIncidentsQuery } from '../../api/generated/operations.js';
import { useExamServices } from '../services.js';
import type { FeedEvent, IncidentRecord } from '../state/examState.js';

export interface IncidentPages {
  readonly status: 'reading' | 'read' | 'failed';
  /** In the order of their opening. What was shown once stays, whatever becomes of it. */
  readonly records: readonly IncidentRecord[];
  readonly hasMore: boolean;
  readMore(): void;
}

interface Pages {
  readonly status: IncidentPages['status'];
  readonly records: readonly IncidentRecord[];
  readonly after: string | null;
  readonly hasMore: boolean;
}

const PAGE = 50;
const NOTHING: Pages = { status: 'reading', records: [], after: null, hasMore: true };

/** A list that grows by a page at a time. @param filter the same for as long as the component lives */
export function useIncidentPages(filter: IncidentFilter): IncidentPages {
  const { apollo, examId, feed } = useExamServices();
  const [pages, setPages] = useState(NOTHING);
  const isReading = useRef(false);
  const [{ after }, isAlive] = [pages, useRef(true)];

  const readMore = useCallback(async () => {
    if (isReading.current) return;
    isReading.current = true;
    setPages((before) => ({ ...before, status: 'reading' }));
    try {
      const answer: { data?: MoreIncidentsQuery | undefined } = await apollo.query({
        query: MoreIncidentsDocument,
        variables: { examId, first: PAGE, after, filter },
        fetchPolicy: 'no-cache',
      });
      if (isAlive.current) setPages((before) => withPage(before, answer.data?.exam?.incidents));
    } catch {
      if (isAlive.current) setPages((before) => ({ ...before, status: 'failed' }));
    } finally {
      isReading.current = false;
    }
  }, [apollo, examId, after, filter, isAlive]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page; the others are asked for
  useEffect(() => {
    isAlive.current = true;
    void readMore();
    const stop = feed.listen((events) => setPages((before) => withEvents(before, events)));
    return () => {
      isAlive.current = false;
      stop();
    };
  }, []);

  return { ...pages, readMore: () => void readMore() };
}

type Page = NonNullable<MoreIncidentsQuery['exam']>['incidents'];

function withPage(before: Pages, page: Page | undefined): Pages {
  if (!page) return { ...before, status: 'failed' };
  const known = new Set(before.records.map(({ incident }) => incident.id));
  const records = page.edges.map(({ node }) => node).filter(({ incident }) => !known.has(incident.id));
  return {
    status: 'read',
    records: [...before.records, ...records],
    after: page.pageInfo.endCursor ?? before.after,
    hasMore: page.pageInfo.hasNextPage,
  };
}

function withEvents(before: Pages, events: readonly FeedEvent[]): Pages {
  const changes = new Map<string, (record: IncidentRecord) => IncidentRecord>();
  let { hasMore } = before;
  for (const event of events) {
    if (event.__typename === 'IncidentReviewed') {
      const { incidentId, review } = event;
      chain(changes, incidentId, (record) => ({ ...record, review }));
    } else if ('incident' in event) {
      const { incident } = event;
      chain(changes, incident.id, (record) => ({ ...record, incident }));
      // What opens comes after all that is there.
      if (event.__typename === 'IncidentOpened') hasMore = true;
    }
  }
  if (changes.size === 0) return before;
  const records = before.records.map((record) => changes.get(record.incident.id)?.(record) ?? record);
  return { ...before, records, hasMore };
}

function chain(
  changes: Map<string, (record: IncidentRecord) => IncidentRecord>,
  id: string,
  change: (record: IncidentRecord) => IncidentRecord,
): void {
  const first = changes.get(id);
  changes.set(id, first ? (record) => change(first(record)) : change);
}
