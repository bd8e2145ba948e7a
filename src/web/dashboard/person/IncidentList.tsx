import { useState } from 'react';
import { Button } from '../../design/Button.js';
import { EvidencePictures } from '../evidence/EvidencePictures.js';
import { IncidentHead } from '../IncidentHead.js';
import { toneOf } from '../SeverityMark.js';
import type { IncidentRecord } from '../state/examState.js';
import { STRINGS, VERDICTS } from '../strings.js';
import { factsOf, whenOf } from '../words.js';

const WORDS = STRINGS.person;

/** All incidents of a candidate, with what was made of them. */
export function IncidentList({ incidents }: { readonly incidents: readonly IncidentRecord[] }) {
  const [lookingAt, lookAt] = useState<string>();
  return (
    <section className="panel" aria-labelledby="incidents-title">
      <h3 id="incidents-title">{WORDS.incidents}</h3>
      <p className="quiet small">{STRINGS.evidence.recorded}</p>
      {incidents.length === 0 && <p className="quiet">{WORDS.noIncidents}</p>}
      <ul className="incidents">
        {incidents.map(({ incident, review }) => {
          const isLooking = lookingAt === incident.id;
          return (
            <li key={incident.id} className={`tone-${toneOf(incident.severity)}`}>
              <IncidentHead incident={incident} level={4} />
              <p className="small quiet">
                {whenOf(incident)}. {factsOf(incident)}
              </p>
              <p className="small">
                {VERDICTS[review?.verdict ?? 'NONE']}
                {review && review.verdict !== 'NONE' && ` ${STRINGS.queue.by(review.by.name ?? review.by.id)}`}
                {review?.reason && `: ${review.reason}`}
              </p>
              {isLooking && <EvidencePictures incidentId={incident.id} />}
              {incident.kind !== 'FEED_LOST' && (
                <Button isSmall aria-expanded={isLooking} onPress={() => lookAt(isLooking ? undefined : incident.id)}>
                  {STRINGS.evidence.show}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
