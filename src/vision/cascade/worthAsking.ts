/** When an answer of Rekognition is worth its price. Pure. */
import type { Observation, ObservedScene } from '../../domain/observation.js';
import { type Opinion, stanceOf } from './opinion.js';
import { RECOGNISED, type Suspicion } from './suspicion.js';
import { TOPICS, type Topic } from './topics.js';

/** What is remembered of a session from frame to frame. Moments are milliseconds since 1970. */
export interface Notes {
  /** What was said last, of each topic and subject. */
  readonly opinions: Readonly<Record<string, Opinion>>;
  readonly answeredAt: Readonly<Partial<Record<Topic, number>>>;
  /** When a question got no answer, until it gets one. */
  readonly unansweredAt: Readonly<Partial<Record<Topic, number>>>;
  /** So many frames in a row showed no face. */
  readonly faceless: number;
  /** Since Rekognition was asked last who it is, the face was lost, or was somebody else's. */
  readonly isToBeVerified: boolean;
  /** The scene that was looked over last. */
  readonly scene?: ObservedScene;
}

export const NO_NOTES: Notes = { opinions: {}, answeredAt: {}, unansweredAt: {}, faceless: 0, isToBeVerified: false };

/** An `URGENT` question may take the last call that a session has left; a question of `ROUTINE` leaves half of them. */
export type Urgency = 'URGENT' | 'ROUTINE';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The candidate is recognised anew this often: twelve times an hour. */
const VERIFY_EVERY_MS = 5 * MINUTE;
/** And this often where the embedded engine can't recognise them. */
const RECOGNISE_EVERY_MS = MINUTE;
/** After the face was lost, not more often than this: who looks down to write is lost now and then. */
const VERIFY_AGAIN_MS = 30 * SECOND;
/** One frame without a face is no absence. */
const LOST_FRAMES = 2;
/** What both engines saw they see for so long, as far as it goes on. */
const CONFIRMED_FOR_MS = 2 * MINUTE;
/** An answer that differs holds for a while that doubles with each that is the same. */
const DIFFERS = { first: 10 * SECOND, most: 2 * MINUTE };
/** A scene is looked over once a minute at the most, and where nothing is seen that could be told. */
const LOOK_OVER_MS = MINUTE;
/** What got no answer, because Rekognition fails or does not know the face, is not asked with every frame. */
const TRY_AGAIN_MS = 30 * SECOND;
/** No answer is good for longer, even where another can't be had. */
const STALE_MS = 10 * MINUTE;
/** Of 100. A lamp or a curtain changes the light less, another place more. */
const MUCH_BRIGHTER = 15;
/** Times as much detail, or as little. */
const MUCH_MORE_DETAIL = 1.5;

/** How long an opinion spares the next question. */
export function holdMs(topic: Topic, suspicion: Suspicion, opinion: Opinion): number {
  const { grade } = suspicion;
  const stance = stanceOf(opinion, suspicion);
  if (stance === 'HARSHER') return harsher(opinion.times);
  if (topic === 'identity' && grade === 'UNTOLD') return RECOGNISE_EVERY_MS;
  if (stance === 'MILDER') return doubled(opinion.times);
  if (grade !== 'CLEAR') return CONFIRMED_FOR_MS;
  return topic === 'identity' ? VERIFY_EVERY_MS : LOOK_OVER_MS;
}

/** Nobody is accused on a single look of one engine: it looks at the next frame, too. */
function harsher(times: number): number {
  return times < 2 ? 0 : doubled(times);
}

function doubled(times: number): number {
  return Math.min(DIFFERS.most, DIFFERS.first * 2 ** (times - 1));
}

/** Whether an opinion may stand in for an answer to this suspicion. */
export function isGood(opinion: Opinion | undefined, suspicion: Suspicion, now: number): opinion is Opinion {
  if (!opinion || now - opinion.at >= STALE_MS) return false;
  return stanceOf(opinion, suspicion) !== 'HARSHER' || opinion.times >= 2;
}

/** The topics that are worth a question now, and how much. */
export function worthAsking(
  suspicions: Readonly<Record<Topic, Suspicion>>,
  notes: Notes,
  { scene, now }: { readonly scene: Observation['scene']; readonly now: number },
): ReadonlyMap<Topic, Urgency> {
  const hasChanged = hasSceneChanged(notes, scene);
  const worth = new Map<Topic, Urgency>();
  for (const topic of TOPICS) {
    const urgency = urgencyOf(topic, suspicions[topic], notes, { hasChanged, now });
    if (urgency) worth.set(topic, urgency);
  }
  return worth;
}

function urgencyOf(
  topic: Topic,
  suspicion: Suspicion,
  notes: Notes,
  { hasChanged, now }: { readonly hasChanged: boolean; readonly now: number },
): Urgency | undefined {
  const { grade, subject } = suspicion;
  if (grade === 'NOTHING') return undefined;
  if (now - (notes.unansweredAt[topic] ?? -Infinity) < TRY_AGAIN_MS) return undefined;
  const sinceAnswered = now - (notes.answeredAt[topic] ?? -Infinity);
  const opinion = notes.opinions[opinionKey(topic, subject)];
  if (opinion && now - opinion.at < holdMs(topic, suspicion, opinion)) {
    const isReturned = topic === 'identity' && grade !== 'ACCUSATION' && notes.isToBeVerified;
    return isReturned && sinceAnswered >= VERIFY_AGAIN_MS ? 'ROUTINE' : undefined;
  }
  if (grade === 'ACCUSATION' || (opinion && stanceOf(opinion, suspicion) === 'HARSHER')) return 'URGENT';
  if (grade === 'DOUBT' || topic === 'identity') return 'ROUTINE';
  return sinceAnswered >= LOOK_OVER_MS && (hasChanged || grade === 'UNTOLD') ? 'ROUTINE' : undefined;
}

export function opinionKey(topic: Topic, subject: string): string {
  return `${topic} ${subject}`;
}

/** The notes after a frame was looked at by the embedded engine alone. */
export function noteFrame(notes: Notes, { faces, scene }: Observation, suspicions: Record<Topic, Suspicion>): Notes {
  const faceless = faces.ok && faces.value.length > 0 ? 0 : notes.faceless + 1;
  const isGone = faceless >= LOST_FRAMES;
  const isLost = isGone || suspicions.identity.grade === 'ACCUSATION';
  const first = !notes.scene && scene?.ok ? { scene: scene.value } : {};
  const opinions = isGone ? withoutFaces(notes.opinions) : notes.opinions;
  return { ...notes, ...first, opinions, faceless, isToBeVerified: notes.isToBeVerified || isLost };
}

/**
 * What was said of a face that our engine does not recognise goes with that face: whoever comes next may be another. Of one
 * that it does recognise, it would see that itself.
 */
function withoutFaces(opinions: Notes['opinions']): Notes['opinions'] {
  const kept = opinionKey('identity', RECOGNISED);
  return Object.fromEntries(
    Object.entries(opinions).filter(([key]) => key === kept || !key.startsWith(opinionKey('identity', ''))),
  );
}

/** Enough for what a desk has on it; the oldest go first. */
const MOST_OPINIONS = 16;

/** The notes after these topics were asked, and as many of them answered. */
export function noteAnswers(
  notes: Notes,
  { asked, answers }: { readonly asked: readonly Topic[]; readonly answers: ReadonlyMap<Topic, Opinion> },
  { scene, now }: { readonly scene: Observation['scene']; readonly now: number },
): Notes {
  const fresh = [...answers].map(([topic, opinion]) => [opinionKey(topic, opinion.subject), opinion] as const);
  const keys = new Set(fresh.map(([key]) => key));
  const kept = Object.entries(notes.opinions).filter(([key]) => !keys.has(key));
  const isLookedOver = answers.has('objects') && scene?.ok;
  const momentsOf = (topics: readonly Topic[]) => Object.fromEntries(topics.map((topic) => [topic, now]));
  const stillUnanswered = Object.entries(notes.unansweredAt).filter(([topic]) => !answers.has(topic as Topic)); // A key of it.
  return {
    ...notes,
    ...(isLookedOver && { scene: scene.value }),
    opinions: Object.fromEntries([...kept, ...fresh].slice(-MOST_OPINIONS)),
    answeredAt: { ...notes.answeredAt, ...momentsOf([...answers.keys()]) },
    unansweredAt: {
      ...Object.fromEntries(stillUnanswered),
      ...momentsOf(asked.filter((topic) => !answers.has(topic))),
    },
    isToBeVerified: notes.isToBeVerified && !answers.has('identity'),
  };
}

function hasSceneChanged({ scene: before }: Notes, scene: Observation['scene']): boolean {
  if (!before || !scene?.ok) return false;
  const { brightness, detail } = scene.value;
  const [less = 0, more = 0] = [before.detail, detail].toSorted((one, other) => one - other);
  return Math.abs(brightness - before.brightness) >= MUCH_BRIGHTER || more > less * MUCH_MORE_DETAIL;
}
