import { useEffect, useState } from 'react';
import { EngineUsageDocument } from '../../api/generated/operations.js';
import { useExamServices } from '../services.js';

export interface EngineUsage {
  readonly calls: number;
  readonly dollars: number;
  readonly dollarsPerThousandCalls: number;
}

/** What the exam has cost so far, read once: nobody watches it grow. */
export function useEngineUsage(): EngineUsage | undefined {
  const { apollo, examId } = useExamServices();
  const [usage, setUsage] = useState<EngineUsage>();

  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const { data } = await apollo.query({
        query: EngineUsageDocument,
        variables: { examId },
        fetchPolicy: 'no-cache',
      });
      const found = data?.exam?.engineUsage;
      if (!isCurrent || !found) return;
      const calls = found.calls.reduce((sum, { count }) => sum + count, 0);
      const { estimatedDollars: dollars, dollarsPerThousandCalls } = found;
      setUsage({ calls, dollars, dollarsPerThousandCalls });
    };
    // Without it the rest of the review is as good.
    read().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [apollo, examId]);
  return usage;
}
