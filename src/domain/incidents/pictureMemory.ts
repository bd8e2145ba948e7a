/**
 * Telling a live camera from a picture that stands still or a recording in a loop. A camera never takes the same picture
 * twice, because of its noise; so frames that have all been seen before, one as well as many, do not come from it.
 */

/** The pictures seen lately, by their fingerprints. */
export interface PictureMemory {
  /** The newest last. */
  readonly seen: readonly string[];
  /** When a picture came that had not been seen before; milliseconds since 1970, by the server's clock. */
  readonly freshAt: number;
}

/** Loops of up to this many frames are noticed; the memory is written with the session, about a kilobyte at most. */
const LONGEST_LOOP = 24;

export function rememberPicture(memory: PictureMemory | undefined, fingerprint: string, at: number): PictureMemory {
  const seen = memory?.seen ?? [];
  const wasSeen = seen.includes(fingerprint);
  return {
    seen: [...seen.filter((other) => other !== fingerprint), fingerprint].slice(-LONGEST_LOOP),
    freshAt: memory && wasSeen ? memory.freshAt : at,
  };
}

/** For how long nothing new was seen, in milliseconds. */
export function staleness(memory: PictureMemory, at: number): number {
  return at - memory.freshAt;
}
