/**
 * Which frames count, and in what order.
 *
 * Frames are ordered by the client's clock (`capturedAt`), which alone knows what happened first; one that comes after a
 * newer one, or a second time, changes nothing. How long things last is measured by the server's clock, because a client's
 * may be hours off, or be set while the exam runs. Set back, it would make every frame look old: so after some time in
 * which nothing newer came, the next frame counts, whatever it says. The same rule follows the second of two devices
 * whose clocks differ once the first falls silent.
 */

/** What has to be known of the frame that was judged last. Times are in milliseconds since 1970. */
export interface NewestFrame {
  /** By the client's clock. */
  readonly capturedAt: number;
  /** By the server's clock. */
  readonly at: number;
  /** The last few that were judged: clients with coarse clocks give one moment to several. */
  readonly frameIds: readonly string[];
}

export interface FrameTimes {
  readonly frameId: string;
  readonly capturedAt: number;
  readonly at: number;
}

/** A frame that the network held back comes sooner than this. */
export const LATE_MS = 10_000;

/** Repetitions are known among so many; those of older frames are known by their time. */
const FRAMES_KNOWN = 8;

export function isNext(newest: NewestFrame | undefined, { frameId, capturedAt, at }: FrameTimes): boolean {
  if (!newest) return true;
  if (newest.frameIds.includes(frameId)) return false;
  return capturedAt >= newest.capturedAt || at - newest.at >= LATE_MS;
}

export function noteFrame(newest: NewestFrame | undefined, { frameId, capturedAt, at }: FrameTimes): NewestFrame {
  const frameIds = [...(newest?.frameIds ?? []), frameId].slice(-FRAMES_KNOWN);
  return { capturedAt, at: Math.max(at, newest?.at ?? at), frameIds };
}
