import type { CheckName } from '../domain/checks.js';
import type { Part } from '../domain/observation.js';

/** What becomes of a part of an observation that no check of the frame needs. */
export const NOT_ASKED = { ok: false, reason: 'not asked' } as const satisfies Part<never>;

export interface AskedParts {
  readonly faces: boolean;
  readonly labels: boolean;
  readonly moderation: boolean;
  readonly matches: boolean;
  /** Where the eyes of faces point. */
  readonly gaze: boolean;
}

/**
 * The parts of an observation without which the asked checks can't be judged.
 * @param asked everything when left out
 */
export function askedParts(asked?: ReadonlySet<CheckName>): AskedParts {
  const isAsked = (...checks: readonly CheckName[]) => !asked || checks.some((check) => asked.has(check));
  return {
    // A face is a person, even where no body is made out; and it takes a face to recognise somebody.
    faces: isAsked('FACE_DETECTION', 'PERSON_DETECTION', 'PERSON_RECOGNITION'),
    labels: isAsked('OBJECTS_OF_INTEREST', 'PERSON_DETECTION'),
    moderation: isAsked('UNSAFE_CONTENT'),
    matches: isAsked('PERSON_RECOGNITION'),
    gaze: isAsked('FACE_DETECTION'),
  };
}
