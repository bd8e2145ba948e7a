/** What an observation gives reason to doubt, by the very rules from which incidents follow. Pure. */
import { CHECK_NAMES, type Identity, unsafeLabels } from '../../domain/checks.js';
import type { ExamPolicy } from '../../domain/examPolicy/examPolicy.js';
import type { FrameIncidentKind } from '../../domain/incidents/kinds.js';
import { peopleIn } from '../../domain/incidents/people.js';
import { signalsOf } from '../../domain/incidents/signals.js';
import type { Observation, Part } from '../../domain/observation.js';
import type { EnrolledFace, ObserveRequest } from '../engine.js';
import type { Topic } from './topics.js';

export interface Suspicion {
  /**
   * An `ACCUSATION` is what an incident would follow from; a `DOUBT` falls a little short of that. `UNTOLD` is what the
   * engine can't tell at all, and `NOTHING` what gives no reason to ask.
   */
  readonly grade: 'ACCUSATION' | 'DOUBT' | 'UNTOLD' | 'CLEAR' | 'NOTHING';
  /** What it is about: as long as this stays the same, so does an answer to it. */
  readonly subject: string;
}

/** As much below the policy's threshold an engine may still have seen the thing, or not. */
export const DOUBT_BAND = 10;

/** The subject of a face in which the embedded engine sees the candidate's. */
export const RECOGNISED = 'the candidate';

const NOTHING: Suspicion = { grade: 'NOTHING', subject: '' };

const KINDS: Readonly<Record<Topic, FrameIncidentKind>> = {
  identity: 'SOMEBODY_ELSE',
  people: 'SEVERAL_PEOPLE',
  objects: 'FORBIDDEN_OBJECT',
  moderation: 'UNSAFE_CONTENT',
};

export type JudgedRequest = Pick<ObserveRequest, 'expected' | 'asked'> & { readonly policy: ExamPolicy };

export function suspicionsIn(
  observation: Observation,
  { expected, asked = new Set(CHECK_NAMES), policy }: JudgedRequest,
): Readonly<Record<Topic, Suspicion>> {
  const identity = identityIn(observation, expected, policy);
  const signals = signalsOf({ observation, identity, asked }, policy);
  const isAccused = (topic: Topic) =>
    signals[KINDS[topic]]?.status === 'PRESENT' && policy.incidents[KINDS[topic]].isOn;
  // Of a picture in which nothing can be made out nothing more is learnt elsewhere.
  if (signals.CAMERA_COVERED?.status === 'PRESENT') {
    return { identity: NOTHING, people: NOTHING, objects: NOTHING, moderation: NOTHING };
  }
  const people = peopleIn(observation, policy);
  return {
    identity: identitySuspicion(observation, { expected, policy, identity, isAccused: isAccused('identity') }),
    people: isAccused('people') ? { grade: 'ACCUSATION', subject: String(people.count) } : NOTHING,
    objects: labelSuspicion(forbiddenNearly(observation, policy), isAccused('objects'), policy.labelConfidence),
    moderation: labelSuspicion(unsafeNearly(observation, policy), isAccused('moderation'), policy.moderationConfidence),
  };
}

/** As `identify` has it, but for names, which change no verdict. */
function identityIn({ matches }: Observation, expected: readonly EnrolledFace[], policy: ExamPolicy): Part<Identity> {
  if (!matches.ok) return matches;
  const own = new Set(expected.map(({ externalImageId }) => externalImageId));
  const isOwn = matches.value.some(
    (one) => own.has(one.externalImageId) && one.similarity >= policy.similarityThreshold,
  );
  const isOther = matches.value.some(
    (one) => !own.has(one.externalImageId) && one.similarity >= policy.namingThreshold,
  );
  return {
    ok: true,
    value: {
      isEnrolled: own.size > 0,
      ...(isOwn && { candidate: { fullName: '' } }),
      ...(!isOwn && isOther && { impostor: { fullName: '' } }),
    },
  };
}

function identitySuspicion(
  observation: Observation,
  context: {
    readonly expected: readonly EnrolledFace[];
    readonly policy: ExamPolicy;
    readonly identity: Part<Identity>;
    readonly isAccused: boolean;
  },
): Suspicion {
  const { expected, policy, identity, isAccused } = context;
  const { faces, count } = peopleIn(observation, policy);
  // Whose face would be compared?
  if (expected.length === 0 || !faces || faces.length === 0 || count > policy.expectedPersons) return NOTHING;
  if (!identity.ok) return { grade: 'UNTOLD', subject: 'somebody' };
  if (identity.value.candidate) return { grade: 'CLEAR', subject: RECOGNISED };
  const [best] = observation.matches.ok ? observation.matches.value : [];
  const name = identity.value.impostor ? (best?.externalImageId ?? '') : '';
  return isAccused ? { grade: 'ACCUSATION', subject: `somebody else ${name}` } : NOTHING;
}

interface Named {
  readonly name: string;
  readonly confidence: number;
}

/** Forbidden objects that are seen, or nearly. */
function forbiddenNearly({ labels }: Observation, policy: ExamPolicy): readonly Named[] | undefined {
  if (!labels.ok) return undefined;
  const forbidden = new Set(policy.objectsOfInterest.map((name) => name.toLowerCase()));
  const least = policy.labelConfidence - DOUBT_BAND;
  return labels.value.filter(({ name, confidence }) => confidence >= least && forbidden.has(name.toLowerCase()));
}

function unsafeNearly({ moderation }: Observation, policy: ExamPolicy): readonly Named[] | undefined {
  if (!moderation.ok) return undefined;
  const moderationConfidence = policy.moderationConfidence - DOUBT_BAND;
  return unsafeLabels(moderation.value, { ...policy, moderationConfidence });
}

function labelSuspicion(labels: readonly Named[] | undefined, isAccused: boolean, threshold: number): Suspicion {
  if (!labels) return { grade: 'UNTOLD', subject: 'something' };
  const subject = labels
    .map(({ name }) => name)
    .sort()
    .join();
  if (isAccused) return { grade: 'ACCUSATION', subject };
  return { grade: labels.some(({ confidence }) => confidence < threshold) ? 'DOUBT' : 'CLEAR', subject };
}
