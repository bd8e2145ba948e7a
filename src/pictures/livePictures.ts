/** The port of where the newest frame of each session is held, for a while: frames without an incident are never stored. */
import type { SmallPicture } from '../domain/evidence.js';
import type { Session } from '../domain/session.js';
import type { Picture } from '../vision/engine.js';

export interface LivePictures {
  /** Takes the place of the session's frame before. Takes no time, and never throws. */
  note(session: SessionKey, frame: NewFrame): void;
  /** Undefined where none came lately, or none can be had now. Rejects with what shrinking throws; a later look tries again. */
  look(session: SessionKey): Promise<LivePicture | undefined>;
  forget(session: SessionKey): void;
  /** In all exams. */
  forgetCandidate(candidateId: string): void;
}

export type SessionKey = Pick<Session, 'examId' | 'candidateId'>;

interface Frame {
  readonly frameId: string;
  /** ISO 8601, by the client's clock. */
  readonly capturedAt: string;
}

export interface NewFrame extends Frame {
  readonly picture: Picture;
}

export interface LivePicture extends Frame {
  readonly picture: SmallPicture;
}
