import { Time } from '../Ago.js';
import { SeenPicture } from '../evidence/SeenPicture.js';
import { exact } from '../moments.js';
import { SeverityMark, toneOf } from '../SeverityMark.js';
import type { IncidentRecord } from '../state/examState.js';
import type { Lanes } from '../state/timeline.js';
import { CHECK_STATUSES, SEVERITIES } from '../strings.js';
import { CHECKS, factsOf, titleOf, whenOf } from '../words.js';
import { checksAt, incidentsAt, type Moment, nearestFrame } from './moment.js';
import { MOMENT } from './strings.js';
import { type KeptFrames, useKeptFrames } from './useKeptFrames.js';

export interface MomentPanelProps {
  readonly moment: Moment;
  /** The incident whose pictures show the moment, where there is one. */
  readonly record: IncidentRecord | undefined;
  readonly incidents: readonly IncidentRecord[];
  readonly lanes: Lanes;
}

/** One moment: the picture that was kept of it, and what was seen. */
export function MomentPanel({ moment, record, incidents, lanes }: MomentPanelProps) {
  // Of a feed that is lost there are no pictures.
  const incidentId = record?.incident.kind === 'FEED_LOST' ? undefined : record?.incident.id;
  const frames = useKeptFrames(incidentId, moment);
  const going = incidentsAt(incidents, moment.at);
  const shown = record && !going.includes(record) ? [record, ...going] : going;
  return (
    <div className="moment" aria-live="polite">
      <div className="moment-picture evidence">
        <KeptPicture at={moment.at} frames={record ? (frames ?? []) : undefined} />
      </div>
      <div className="moment-facts">
        <p className="moment-time">
          <Time at={moment.at}>{exact(moment.at)}</Time>
        </p>
        <ul>
          {shown.map(({ incident }) => (
            <li key={incident.id} className={`tone-${toneOf(incident.severity)}`}>
              <SeverityMark severity={incident.severity} />
              <div>
                <p>
                  {titleOf(incident)} <span className="card-severity small">{SEVERITIES[incident.severity]}</span>
                </p>
                <p className="small quiet">
                  {whenOf(incident)}. {factsOf(incident)}
                </p>
              </div>
            </li>
          ))}
        </ul>
        <Checks at={moment.at} lanes={lanes} />
      </div>
    </div>
  );
}

/** @param props.frames undefined where there is no incident whose they could be */
function KeptPicture({ at, frames }: { readonly at: number; readonly frames: KeptFrames | undefined }) {
  if (frames === undefined) return <p className="quiet small">{MOMENT.noIncident}</p>;
  if (frames === 'reading') return <p className="quiet small">{MOMENT.reading}</p>;
  if (frames === 'failed') return <p className="small">{MOMENT.failed}</p>;
  const frame = nearestFrame(frames, at);
  if (!frame) return <p className="quiet small">{MOMENT.noPicture}</p>;
  return (
    <>
      <SeenPicture evidence={frame} hasBoxes />
      <p className="quiet small">{MOMENT.offset(Date.parse(frame.at) - at, frames.length)}</p>
    </>
  );
}

/** What was not as it should be, and that the rest was. */
function Checks({ at, lanes }: { readonly at: number; readonly lanes: Lanes }) {
  const checks = checksAt(lanes, at);
  const told = checks.filter(({ status }) => status !== 'PASS');
  if (checks.length === 0) return <p className="quiet small">{MOMENT.unknown}</p>;
  if (told.length === 0) return <p className="quiet small">{MOMENT.fine}</p>;
  return (
    <p className="small">
      {told.map(({ name, status }) => MOMENT.check(CHECKS[name], CHECK_STATUSES[status])).join(' · ')}
    </p>
  );
}
