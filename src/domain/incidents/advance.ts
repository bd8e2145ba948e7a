import type { ExamPolicy, IncidentRule } from '../examPolicy/examPolicy.js';
import { type FrameTimes, isNext, noteFrame } from './frameOrder.js';
import type { FrameReference } from './incident.js';
import { goOn } from './incidentLife.js';
import type { IncidentKind } from './kinds.js';
import { ABSENT, type Signals } from './signals.js';
import { type Step, step, stop, type Track } from './track.js';
import { type Advance, openIncidents, stepAll, type Watch } from './watch.js';

export interface FrameMoment {
  readonly frameId: string;
  /** ISO 8601, by the client's clock. */
  readonly capturedAt: string;
  /** When the frame came: ISO 8601, by the server's clock. */
  readonly at: string;
}

export interface SignalledFrame extends FrameMoment {
  readonly signals: Signals;
}

export interface FrameAdvance extends Advance {
  /** True for a frame that came after a newer one, or for the second time: it changed nothing. */
  readonly isLate: boolean;
  /** What the frame has to be kept for. */
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  readonly incidentId: string;
  readonly role: EvidenceRole;
}

/** An incident keeps one frame in each role, the one that was named last; one frame may be all three. */
export type EvidenceRole = 'OPENING' | 'WORST' | 'LAST';

/** Takes what a frame says to what the frames before it said. */
export function advance(watch: Watch, frame: SignalledFrame, policy: ExamPolicy): FrameAdvance {
  const times = timesOf(watch, frame);
  if (!isNext(watch.newest, times)) return { watch, changes: [], evidence: [], isLate: true };
  const { frameId, capturedAt, signals } = frame;
  const { at } = times;
  const longestGapMs = policy.limits.feedLostAfterMs;

  const stepOne = (kind: IncidentKind, track: Track | undefined, newId: string): Step => {
    const rule = policy.incidents[kind];
    if (!rule.isOn) return switchOff(track, at);
    if (kind === 'FEED_LOST') return step(silentUntil(at, track, rule), ABSENT, { rule, at, longestGapMs, newId });
    const signal = signals[kind];
    if (!signal) return track ? { track } : {};
    return step(track, signal, { rule, at, longestGapMs, frame: { frameId, capturedAt }, newId });
  };
  const { watch: after, changes } = stepAll(watch, stepOne);
  const opened = changes.flatMap(({ type, incident }) => (type === 'OPENED' ? [incident.id] : []));
  return {
    watch: { ...after, newest: noteFrame(watch.newest, times) },
    changes,
    evidence: evidenceOf(after, frame, opened),
    isLate: false,
  };
}

/** Nodes' clocks differ a little; time never runs backwards within a session all the same. */
export function timesOf({ newest }: Watch, { frameId, capturedAt, at }: FrameMoment): FrameTimes {
  const ms = Date.parse(at);
  return { frameId, capturedAt: Date.parse(capturedAt), at: Math.max(ms, newest?.at ?? ms) };
}

export function switchOff(track: Track | undefined, at: number): Step {
  const change = track?.phase === 'OPEN' ? stop(track, at, 'SWITCHED_OFF').change : undefined;
  return change ? { change } : {};
}

/** A silence lasts until the frame that ends it, however long ago somebody looked. */
function silentUntil(at: number, track: Track | undefined, rule: IncidentRule): Track | undefined {
  if (track?.phase !== 'OPEN' || track.passes > 0) return track;
  const { finding, lastSeenAt } = track.incident;
  const sighting = { finding, at, presentMs: at - Date.parse(lastSeenAt), framesSeen: 0 };
  return { ...track, incident: goOn(track.incident, sighting, rule) };
}

function evidenceOf(watch: Watch, frame: FrameReference, opened: readonly string[]): readonly Evidence[] {
  return openIncidents(watch).flatMap(({ id, frames }) => {
    if (frames?.last.frameId !== frame.frameId) return [];
    const roles: EvidenceRole[] = opened.includes(id) ? ['OPENING'] : [];
    if (frames.worst.frameId === frame.frameId) roles.push('WORST');
    roles.push('LAST');
    return roles.map((role) => ({ incidentId: id, role }));
  });
}
