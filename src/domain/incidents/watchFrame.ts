import type { CheckName, Identity } from '../checks.js';
import type { ExamPolicy } from '../examPolicy/examPolicy.js';
import type { Observation, Part } from '../observation.js';
import { advance, type FrameAdvance, type FrameMoment, timesOf } from './advance.js';
import { type Direction, directionOf } from './direction.js';
import { isNext } from './frameOrder.js';
import { isEmpty, type People, peopleIn } from './people.js';
import { rememberPicture, staleness } from './pictureMemory.js';
import { signalsOf } from './signals.js';
import type { Watch } from './watch.js';

export interface WatchedFrame extends FrameMoment {
  readonly observation: Observation;
  readonly identity: Part<Identity>;
  /** The checks that were made for this frame; see `askedChecks`. */
  readonly asked: ReadonlySet<CheckName>;
}

/**
 * Understands a frame in the light of those before it, and decides what it opens, changes and closes.
 * @param policy as it applies to the candidate; see `policyFor`
 */
export function watchFrame(watch: Watch, frame: WatchedFrame, policy: ExamPolicy): FrameAdvance {
  const times = timesOf(watch, frame);
  if (!isNext(watch.newest, times)) return { watch, changes: [], evidence: [], isLate: true };
  const { observation, identity, asked, ...moment } = frame;
  const { pictures: picturesBefore, lastDirection: directionBefore, ...rest } = watch;

  const pictures = observation.scene?.ok
    ? rememberPicture(picturesBefore, observation.scene.value.fingerprint, times.at)
    : undefined;
  const signals = signalsOf(
    {
      observation,
      identity,
      asked,
      ...(pictures && { staleMs: staleness(pictures, times.at) }),
      ...(directionBefore && { lastDirection: directionBefore }),
    },
    policy,
  );
  const direction = directionAfter(directionBefore, peopleIn(observation, policy));
  const remembered: Watch = {
    ...rest,
    ...(pictures && { pictures }),
    ...(direction && { lastDirection: direction }),
  };
  return advance(remembered, { ...moment, signals }, policy);
}

/** Who is gone looks nowhere, and among too many people it is not known who is who. */
function directionAfter(before: Direction | undefined, people: People): Direction | undefined {
  if (isEmpty(people)) return undefined;
  const { faces, count, expected } = people;
  if (!faces || faces.length === 0 || count > expected) return before;
  return directionOf(faces);
}
