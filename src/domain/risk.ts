/**
 * How much there is to look at in a session, from 0 to 100. It orders what a proctor looks at first; it is no verdict.
 *
 * Each incident brings points of its kind, and more for each minute in which it was seen; the incidents of one kind
 * together bring no more than the kind's limit, so that a hundred glances aside never weigh as much as a second person.
 * The points of all kinds, P, become the score 100 · (1 − e^(−P/100)): evidence adds up in any order, each further
 * point counts for a little less, and nothing but endless evidence reaches 100. 40 points alone make 33, 100 make 63, 200 make 86.
 *
 * The recorded incidents are all it needs, and they follow from the history (`recordsIn`), so that it can be computed again
 * after the exam, under other rules.
 */
import type { ExamPolicy, RiskRule } from './examPolicy/examPolicy.js';
import type { Incident } from './incidents/incident.js';
import type { IncidentRecord } from './incidents/incidentRecord.js';
import { INCIDENT_KINDS, type IncidentKind } from './incidents/kinds.js';

export interface Risk {
  /** 0–100. */
  readonly score: number;
  /** Of all kinds together. */
  readonly points: number;
  /** The kinds that contribute, the largest first. */
  readonly contributions: readonly RiskContribution[];
}

export interface RiskContribution {
  readonly kind: IncidentKind;
  readonly incidents: number;
  /** For how long they were seen, in milliseconds. */
  readonly presentMs: number;
  readonly points: number;
  /** The part of the score that is owed to the kind; all parts together are the score. */
  readonly score: number;
}

/** The points at which about two thirds of the scale are used up. */
const SCALE = 100;

const MINUTE_MS = 60_000;

/** @param records of one session; those that a proctor dismissed add nothing */
export function riskOf(records: readonly Pick<IncidentRecord, 'incident' | 'review'>[], policy: ExamPolicy): Risk {
  const incidents = records.filter(({ review }) => review?.verdict !== 'DISMISSED').map(({ incident }) => incident);
  const shares = INCIDENT_KINDS.filter((kind) => policy.incidents[kind].isOn).map((kind) =>
    shareOf(
      kind,
      incidents.filter((incident) => incident.kind === kind),
      policy.risk[kind],
    ),
  );
  const points = shares.reduce((sum, share) => sum + share.points, 0);
  const score = 100 * (1 - Math.exp(-points / SCALE));
  return {
    score,
    points,
    contributions: shares
      .filter((share) => share.points > 0)
      .map((share) => ({ ...share, score: (score * share.points) / points }))
      .toSorted((one, other) => other.points - one.points),
  };
}

function shareOf(kind: IncidentKind, incidents: readonly Incident[], rule: RiskRule): Omit<RiskContribution, 'score'> {
  const presentMs = incidents.reduce((sum, incident) => sum + incident.presentMs, 0);
  const points = incidents.length * rule.points + (presentMs / MINUTE_MS) * rule.pointsPerMinute;
  return { kind, incidents: incidents.length, presentMs, points: Math.min(points, rule.mostPoints) };
}
