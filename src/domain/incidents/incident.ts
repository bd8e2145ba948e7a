import type { Finding } from './finding.js';
import type { IncidentKind, Severity } from './kinds.js';

/** A problem that lasts over frames. Moments are ISO 8601, UTC, by the server's clock unless it says otherwise. */
export interface Incident {
  /** The same for its whole life. */
  readonly id: string;
  readonly kind: IncidentKind;
  /** Rises with time, never falls. */
  readonly severity: Severity;
  /** When the first frame came that showed it. */
  readonly since: string;
  /** When enough frames had shown it. */
  readonly openedAt: string;
  readonly lastSeenAt: string;
  /** For how long it was seen, in milliseconds. A time in which nothing was seen counts up to the length of a lost feed. */
  readonly presentMs: number;
  /** How many frames showed it. */
  readonly framesSeen: number;
  /** How often it came back soon enough after its end to be the same incident. */
  readonly returns: number;
  /** All that was found so far. */
  readonly finding: Finding;
  /** The frames worth keeping as evidence; a feed that is lost has none. */
  readonly frames?: IncidentFrames;
  /** Left out while the incident is open. */
  readonly end?: IncidentEnd;
  /** 1 when it opens; grows by one with each event that tells of it. */
  readonly revision: number;
}

export interface IncidentFrames {
  readonly opening: FrameReference;
  readonly worst: FrameReference & { readonly gravity: number };
  readonly last: FrameReference;
}

export interface FrameReference {
  readonly frameId: string;
  /** ISO 8601, by the client's clock. */
  readonly capturedAt: string;
}

export interface IncidentEnd {
  readonly at: string;
  readonly reason: EndReason;
}

/** Enough frames showed that it is over; or nobody looks any more, because the policy, a pause or the session's end say so. */
export type EndReason = 'RESOLVED' | 'SWITCHED_OFF' | 'SESSION_PAUSED' | 'SESSION_ENDED';

export function isOpen(incident: Incident): boolean {
  return incident.end === undefined;
}

/** Milliseconds since 1970 as the domain's records write them. */
export function toMoment(ms: number): string {
  return new Date(ms).toISOString();
}
