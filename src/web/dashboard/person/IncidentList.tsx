import { useState } from 'react';
import { Button } from '../../design/Button.js';
import { EvidencePictures } from '../evidence/EvidencePictures.js';
import { IncidentHead } from '../IncidentHead.js';
import { toneOf } from '../SeverityMark.js';
import type { IncidentRecord } from '../state/examState.js';
import { STRINGS, VERDICTS } from '../strings.js';
import { factsOf, whenOf } from '../words.js';

const WORDS = STRINGS.person;
/** Some have hundreds, of which hardly anybody looks at the oldest. */
const SHOWN_AT_ONCE = 50;

/** All incidents of a candidate, the newest first, with what was made of them. */
export function IncidentList({ incidents }: { readonly incidents: readonly IncidentRecord[] }) {
  const [lookingAt, lookAt] = useState<string>();
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  return (
    <section className="panel" aria-labelledby="incidents-title">
      <h3 id="incidents-title">{WORDS.incidents}</h3>
      <p className="quiet small">{STRINGS.evidence.recorded}</p>
      {incidents.length === 0 && <p className="quiet">{WORDS.noIncidents}</p>}
      <ul className="incidents">
        {incidents.slice(0, most).map(({ incident, review }) => {
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
      {incidents.length > most && (
        <div className="row">
          <p className="quiet small">{WORDS.newestOf(most, incidents.length)}</p>
          <Button isSmall onPress={() => setMost(most + SHOWN_AT_ONCE)}>
            {WORDS.olderOnes}
          </Button>
        </div>
      )}
    </section>
  );
}
