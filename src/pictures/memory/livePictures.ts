/**
 * The newest frame of each session, in the memory of this process. What nobody looks at is never shrunk, and whatever is
 * looked at is shrunk once.
 */
import type { SmallPicture } from '../../domain/evidence.js';
import type { Picture } from '../../vision/engine.js';
import type { LivePicture, LivePictures, SessionKey } from '../livePictures.js';

export interface HeldPictures extends LivePictures {
  forgetAll(): void;
}

export interface MemoryLivePicturesOptions {
  /** Of all pictures together; beyond it the sessions that sent nothing for longest are forgotten. */
  readonly maxBytes?: number;
  readonly shrinkPicture: (picture: Picture) => Promise<SmallPicture>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** For the newest frames of some 500 sessions, when a frame has 100 to 130 kB; many more once somebody looks at them. */
const MAX_BYTES = 64 * 1024 * 1024;

/** What is older shows no more what is going on. */
export const LATELY_MS = 10 * 60_000;

interface Held {
  readonly candidateId: string;
  readonly notedAt: number;
  readonly frame: Omit<LivePicture, 'picture'>;
  /** As it came, until it has been shrunk. */
  picture: Picture | SmallPicture;
  small?: Promise<SmallPicture>;
}

export function createMemoryLivePictures(options: MemoryLivePicturesOptions): HeldPictures {
  const { maxBytes = MAX_BYTES, shrinkPicture, now } = options;
  /** Those that were noted longest ago come first. */
  const heldBySession = new Map<string, Held>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= heldBySession.get(key)?.picture.bytes.length ?? 0;
    heldBySession.delete(key);
  }

  function dropOldest(): void {
    for (const [key, { notedAt }] of heldBySession) {
      if (bytes <= maxBytes && now() - notedAt <= LATELY_MS) return;
      drop(key);
    }
  }

  async function shrink(key: string, held: Held, large: Picture): Promise<SmallPicture> {
    try {
      const small = await shrinkPicture(large);
      if (heldBySession.get(key) === held) bytes += small.bytes.length - large.bytes.length;
      held.picture = small;
      return small;
    } catch (error) {
      delete held.small;
      throw error;
    }
  }

  return {
    note(session, { picture, ...frame }) {
      const key = keyOf(session);
      drop(key);
      heldBySession.set(key, { candidateId: session.candidateId, notedAt: now(), frame, picture });
      bytes += picture.bytes.length;
      dropOldest();
    },

    async look(session) {
      dropOldest();
      const key = keyOf(session);
      const held = heldBySession.get(key);
      if (!held) return undefined;
      if ('format' in held.picture) held.small ??= shrink(key, held, held.picture);
      return { ...held.frame, picture: (await held.small) ?? held.picture };
    },

    forget(session) {
      drop(keyOf(session));
    },

    forgetCandidate(candidateId) {
      for (const [key, held] of heldBySession) if (held.candidateId === candidateId) drop(key);
    },

    forgetAll() {
      for (const key of heldBySession.keys()) drop(key);
    },
  };
}

export function keyOf({ examId, candidateId }: SessionKey): string {
  return JSON.stringify([examId, candidateId]);
}
