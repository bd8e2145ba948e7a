/**
 * Judging: an observation and a policy become the five checks of a frame. Pure.
 *
 * The names and the formats of `details` are those of the AWS sample "Amazon Rekognition Virtual Proctor" that this
 * product grew out of, so that its clients read our answers.
 */
import type { ModerationLabel, Observation, ObservedLabel, Part } from './observation.js';
import type { Policy } from './policy.js';

export const CHECK_NAMES = [
  'OBJECTS_OF_INTEREST',
  'PERSON_DETECTION',
  'PERSON_RECOGNITION',
  'FACE_DETECTION',
  'UNSAFE_CONTENT',
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

/** What each check is called on the wire, in the sample's words. */
export const TEST_NAMES: Readonly<Record<CheckName, string>> = {
  OBJECTS_OF_INTEREST: 'Objects of Interest',
  PERSON_DETECTION: 'Person Detection',
  PERSON_RECOGNITION: 'Person Recognition',
  FACE_DETECTION: 'Face Detection',
  UNSAFE_CONTENT: 'Unsafe Content',
};

export type CheckStatus = 'PASS' | 'FAIL' | 'UNKNOWN';

/** Why a check could not be made. */
export type UnknownReason = 'ENGINE_FAILED' | 'NOT_ENROLLED' | 'NOT_ASKED';

export interface Check {
  readonly name: CheckName;
  readonly status: CheckStatus;
  /** A count; or names, sorted and comma-joined; or a full name; "0" for none; "Server error" where nothing was found out, "Not asked" where nobody looked. */
  readonly details: string;
  readonly unknownReason?: UnknownReason;
}

/** Whom the frame's best face turned out to be, once the engine's matches were looked up among the enrolled. */
export interface Identity {
  readonly isEnrolled: boolean;
  /** The session's own candidate, when the similarity reaches the policy's threshold. */
  readonly candidate?: { readonly fullName: string };
  /** Somebody else who is enrolled and was recognised instead. */
  readonly impostor?: { readonly fullName: string; readonly candidateId?: string };
  /** How much the frame's face resembles the candidate's own, where they were compared. */
  readonly similarity?: number;
}

/** The details of a recognition that names nobody. */
const NOBODY = '0';

const ALL: ReadonlySet<CheckName> = new Set(CHECK_NAMES);

/**
 * The five checks of one frame, always all five and in the sample's order.
 * @param asked those that were made; the others are unknown
 */
export function judge(
  observation: Observation,
  identity: Part<Identity>,
  policy: Policy,
  asked: ReadonlySet<CheckName> = ALL,
): readonly Check[] {
  const judged = judgeAll(observation, identity, policy);
  return judged.map((check) => (asked.has(check.name) ? check : notAsked(check.name)));
}

function notAsked(name: CheckName): Check {
  return { name, status: 'UNKNOWN', details: 'Not asked', unknownReason: 'NOT_ASKED' };
}

function judgeAll(observation: Observation, identity: Part<Identity>, policy: Policy): readonly Check[] {
  return [
    judgePart('OBJECTS_OF_INTEREST', observation.labels, (labels) => judgeAbsence(forbiddenObjects(labels, policy))),
    judgePart('PERSON_DETECTION', observation.labels, (labels) =>
      judgeCount(countPersons(labels, policy), policy.expectedPersons),
    ),
    judgePart('PERSON_RECOGNITION', identity, judgeIdentity),
    judgePart('FACE_DETECTION', observation.faces, (faces) => judgeCount(faces.length, policy.expectedPersons)),
    judgePart('UNSAFE_CONTENT', observation.moderation, (labels) => judgeAbsence(unsafeLabels(labels, policy))),
  ];
}

/** What counts as seen is decided here alone, so that a check and the incident that it becomes can't disagree. */
export function forbiddenObjects(labels: readonly ObservedLabel[], policy: Policy): readonly ObservedLabel[] {
  const forbidden = new Set(policy.objectsOfInterest.map((name) => name.toLowerCase()));
  return labels.filter(
    (label) => label.confidence >= policy.labelConfidence && forbidden.has(label.name.toLowerCase()),
  );
}

export function countPersons(labels: readonly ObservedLabel[], policy: Policy): number {
  return labels.filter((label) => label.name === 'Person' && label.confidence >= policy.labelConfidence).length;
}

export function unsafeLabels(labels: readonly ModerationLabel[], policy: Policy): readonly ModerationLabel[] {
  return labels.filter((label) => label.confidence >= policy.moderationConfidence);
}

/** As the candidate is told of them: that somebody else was recognised, and not who it is. */
export function withoutOthersName(checks: readonly Check[]): readonly Check[] {
  return checks.map((check) => {
    const isOthersName = check.name === 'PERSON_RECOGNITION' && check.status === 'FAIL' && check.details !== NOBODY;
    return isOthersName ? { ...check, details: 'Somebody else' } : check;
  });
}

type Verdict = Omit<Check, 'name'>;

function judgePart<T>(name: CheckName, part: Part<T>, judgeValue: (value: T) => Verdict): Check {
  if (!part.ok) return { name, status: 'UNKNOWN', details: 'Server error', unknownReason: 'ENGINE_FAILED' };
  return { name, ...judgeValue(part.value) };
}

function judgeCount(count: number, expected: number): Verdict {
  return { status: count === expected ? 'PASS' : 'FAIL', details: String(count) };
}

function judgeAbsence(seen: readonly { readonly name: string }[]): Verdict {
  if (seen.length === 0) return { status: 'PASS', details: '0' };
  return { status: 'FAIL', details: [...new Set(seen.map(({ name }) => name))].sort().join(', ') };
}

function judgeIdentity(identity: Identity): Verdict {
  if (identity.candidate) return { status: 'PASS', details: identity.candidate.fullName };
  if (identity.impostor) return { status: 'FAIL', details: identity.impostor.fullName };
  if (!identity.isEnrolled) return { status: 'UNKNOWN', details: NOBODY, unknownReason: 'NOT_ENROLLED' };
  return { status: 'FAIL', details: NOBODY };
}
