import { useEffect, useMemo, useState } from 'react';
import { IncidentCountsDocument, type IncidentCountsQuery } from '../../api/generated/operations.js';
import { useExam, useExamServices } from '../services.js';
import { addEvents, addPage, type Counts, countsOf, NOTHING_COUNTED } from './tally.js';

export interface TallyReading {
  /** While it is read, as far as it is counted. */
  readonly status: 'reading' | 'read' | 'failed';
  readonly counts: Counts;
}

const PAGE = 200;

/** All incidents of the exam, counted page after page, and on with what happens. */
export function useTally(): TallyReading {
  const { apollo, examId, feed } = useExamServices();
  const readings = useExam((exam) => exam.readings);
  const [tally, setTally] = useState(NOTHING_COUNTED);
  const [status, setStatus] = useState<TallyReading['status']>('reading');

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read anew may have changed without an event
  useEffect(() => {
    let isCurrent = true;
    const stop = feed.listen((events) => setTally((before) => addEvents(before, events)));
    setTally(NOTHING_COUNTED);
    setStatus('reading');

    async function readAll() {
      let after: string | null = null;
      for (let hasNext = true; hasNext && isCurrent; ) {
        const answer: { data?: IncidentCountsQuery | undefined } = await apollo.query({
          query: IncidentCountsDocument,
          variables: { examId, first: PAGE, after },
          fetchPolicy: 'no-cache',
        });
        const page = answer.data?.exam?.incidents;
        if (!page || !isCurrent) return;
        setTally((before) =>
          addPage(
            before,
            page.edges.map(({ node }) => node),
          ),
        );
        hasNext = page.pageInfo.hasNextPage;
        after = page.pageInfo.endCursor;
      }
    }
    readAll().then(
      () => isCurrent && setStatus('read'),
      () => isCurrent && setStatus('failed'),
    );
    return () => {
      isCurrent = false;
      stop();
    };
  }, [apollo, examId, feed, readings]);

  const counts = useMemo(() => countsOf(tally), [tally]);
  return { status, counts };
}
