import { countPersons } from '../checks.js';
import type { Observation, ObservedFace } from '../observation.js';
import type { Policy } from '../policy.js';

/** Who is seen in a frame. */
export interface People {
  readonly expected: number;
  /** At least so many are there: a face belongs to somebody, even where no person was made out around it. */
  readonly count: number;
  /** False when the engine could not count persons: there may be more than those whose faces are seen. */
  readonly isCounted: boolean;
  /** Left out when the engine could not look for faces. */
  readonly faces?: readonly ObservedFace[];
}

export function peopleIn({ labels, faces }: Observation, policy: Policy): People {
  const persons = labels.ok ? countPersons(labels.value, policy) : 0;
  return {
    expected: policy.expectedPersons,
    count: Math.max(persons, faces.ok ? faces.value.length : 0),
    isCounted: labels.ok,
    ...(faces.ok && { faces: faces.value }),
  };
}

/** Surely nobody at all, rather than nobody that could be made out. */
export function isEmpty({ count, isCounted }: People): boolean {
  return isCounted && count === 0;
}
