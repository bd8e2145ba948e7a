/** What becomes of an incident: it begins, goes on, returns and ends. */
import type { IncidentRule } from '../examPolicy/examPolicy.js';
import { combine, type Finding, gravityOf } from './finding.js';
import { type FrameReference, type Incident, type IncidentEnd, type IncidentFrames, toMoment } from './incident.js';
import { type Severity, worseOf } from './kinds.js';

/** What was seen of a problem, in one frame or in those that it took to open. */
export interface Sighting {
  readonly finding: Finding;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** For how long it was seen on this occasion, in milliseconds. */
  readonly presentMs: number;
  /** How many frames showed it. */
  readonly framesSeen: number;
  /** The newest of them. */
  readonly frame?: FrameReference;
}

export function begin(id: string, since: number, sighting: Sighting, rule: IncidentRule): Incident {
  const { finding, at, presentMs, framesSeen } = sighting;
  return {
    id,
    kind: finding.kind,
    severity: severityAfter(presentMs, rule),
    since: toMoment(since),
    openedAt: toMoment(at),
    lastSeenAt: toMoment(at),
    presentMs,
    framesSeen,
    returns: 0,
    finding,
    ...framesAfter(undefined, sighting),
    revision: 1,
  };
}

export function goOn(before: Incident, sighting: Sighting, rule: IncidentRule): Incident {
  const presentMs = before.presentMs + sighting.presentMs;
  return {
    ...before,
    severity: worseOf(before.severity, severityAfter(presentMs, rule)),
    lastSeenAt: toMoment(sighting.at),
    presentMs,
    framesSeen: before.framesSeen + sighting.framesSeen,
    finding: combine(before.finding, sighting.finding),
    ...framesAfter(before.frames, sighting),
  };
}

export function comeBack(before: Incident, sighting: Sighting, rule: IncidentRule): Incident {
  const { end: _, ...open } = goOn(before, sighting, rule);
  return { ...open, returns: before.returns + 1, revision: before.revision + 1 };
}

export function finish(before: Incident, end: IncidentEnd): Incident {
  return { ...before, end, revision: before.revision + 1 };
}

/** The severity that a rule gives to a problem that was seen for so long. */
function severityAfter(presentMs: number, { severity, rises }: IncidentRule): Severity {
  return rises.filter(({ afterMs }) => presentMs >= afterMs).reduce((worst, { to }) => worseOf(worst, to), severity);
}

function framesAfter(
  before: IncidentFrames | undefined,
  { finding, frame }: Sighting,
): { readonly frames?: IncidentFrames } {
  if (!frame) return before ? { frames: before } : {};
  const gravity = gravityOf(finding);
  const worst = before && before.worst.gravity >= gravity ? before.worst : { ...frame, gravity };
  return { frames: { opening: before?.opening ?? frame, worst, last: frame } };
}
