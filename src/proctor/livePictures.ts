/** The newest frame of each session, in memory only: frames without an incident are never stored. */
import type { SmallPicture } from '../domain/evidence.js';

export interface LivePicture {
  readonly frameId: string;
  /** ISO 8601, by the client's clock. */
  readonly capturedAt: string;
  readonly picture: SmallPicture;
}
