import { useEffect, useRef, useState } from 'react';
import { EvidenceOfIncidentDocument } from '../../api/generated/operations.js';
import type { Evidence } from '../evidence/EvidencePictures.js';
import { useExamServices } from '../services.js';

export type KeptFrames = readonly Evidence[] | 'reading' | 'failed';

/**
 * The frames that are kept of an incident. Each incident's are read once, since each reading is recorded as a look at them;
 * a reading that failed is tried again when the incident is asked for again.
 * @param incidentId undefined for none
 * @param asking another object each time that the incident is asked for
 */
export function useKeptFrames(incidentId: string | undefined, asking: unknown): KeptFrames | undefined {
  const { apollo, examId } = useExamServices();
  const [read, setRead] = useState<ReadonlyMap<string, KeptFrames>>(() => new Map());
  const asked = useRef(new Set<string>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, what failed is read again
  useEffect(() => {
    if (incidentId === undefined || asked.current.has(incidentId)) return;
    asked.current.add(incidentId);
    const keep = (frames: KeptFrames) => setRead((before) => new Map(before).set(incidentId, frames));
    keep('reading');
    const variables = { examId, incidentId };
    apollo.query({ query: EvidenceOfIncidentDocument, variables, fetchPolicy: 'no-cache' }).then(
      ({ data }) => keep(data?.evidence ?? []),
      () => {
        asked.current.delete(incidentId);
        keep('failed');
      },
    );
  }, [apollo, examId, incidentId, asking]);
  return incidentId === undefined ? undefined : read.get(incidentId);
}
