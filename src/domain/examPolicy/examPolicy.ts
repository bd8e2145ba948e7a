import type { CheckName } from '../checks.js';
import type { FrameIncidentKind, IncidentKind, Severity } from '../incidents/kinds.js';
import type { Policy } from '../policy.js';

/** All that an exam asks of its sessions; may change while they run. */
export interface ExamPolicy extends Policy {
  /** 1 for the policy that an exam begins with; grows by one with each change. */
  readonly version: number;
  /** How long a session is meant to last; 0 where nothing is said. No session ends by itself. */
  readonly durationMinutes: number;
  readonly checks: Readonly<Record<CheckName, CheckRule>>;
  readonly incidents: IncidentRules;
  readonly limits: Limits;
  readonly risk: Readonly<Record<IncidentKind, RiskRule>>;
  readonly retention: Retention;
  readonly consent: Consent;
  readonly accommodations: readonly Accommodation[];
}

export interface CheckRule {
  readonly isOn: boolean;
  /** 1 for every frame. What costs more is asked less often. */
  readonly everyNthFrame: number;
}

/** When an incident opens and closes, and how much it matters. */
export interface IncidentRule {
  readonly isOn: boolean;
  /** When it opens. */
  readonly severity: Severity;
  /** What it becomes after it was seen for so long. */
  readonly rises: readonly SeverityRise[];
  /** Left out for what no frame shows. */
  readonly opens?: Opening;
  /** So many frames without it, one after another, close it. */
  readonly closesAfter: number;
  /** A return within this time after its end continues the incident. */
  readonly cooldownMs: number;
}

export interface FrameIncidentRule extends IncidentRule {
  readonly opens: Opening;
}

/** So many of the last frames must show it: `after` of `outOf`. Frames in which the check was not asked don't count. */
export interface Opening {
  readonly after: number;
  readonly outOf: number;
}

export interface SeverityRise {
  readonly afterMs: number;
  readonly to: Severity;
}

export type IncidentRules = Readonly<Record<FrameIncidentKind, FrameIncidentRule> & Record<'FEED_LOST', IncidentRule>>;

/** Where the ordinary ends. Angles are in degrees off the camera, of head and eyes together. */
export interface Limits {
  /** To either side. */
  readonly maxYaw: number;
  readonly maxPitchUp: number;
  readonly maxPitchDown: number;
  /** A picture darker than this, or with less detail, in which nobody is seen, comes from a covered camera; 0–100. */
  readonly minBrightness: number;
  readonly minDetail: number;
  /** For so long a camera can't fail to take a picture that differs from the last ones. */
  readonly frozenAfterMs: number;
  /** A client that was not heard for so long has lost its feed. */
  readonly feedLostAfterMs: number;
}

/** What an incident of a kind adds to a session's risk; see `riskOf`. */
export interface RiskRule {
  readonly points: number;
  /** For each minute in which it was seen. */
  readonly pointsPerMinute: number;
  /** All incidents of the kind together add no more than this. */
  readonly mostPoints: number;
}

/** For how many days each class of data is kept. */
export interface Retention {
  readonly eventsDays: number;
  readonly evidenceDays: number;
  readonly facesDays: number;
}

export interface Consent {
  /** Without a recorded consent no frame is processed. */
  readonly isRequired: boolean;
  /** Which text the candidate has to agree to. */
  readonly textVersion: string;
}

/**
 * What is different for one candidate. The reason is nobody's business here: it is often a matter of health.
 */
export interface Accommodation {
  readonly candidateId: string;
  readonly switchedOff?: readonly IncidentKind[];
  readonly limits?: Partial<Limits>;
  /** With a helper or an interpreter beside them, say. */
  readonly expectedPersons?: number;
}

/** The policy as it applies to one candidate. */
export function policyFor(policy: ExamPolicy, candidateId: string): ExamPolicy {
  const accommodation = policy.accommodations.find((one) => one.candidateId === candidateId);
  if (!accommodation) return policy;
  const { switchedOff = [], limits, expectedPersons = policy.expectedPersons } = accommodation;
  const off = switchedOff.map((kind) => [kind, { ...policy.incidents[kind], isOn: false }] as const);
  return {
    ...policy,
    expectedPersons,
    limits: { ...policy.limits, ...limits },
    incidents: { ...policy.incidents, ...Object.fromEntries(off) },
  };
}

/**
 * The checks to make for a frame.
 * @param frameNumber of the session, counted from 0
 */
export function askedChecks({ checks }: ExamPolicy, frameNumber: number): ReadonlySet<CheckName> {
  const names = Object.keys(checks) as CheckName[]; // the keys of a record of all checks
  return new Set(
    names.filter((name) => {
      const { isOn, everyNthFrame } = checks[name];
      return isOn && frameNumber % everyNthFrame === 0;
    }),
  );
}
