import type { Direction } from './direction.js';
import type { NewestFrame } from './frameOrder.js';
import type { EndReason, Incident } from './incident.js';
import { INCIDENT_KINDS, type IncidentKind } from './kinds.js';
import type { PictureMemory } from './pictureMemory.js';
import { type Change, type Step, stop, type Track } from './track.js';

/**
 * What is remembered of a session between one frame and the next, so that checks over time become incidents. Survives
 * JSON, and has a bounded size however long the exam: it is written with the session on every frame.
 */
export interface Watch {
  readonly sessionId: string;
  /** How many incidents there were. They are numbered rather than given random ids: deciding again decides the same. */
  readonly incidents: number;
  readonly newest?: NewestFrame;
  readonly tracks: { readonly [K in IncidentKind]?: Track };
  readonly pictures?: PictureMemory;
  /** Where the candidate looked when a face was last visible. */
  readonly lastDirection?: Direction;
}

/** What became of a watch. */
export interface Advance {
  readonly watch: Watch;
  /** What there is to tell, in order. */
  readonly changes: readonly Change[];
}

export function newWatch(sessionId: string): Watch {
  return { sessionId, incidents: 0, tracks: {} };
}

/** The incidents that are open now. */
export function openIncidents({ tracks }: Watch): readonly Incident[] {
  return INCIDENT_KINDS.flatMap((kind) => {
    const track = tracks[kind];
    return track?.phase === 'OPEN' ? [track.incident] : [];
  });
}

/** Takes one step on each track. An incident that opens gets the id that is offered. */
export function stepAll(
  watch: Watch,
  stepOne: (kind: IncidentKind, track: Track | undefined, newId: string) => Step,
): Advance {
  let incidents = watch.incidents;
  const changes: Change[] = [];
  const tracks: { [K in IncidentKind]?: Track } = {};
  for (const kind of INCIDENT_KINDS) {
    const { track, change } = stepOne(kind, watch.tracks[kind], `${watch.sessionId}-${incidents + 1}`);
    if (track) tracks[kind] = track;
    if (change) changes.push(change);
    if (change?.type === 'OPENED') incidents += 1;
  }
  return { watch: { ...watch, incidents, tracks }, changes };
}

/**
 * Ends every open incident because nobody looks any more: at a pause, and at the end of a session. What was seen before is
 * no neighbour of what is seen after; only an incident that returns within its cooldown is still the same.
 * @param at ISO 8601, by the server's clock
 */
export function closeAll(watch: Watch, { at, reason }: { readonly at: string; readonly reason: EndReason }): Advance {
  const { pictures: _pictures, lastDirection: _lastDirection, ...kept } = watch;
  return stepAll(kept, (_, track) => (track ? stop(track, Date.parse(at), reason) : {}));
}
