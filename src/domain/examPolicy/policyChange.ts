import { CHECK_NAMES, type CheckName } from '../checks.js';
import { FRAME_INCIDENT_KINDS, type FrameIncidentKind, INCIDENT_KINDS, type IncidentKind } from '../incidents/kinds.js';
import type { Policy } from '../policy.js';
import type {
  Accommodation,
  CheckRule,
  Consent,
  ExamPolicy,
  FrameIncidentRule,
  IncidentRules,
  Limits,
  Retention,
  RiskRule,
} from './examPolicy.js';
import { mistakesIn } from './policyMistakes.js';
import { mistake, type PolicyMistake } from './ranges.js';

/** What is to be different; what is left out stays. Lists are replaced as a whole. */
export interface PolicyChange extends Partial<Policy> {
  readonly durationMinutes?: number;
  readonly checks?: { readonly [K in CheckName]?: Partial<CheckRule> };
  readonly incidents?: { readonly [K in IncidentKind]?: Partial<FrameIncidentRule> };
  readonly limits?: Partial<Limits>;
  readonly risk?: { readonly [K in IncidentKind]?: Partial<RiskRule> };
  /** Faces belong to no exam: what counts for them is the policy that exams begin with. */
  readonly retention?: Partial<Omit<Retention, 'facesDays'>>;
  readonly consent?: Partial<Consent>;
  readonly accommodations?: readonly Accommodation[];
}

export type PolicyVerdict =
  | { readonly ok: true; readonly policy: ExamPolicy }
  | { readonly ok: false; readonly mistakes: readonly PolicyMistake[] };

/**
 * The next version of a policy; or every mistake in it, if there is one. A change that makes no difference gives a new
 * version all the same.
 * @param labels that the engine can see; those that the policy names already are taken as known
 */
export function changePolicy(current: ExamPolicy, change: PolicyChange, labels: readonly string[]): PolicyVerdict {
  const policy = apply(current, change);
  const known = [...labels, ...current.objectsOfInterest];
  const mistakes = [...unknownNames(change), ...mistakesIn(policy, known)];
  return mistakes.length === 0 ? { ok: true, policy } : { ok: false, mistakes };
}

function apply(current: ExamPolicy, change: PolicyChange): ExamPolicy {
  const { checks, incidents, limits, risk, retention, consent, ...plain } = change;
  return {
    ...current,
    ...plain,
    version: current.version + 1,
    checks: overlay(CHECK_NAMES, current.checks, checks),
    incidents: overlayIncidents(current.incidents, incidents),
    limits: { ...current.limits, ...limits },
    risk: overlay(INCIDENT_KINDS, current.risk, risk),
    retention: { ...current.retention, ...retention },
    consent: { ...current.consent, ...consent },
  };
}

function overlay<K extends string, T extends object>(
  names: readonly K[],
  current: Readonly<Record<K, T>>,
  change: { readonly [N in K]?: Partial<T> } | undefined,
): Readonly<Record<K, T>> {
  const changed = names.map((name) => [name, { ...current[name], ...change?.[name] }] as const);
  return { ...current, ...Object.fromEntries(changed) };
}

/** Nothing that a frame doesn't show can have a rule about frames: `opens` is left out there, and said to be a mistake. */
function overlayIncidents(current: IncidentRules, change: PolicyChange['incidents']): IncidentRules {
  const { opens: _, ...feedLost } = change?.FEED_LOST ?? {};
  return {
    ...overlay<FrameIncidentKind, FrameIncidentRule>(FRAME_INCIDENT_KINDS, current, change),
    FEED_LOST: { ...current.FEED_LOST, ...feedLost },
  };
}

/** Names come from people and files, whatever the types say. */
function unknownNames(change: PolicyChange): readonly PolicyMistake[] {
  return [
    ...unknownKeys('checks', change.checks, CHECK_NAMES, 'check'),
    ...unknownKeys('incidents', change.incidents, INCIDENT_KINDS, 'kind of incident'),
    ...unknownKeys('risk', change.risk, INCIDENT_KINDS, 'kind of incident'),
    ...(change.incidents?.FEED_LOST?.opens
      ? mistake('incidents.FEED_LOST.opens', 'A lost feed opens by time: set `limits.feedLostAfterMs`.')
      : []),
  ];
}

function unknownKeys(
  path: string,
  given: object | undefined,
  known: readonly string[],
  what: string,
): readonly PolicyMistake[] {
  return Object.keys(given ?? {})
    .filter((key) => !known.includes(key))
    .flatMap((key) => mistake(`${path}.${key}`, `There is no ${what} of this name. Known are ${known.join(', ')}.`));
}
