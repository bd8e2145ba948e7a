import { useEffect, useState } from 'react';
import { EvidenceOfIncidentDocument, type EvidenceOfIncidentQuery } from '../../api/generated/operations.js';
import { Button } from '../../design/Button.js';
import { Tick } from '../../design/Tick.js';
import { exact } from '../moments.js';
import { useExamServices } from '../services.js';
import { STRINGS } from '../strings.js';
import { SeenPicture } from './SeenPicture.js';

export type Evidence = EvidenceOfIncidentQuery['evidence'][number];

const WORDS = STRINGS.evidence;

/** The frames that were kept of an incident. Shown, they have been looked at, and that is recorded. */
export function EvidencePictures({ incidentId }: { readonly incidentId: string }) {
  const { apollo, examId } = useExamServices();
  const [pictures, setPictures] = useState<readonly Evidence[] | 'failed'>();
  const [attempt, setAttempt] = useState(0);
  const [hasBoxes, setBoxes] = useState(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks once more
  useEffect(() => {
    let isCurrent = true;
    const query = {
      query: EvidenceOfIncidentDocument,
      variables: { examId, incidentId },
      fetchPolicy: 'no-cache',
    } as const;
    apollo.query(query).then(
      ({ data }) => isCurrent && setPictures(data?.evidence ?? []),
      () => isCurrent && setPictures('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [apollo, examId, incidentId, attempt]);

  if (pictures === undefined) {
    return (
      <p role="status" className="evidence-to-come">
        {STRINGS.loading}
      </p>
    );
  }
  if (pictures === 'failed') {
    return (
      <div className="row" role="alert">
        <p>{WORDS.failed}</p>
        <Button isSmall onPress={() => setAttempt(attempt + 1)}>
          {WORDS.again}
        </Button>
      </div>
    );
  }
  if (pictures.length === 0) return <p className="quiet">{WORDS.none}</p>;
  return (
    <div className="evidence">
      <div className="evidence-pictures">
        {pictures.map((picture) => (
          <SeenPicture key={picture.frameId} evidence={picture} hasBoxes={hasBoxes} />
        ))}
      </div>
      <Tick isSelected={hasBoxes} onChange={setBoxes}>
        {WORDS.boxes}
      </Tick>
      <p className="quiet small">{pictures[0] && WORDS.keptUntil(exact(Date.parse(pictures[0].keptUntil)))}</p>
    </div>
  );
}
