import { useEffect, useState } from 'react';
import { SessionFramesDocument } from '../../api/generated/operations.js';
import { useExam, useExamServices } from '../services.js';
import { isOver } from '../state/wall.js';

export interface Frames {
  readonly count: number;
  /** Milliseconds since 1970, by the server's clock; undefined where none came. */
  readonly newest: number | undefined;
}

const AGAIN_MS = 10_000;
const NOTHING: ReadonlyMap<string, Frames> = new Map();

/** How many frames there are of each candidate: read again and again while somebody sits the exam. */
export function useSessionFrames(): ReadonlyMap<string, Frames> {
  const { apollo, examId } = useExamServices();
  const isGoingOn = useExam(({ candidates }) => [...candidates.values()].some(({ status }) => !isOver(status)));
  const [frames, setFrames] = useState(NOTHING);

  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const { data } = await apollo.query({
        query: SessionFramesDocument,
        variables: { examId },
        fetchPolicy: 'no-cache',
      });
      const sessions = data?.exam?.sessions;
      if (!isCurrent || !sessions) return;
      setFrames(
        new Map(
          sessions.map(({ candidateId, framesProcessed, lastFrame }) => [
            candidateId,
            { count: framesProcessed, newest: lastFrame ? Date.parse(lastFrame.processedAt) : undefined },
          ]),
        ),
      );
    };
    // What fails is shown as it was; that the server is gone, the page says elsewhere.
    const attempt = () => void read().catch(() => undefined);
    attempt();
    const timer = isGoingOn ? setInterval(attempt, AGAIN_MS) : undefined;
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [apollo, examId, isGoingOn]);
  return frames;
}
