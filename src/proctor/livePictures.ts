/**
 * The newest frame of each session, in memory only: frames without an incident are never stored. What nobody looks at is
 * never shrunk, and whatever is looked at is shrunk once.
 */
import { maySeeExam, type Viewer } from '../auth/viewer.js';
import type { SmallPicture } from '../domain/evidence.js';
import type { Session } from '../domain/session.js';
import { isOver } from '../domain/sessionLife.js';
import type { Picture } from '../vision/engine.js';
import type { SessionKey } from './changeSession.js';
import { isStaff } from './exams.js';

export interface LivePicture {
  readonly frameId: string;
  /** ISO 8601, by the client's clock. */
  readonly capturedAt: string;
  readonly picture: SmallPicture;
}

export interface LivePictures {
  /** Takes the place of the session's frame before. */
  note(session: SessionKey, frame: Omit<LivePicture, 'picture'> & { readonly picture: Picture }): void;
  /** Undefined where none came lately. Rejects with what shrinking throws; a later look tries again. */
  look(session: SessionKey): Promise<LivePicture | undefined>;
  forget(session: SessionKey): void;
  forgetCandidate(candidateId: string): void;
}

export interface LivePicturesOptions {
  /** Of all pictures together; beyond it the sessions that sent nothing for longest are forgotten. */
  readonly maxBytes: number;
  readonly shrinkPicture: (picture: Picture) => Promise<SmallPicture>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is older shows no more what is going on. */
const LATELY_MS = 10 * 60_000;

interface Held {
  readonly candidateId: string;
  readonly notedAt: number;
  readonly frame: Omit<LivePicture, 'picture'>;
  /** As it came, until it has been shrunk. */
  picture: Picture | SmallPicture;
  small?: Promise<SmallPicture>;
}

export function createLivePictures({ maxBytes, shrinkPicture, now }: LivePicturesOptions): LivePictures {
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
  };
}

/** The newest frame of a session, for the exam's staff, as long as the session goes on. */
export async function livePicture(
  livePictures: LivePictures,
  viewer: Viewer,
  session: Session,
): Promise<LivePicture | undefined> {
  if (!isStaff(viewer) || !maySeeExam(viewer, session.examId) || isOver(session)) return undefined;
  return await livePictures.look(session);
}

function keyOf({ examId, candidateId }: SessionKey): string {
  return JSON.stringify([examId, candidateId]);
}
