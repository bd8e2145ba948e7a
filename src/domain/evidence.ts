/** The frames that are kept because an incident needs them. */
import type { EvidenceRole } from './incidents/advance.js';
import type { ModerationLabel, ObservedFace, ObservedLabel } from './observation.js';

/** A small copy of a frame, with what the engine saw in it. */
export interface Evidence {
  readonly sessionId: string;
  readonly incidentId: string;
  readonly role: EvidenceRole;
  readonly frameId: string;
  /** ISO 8601, by the client's clock. */
  readonly capturedAt: string;
  /** When the frame came: ISO 8601, by the server's clock. */
  readonly at: string;
  readonly seen: SeenInFrame;
  readonly picture: SmallPicture;
  /** ISO 8601; nobody is shown it any more after that. */
  readonly keptUntil: string;
}

/** What the engine was sure enough of to report, with its boxes and scores; a part that failed is empty. */
export interface SeenInFrame {
  readonly faces: readonly ObservedFace[];
  readonly labels: readonly ObservedLabel[];
  readonly unsafe: readonly ModerationLabel[];
}

/** A JPEG. */
export interface SmallPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}
