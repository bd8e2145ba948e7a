/** What an exam asks of its frames. Confidences and similarities run from 0 to 100, whichever engine reports them. */
export interface Policy {
  /** How many persons, and how many faces, belong in the picture. */
  readonly expectedPersons: number;
  /** Labels that must not be seen, in Rekognition's vocabulary; compared without regard to case. */
  readonly objectsOfInterest: readonly string[];
  /** A person or an object counts from this confidence on. */
  readonly labelConfidence: number;
  /** Unsafe content counts from this confidence on. */
  readonly moderationConfidence: number;
  /** A face is the candidate's from this similarity on. */
  readonly similarityThreshold: number;
  /** A face is taken for somebody else who is enrolled from this similarity on. */
  readonly namingThreshold: number;
  /** How often a frame of each session is wanted, in milliseconds, while the server is not busy. */
  readonly frameIntervalMs: number;
}

/**
 * One face is compared with one candidate's, but with thousands of others when a name is looked for: what is rare in a pair
 * is common in a crowd, and nobody's name should come up by chance.
 */
const CAREFUL = 88;

/** The sample's values: one threshold for everything, two names for a phone, a frame every two seconds. */
export function defaultPolicy(settings: {
  readonly minConfidence: number;
  readonly objectsOfInterest: readonly string[];
}): Policy {
  return {
    expectedPersons: 1,
    objectsOfInterest: settings.objectsOfInterest,
    labelConfidence: settings.minConfidence,
    moderationConfidence: settings.minConfidence,
    similarityThreshold: settings.minConfidence,
    namingThreshold: Math.max(settings.minConfidence, CAREFUL),
    frameIntervalMs: 2_000,
  };
}
