/** What Rekognition can be asked of a picture, each at a price of its own. */
import { CHECK_NAMES, type CheckName } from '../../domain/checks.js';

/** Whose face it is; how many people there are; which things lie about; whether the picture is fit to be seen. */
export const TOPICS = ['identity', 'people', 'objects', 'moderation'] as const;

export type Topic = (typeof TOPICS)[number];

/** The checks that an engine has to be asked for to hear of a topic. Faces come with where their eyes point. */
const CHECKS: Readonly<Record<Topic, readonly CheckName[]>> = {
  identity: ['PERSON_RECOGNITION'],
  people: ['PERSON_DETECTION', 'FACE_DETECTION'],
  objects: ['OBJECTS_OF_INTEREST'],
  moderation: ['UNSAFE_CONTENT'],
};

export function checksOf(topics: Iterable<Topic>): ReadonlySet<CheckName> {
  return new Set([...topics].flatMap((topic) => CHECKS[topic]));
}

/** The topics of a frame for which these checks are made: nobody pays for what nobody asked. */
export function topicsIn(asked: ReadonlySet<CheckName> = new Set(CHECK_NAMES)): readonly Topic[] {
  return TOPICS.filter((topic) => asked.has(CHECKS[topic][0] ?? 'UNSAFE_CONTENT'));
}
