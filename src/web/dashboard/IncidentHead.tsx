import { Lasting } from './queue/Lasting.js';
import { SeverityMark } from './SeverityMark.js';
import type { Incident } from './state/examState.js';
import { SEVERITIES } from './strings.js';
import { titleOf } from './words.js';

export interface IncidentHeadProps {
  readonly incident: Incident;
  readonly level: 3 | 4;
  /** Of the heading. */
  readonly id?: string;
}

/** What it is, how severe, and for how long. */
export function IncidentHead({ incident, level, id }: IncidentHeadProps) {
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <div className="card-head">
      <SeverityMark severity={incident.severity} />
      <Heading id={id}>
        {titleOf(incident)} <span className="card-severity small">{SEVERITIES[incident.severity]}</span>
      </Heading>
      <Lasting incident={incident} />
    </div>
  );
}
