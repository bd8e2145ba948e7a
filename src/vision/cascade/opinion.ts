/** What Rekognition said of a topic, and what becomes of an observation with it. Pure. */
import { forbiddenObjects, unsafeLabels } from '../../domain/checks.js';
import type { ExamPolicy } from '../../domain/examPolicy/examPolicy.js';
import { peopleIn } from '../../domain/incidents/people.js';
import type { Box, FaceMatch, Observation, ObservedLabel, Part } from '../../domain/observation.js';
import { DOUBT_BAND, type JudgedRequest, type Suspicion, suspicionsIn } from './suspicion.js';
import type { Topic } from './topics.js';

export interface Opinion {
  /** What the embedded engine's suspicion was about. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether an incident would follow from it. */
  readonly accuses: boolean;
  /** How often it was so, one time after another. */
  readonly times: number;
  readonly answer: Observation;
}

/** Where an opinion stands beside what the embedded engine sees now. */
export type Stance = 'SAME' | 'MILDER' | 'HARSHER';

export function stanceOf({ accuses }: Opinion, { grade }: Suspicion): Stance {
  if (accuses) return grade === 'ACCUSATION' ? 'SAME' : 'HARSHER';
  return grade === 'ACCUSATION' || grade === 'UNTOLD' ? 'MILDER' : 'SAME';
}

/** What is said of a topic now, in the light of what was said of the same before. */
export function opinionOf(
  topic: Topic,
  own: Observation,
  answer: Observation,
  request: JudgedRequest,
  { at, before }: { readonly at: number; readonly before: Opinion | undefined },
): Opinion {
  const { grade, subject } = suspicionsIn(own, request)[topic];
  const after = suspicionsIn(corrected(topic, own, answer, request), request)[topic];
  // Where only Rekognition can recognise somebody, it does, or they are somebody else.
  const accuses = topic === 'identity' && grade === 'UNTOLD' ? after.grade !== 'CLEAR' : after.grade === 'ACCUSATION';
  const times = before?.accuses === accuses ? before.times + 1 : 1;
  return { subject, at, accuses, times, answer };
}

/** Whether a part that the topic needs was answered. */
export function isAnswered(topic: Topic, { matches, labels, faces, moderation }: Observation): boolean {
  const needed = { identity: [matches], people: [labels, faces], objects: [labels], moderation: [moderation] };
  return needed[topic].every((part) => part.ok);
}

/** The observation, with what Rekognition said of the same picture in place of what was seen first. */
export function corrected(
  topic: Topic,
  own: Observation,
  answer: Observation,
  { expected, policy }: JudgedRequest,
): Observation {
  switch (topic) {
    case 'identity': {
      const isCandidate = new Set(expected.map(({ externalImageId }) => externalImageId));
      return { ...own, matches: mergedMatches(own.matches, answer.matches, isCandidate, policy) };
    }
    case 'people':
      // It was asked whether there is company. That it misses everybody makes nobody of them.
      if (peopleIn(answer, policy).count === 0) return withoutSmallest(own, 1);
      return { ...own, faces: answer.faces, labels: mergedLabels(answer.labels, own.labels) };
    case 'objects':
      return { ...own, labels: mergedLabels(own.labels, answer.labels) };
    case 'moderation':
      return { ...own, moderation: answer.moderation };
  }
}

/** The observation of a later picture, in which the same was seen, with what was said of the earlier one. */
export function remembered(topic: Topic, own: Observation, opinion: Opinion, request: JudgedRequest): Observation {
  const { answer } = opinion;
  if (stanceOf(opinion, suspicionsIn(own, request)[topic]) === 'SAME') return own;
  const { policy } = request;
  switch (topic) {
    case 'identity':
      return corrected(topic, own, answer, request);
    case 'people':
      return withoutSmallest(own, Math.max(1, peopleIn(answer, policy).count));
    case 'objects': {
      const doubtful = { ...policy, labelConfidence: policy.labelConfidence - DOUBT_BAND };
      return { ...own, labels: replaced(own.labels, answer.labels, (labels) => forbiddenObjects(labels, doubtful)) };
    }
    case 'moderation': {
      const doubtful = { ...policy, moderationConfidence: policy.moderationConfidence - DOUBT_BAND };
      return { ...own, moderation: replaced(own.moderation, answer.moderation, (all) => unsafeLabels(all, doubtful)) };
    }
  }
}

/**
 * Where neither engine recognises the candidate, whom ours recognises instead stands unless Rekognition names somebody:
 * not everybody need be in its collection.
 */
function mergedMatches(
  own: Observation['matches'],
  answer: Observation['matches'],
  isCandidate: ReadonlySet<string>,
  { similarityThreshold }: ExamPolicy,
): Observation['matches'] {
  if (!own.ok || !answer.ok || answer.value.length > 0) return answer;
  const recognises = (one: FaceMatch) => isCandidate.has(one.externalImageId) && one.similarity >= similarityThreshold;
  return own.value.some(recognises) ? answer : own;
}

/** Persons of the one, things of the other. */
function mergedLabels(persons: Observation['labels'], things: Observation['labels']): Observation['labels'] {
  if (!persons.ok || !things.ok) return persons;
  return { ok: true, value: [...persons.value.filter(isPerson), ...things.value.filter((label) => !isPerson(label))] };
}

/** What is suspicious in a list gives way to what was so in the other. */
function replaced<T>(
  own: Part<readonly T[]>,
  answer: Part<readonly T[]>,
  suspicious: (list: readonly T[]) => readonly T[],
): Part<readonly T[]> {
  if (!own.ok || !answer.ok) return own;
  const doubted = new Set(suspicious(own.value));
  return { ok: true, value: [...own.value.filter((one) => !doubted.has(one)), ...suspicious(answer.value)] };
}

/** A face on a poster, or in a mirror, is smaller than whoever sits in front of it. */
function withoutSmallest(own: Observation, count: number): Observation {
  const largest = <T extends { readonly box?: Box }>(list: readonly T[]) =>
    list.toSorted((one, other) => areaOf(other.box) - areaOf(one.box)).slice(0, count);
  const { faces, labels } = own;
  return {
    ...own,
    faces: faces.ok ? { ok: true, value: largest(faces.value) } : faces,
    labels: labels.ok
      ? {
          ok: true,
          value: [...largest(labels.value.filter(isPerson)), ...labels.value.filter((one) => !isPerson(one))],
        }
      : labels,
  };
}

function isPerson({ name }: ObservedLabel): boolean {
  return name === 'Person';
}

function areaOf(box: Box | undefined): number {
  return box ? box.width * box.height : 0;
}
