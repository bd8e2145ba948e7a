/**
 * What one frame says about each kind of incident.
 *
 * One cause should raise one incident. Where the frame explains one problem by another (nobody is there, so no face is
 * visible), the explained one is absent. Where the explanation hides it (a covered camera hides everything), nothing can
 * be told of it, and nobody is accused.
 */
import { type CheckName, forbiddenObjects, type Identity, unsafeLabels } from '../checks.js';
import type { ExamPolicy } from '../examPolicy/examPolicy.js';
import type { Observation, Part } from '../observation.js';
import { type Direction, directionOf, isAway } from './direction.js';
import type { Finding } from './finding.js';
import { CHECK_BEHIND, FRAME_INCIDENT_KINDS, type FrameIncidentKind, type IncidentKind } from './kinds.js';
import { isEmpty, type People, peopleIn } from './people.js';

export type Signal =
  | { readonly status: 'PRESENT'; readonly finding: Finding }
  | { readonly status: 'ABSENT' }
  /** It could not be told: opens and closes nothing. */
  | { readonly status: 'UNKNOWN' };

/** A kind that is missing was not asked about. */
export type Signals = { readonly [K in IncidentKind]?: Signal };

/** A frame, and as much of the frames before as it takes to understand it. */
export interface View {
  readonly observation: Observation;
  readonly identity: Part<Identity>;
  /** The checks that were made for this frame. */
  readonly asked: ReadonlySet<CheckName>;
  /** For how long every picture had been seen before, in milliseconds; left out when pictures can't be told apart. */
  readonly staleMs?: number;
  /** Where the candidate looked when a face was last visible. */
  readonly lastDirection?: Direction;
}

export const ABSENT: Signal = { status: 'ABSENT' };
export const UNKNOWN: Signal = { status: 'UNKNOWN' };

export function present(finding: Finding): Signal {
  return { status: 'PRESENT', finding };
}

export function signalsOf(view: View, policy: ExamPolicy): Signals {
  const all = allSignals(view, policy);
  const asked = FRAME_INCIDENT_KINDS.filter((kind) => {
    const check = CHECK_BEHIND[kind];
    return check === undefined || view.asked.has(check);
  });
  return Object.fromEntries(asked.map((kind) => [kind, all[kind]]));
}

type AllSignals = Readonly<Record<FrameIncidentKind, Signal>>;

const NOTHING_KNOWN: AllSignals = {
  CAMERA_COVERED: UNKNOWN,
  FROZEN_PICTURE: UNKNOWN,
  NOBODY_THERE: UNKNOWN,
  SEVERAL_PEOPLE: UNKNOWN,
  SOMEBODY_ELSE: UNKNOWN,
  FACE_NOT_VISIBLE: UNKNOWN,
  LOOKING_AWAY: UNKNOWN,
  FORBIDDEN_OBJECT: UNKNOWN,
  UNSAFE_CONTENT: UNKNOWN,
};

function allSignals(view: View, policy: ExamPolicy): AllSignals {
  const people = peopleIn(view.observation, policy);
  // What nobody looks for would hide the rest without being told itself.
  const hidesTheRest = (kind: FrameIncidentKind, signal: Signal) =>
    signal.status === 'PRESENT' && policy.incidents[kind].isOn;
  const covered = cameraCovered(view.observation, people, policy);
  if (hidesTheRest('CAMERA_COVERED', covered)) return { ...NOTHING_KNOWN, CAMERA_COVERED: covered };
  const frozen = frozenPicture(view, policy);
  // A picture that isn't live says nothing of who and what is in front of the camera now.
  if (hidesTheRest('FROZEN_PICTURE', frozen))
    return { ...NOTHING_KNOWN, CAMERA_COVERED: covered, FROZEN_PICTURE: frozen };

  const away = lookingAway(people, view.lastDirection, policy);
  return {
    CAMERA_COVERED: covered,
    FROZEN_PICTURE: frozen,
    NOBODY_THERE: nobodyThere(people),
    SEVERAL_PEOPLE: severalPeople(people),
    SOMEBODY_ELSE: somebodyElse(view.identity, people, away),
    FACE_NOT_VISIBLE: faceNotVisible(people, away, policy),
    LOOKING_AWAY: away,
    FORBIDDEN_OBJECT: forbiddenObject(view.observation, policy),
    UNSAFE_CONTENT: unsafeContent(view.observation, policy),
  };
}

/** Dark rooms are no offence: where somebody can be made out, the camera isn't covered. */
function cameraCovered({ scene }: Observation, people: People, { limits }: ExamPolicy): Signal {
  if (people.count > 0) return ABSENT;
  if (!scene?.ok) return UNKNOWN;
  const { brightness, detail } = scene.value;
  if (brightness >= limits.minBrightness && detail >= limits.minDetail) return ABSENT;
  if (!people.isCounted && !people.faces) return UNKNOWN;
  return present({ kind: 'CAMERA_COVERED', brightness, detail });
}

function frozenPicture({ staleMs }: View, { limits }: ExamPolicy): Signal {
  if (staleMs === undefined) return UNKNOWN;
  return staleMs >= limits.frozenAfterMs ? present({ kind: 'FROZEN_PICTURE', forMs: staleMs }) : ABSENT;
}

function nobodyThere({ count, expected, isCounted }: People): Signal {
  if (count >= expected) return ABSENT;
  return isCounted ? present({ kind: 'NOBODY_THERE', count, expected }) : UNKNOWN;
}

function severalPeople({ count, expected, isCounted }: People): Signal {
  if (count > expected) return present({ kind: 'SEVERAL_PEOPLE', count, expected });
  return isCounted ? ABSENT : UNKNOWN;
}

/** A face that can't be seen any more is thought to look where it looked last: heads that turn further are lost to detectors. */
function lookingAway(people: People, lastDirection: Direction | undefined, { limits }: ExamPolicy): Signal {
  if (isEmpty(people)) return ABSENT;
  const { faces, count, expected } = people;
  if (!faces || count > expected) return UNKNOWN;
  const direction = faces.length === 0 ? lastDirection : directionOf(faces);
  if (!direction) return UNKNOWN;
  return isAway(direction, limits) ? present({ kind: 'LOOKING_AWAY', ...direction }) : ABSENT;
}

/** Where persons are counted, as many faces are looked for as there are persons: the others are missing, not hidden. */
function faceNotVisible({ faces, count, expected, isCounted }: People, away: Signal, { checks }: ExamPolicy): Signal {
  if (!faces) return UNKNOWN;
  if (faces.length >= (isCounted ? Math.min(count, expected) : expected)) return ABSENT;
  if (away.status === 'PRESENT') return ABSENT;
  if (count > expected) return UNKNOWN;
  if (!isCounted && checks.PERSON_DETECTION.isOn) return UNKNOWN;
  return present({ kind: 'FACE_NOT_VISIBLE', count: faces.length, expected });
}

/** Among several people it is not known whose face was compared; and a face in profile resembles nobody enough. */
function somebodyElse(identity: Part<Identity>, people: People, away: Signal): Signal {
  if (isEmpty(people)) return ABSENT;
  if (!identity.ok) return UNKNOWN;
  const { candidate, impostor, isEnrolled, similarity } = identity.value;
  if (candidate) return ABSENT;
  const { faces, count, expected } = people;
  if (count > expected) return UNKNOWN;
  const compared = similarity === undefined ? {} : { similarity };
  if (impostor) return present({ kind: 'SOMEBODY_ELSE', people: [impostor], ...compared });
  if (!isEnrolled || !faces || faces.length === 0 || away.status === 'PRESENT') return UNKNOWN;
  return present({ kind: 'SOMEBODY_ELSE', people: [], ...compared });
}

function forbiddenObject({ labels }: Observation, policy: ExamPolicy): Signal {
  if (!labels.ok) return UNKNOWN;
  return seen('FORBIDDEN_OBJECT', forbiddenObjects(labels.value, policy));
}

function unsafeContent({ moderation }: Observation, policy: ExamPolicy): Signal {
  if (!moderation.ok) return UNKNOWN;
  return seen('UNSAFE_CONTENT', unsafeLabels(moderation.value, policy));
}

function seen(
  kind: 'FORBIDDEN_OBJECT' | 'UNSAFE_CONTENT',
  labels: readonly { readonly name: string; readonly confidence: number }[],
): Signal {
  if (labels.length === 0) return ABSENT;
  const names = [...new Set(labels.map(({ name }) => name))].sort();
  return present({ kind, names, confidence: Math.max(...labels.map(({ confidence }) => confidence)) });
}
