/**
 * The life of the incidents of one kind in one session: enough sightings among the last frames open one, a run of frames
 * without it closes it, and one that returns soon after its end goes on as the same.
 */
import type { IncidentRule } from '../examPolicy/examPolicy.js';
import { type Finding, subjectOf } from './finding.js';
import { type EndReason, type FrameReference, type Incident, toMoment } from './incident.js';
import { begin, comeBack, finish, goOn } from './incidentLife.js';
import type { Signal } from './signals.js';

/** What is remembered of one kind between frames. Nothing at all, for a kind that gave no reason. */
export type Track = Quiet | Open;

export interface Quiet {
  readonly phase: 'QUIET';
  /** The last frames, the newest last: when each came, or null for one that did not show the problem. */
  readonly window: readonly (number | null)[];
  /** Ended so lately that a return would continue it. */
  readonly previous?: Incident;
}

export interface Open {
  readonly phase: 'OPEN';
  readonly incident: Incident;
  /** Frames without the problem, one after another. */
  readonly passes: number;
  /** What was told of the incident last, and when. */
  readonly told: { readonly at: number; readonly subject: string };
}

export interface Change {
  readonly type: 'OPENED' | 'UPDATED' | 'CLOSED';
  readonly incident: Incident;
}

/** A track after a frame, undefined when there is nothing to remember, and what there is to tell. */
export interface Step {
  readonly track?: Track;
  readonly change?: Change;
}

export interface StepContext {
  readonly rule: IncidentRule;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** When what is seen now began: the same as `at`, but for a silence, which is noticed after a while. */
  readonly since?: number;
  /** Of the time between two sightings so much counts as seen, in milliseconds. */
  readonly longestGapMs: number;
  readonly frame?: FrameReference;
  /** For an incident that opens. */
  readonly newId: string;
}

/** More is told of an open incident at most this often, unless it becomes more severe. */
const TELL_AT_MOST_EVERY_MS = 5_000;

/** And while it is seen at least this often, so that the history knows how long it lasted should nothing come after. */
const TELL_AT_LEAST_EVERY_MS = 60_000;

export function step(track: Track | undefined, signal: Signal, context: StepContext): Step {
  if (track?.phase === 'OPEN') return stepOpen(track, signal, context);
  return stepQuiet(track ?? { phase: 'QUIET', window: [] }, signal, context);
}

/** Ends what is open, whatever the frames show, and forgets what was about to open. */
export function stop(track: Track, at: number, reason: EndReason): Step {
  return track.phase === 'OPEN' ? close(track.incident, at, reason) : quiet([], track.previous);
}

function stepQuiet({ window, previous }: Quiet, signal: Signal, context: StepContext): Step {
  const { rule, at, since = at } = context;
  const isPresent = signal.status === 'PRESENT';
  const recent = [...window, isPresent ? since : null].slice(-(rule.opens?.outOf ?? 1));
  const sightings = recent.filter((seenAt) => seenAt !== null);
  const [first = at] = sightings;
  const continued = previous && isReturn(previous, first, rule) ? previous : undefined;
  const isEnough = isPresent && sightings.length >= (rule.opens?.after ?? 1);
  return isEnough ? open(continued, signal.finding, sightings, context) : quiet(recent, continued);
}

/** Frames before the first sighting are of no more use; without any there is nothing to remember. */
function quiet(window: Quiet['window'], previous: Incident | undefined): Step {
  const first = window.findIndex((seenAt) => seenAt !== null);
  const kept = first === -1 ? [] : window.slice(first);
  if (kept.length === 0 && !previous) return {};
  return { track: { phase: 'QUIET', window: kept, ...(previous && { previous }) } };
}

function isReturn({ end }: Incident, seenAt: number, { cooldownMs }: IncidentRule): boolean {
  return end !== undefined && seenAt - Date.parse(end.at) <= cooldownMs;
}

function open(
  previous: Incident | undefined,
  finding: Finding,
  sightings: readonly number[],
  { rule, at, longestGapMs, frame, newId }: StepContext,
): Step {
  const since = sightings[0] ?? at;
  const sighting = {
    finding,
    at,
    presentMs: Math.min(at - since, longestGapMs),
    framesSeen: frame ? sightings.length : 0,
    ...(frame && { frame }),
  };
  if (previous) return tell('UPDATED', comeBack(previous, sighting, rule), at);
  return tell('OPENED', begin(newId, since, sighting, rule), at);
}

function stepOpen(track: Open, signal: Signal, context: StepContext): Step {
  if (signal.status === 'UNKNOWN') return { track };
  if (signal.status === 'PRESENT') return stayOpen(track, signal.finding, context);
  const passes = track.passes + 1;
  if (passes < context.rule.closesAfter) return { track: { ...track, passes } };
  return close(track.incident, context.at, 'RESOLVED');
}

function stayOpen({ incident: before, told }: Open, finding: Finding, context: StepContext): Step {
  const { rule, at, longestGapMs, frame } = context;
  const presentMs = Math.min(at - Date.parse(before.lastSeenAt), longestGapMs);
  const sighting = { finding, at, presentMs, framesSeen: frame ? 1 : 0, ...(frame && { frame }) };
  const incident = goOn(before, sighting, rule);
  if (!isNews(incident, before, told, at)) return { track: { phase: 'OPEN', incident, passes: 0, told } };
  return tell('UPDATED', { ...incident, revision: incident.revision + 1 }, at);
}

function isNews(incident: Incident, before: Incident, told: Open['told'], at: number): boolean {
  const sinceTold = at - told.at;
  if (incident.severity !== before.severity || sinceTold >= TELL_AT_LEAST_EVERY_MS) return true;
  return sinceTold >= TELL_AT_MOST_EVERY_MS && subjectOf(incident.finding) !== told.subject;
}

function tell(type: 'OPENED' | 'UPDATED', incident: Incident, at: number): Step {
  return {
    track: { phase: 'OPEN', incident, passes: 0, told: { at, subject: subjectOf(incident.finding) } },
    change: { type, incident },
  };
}

function close(before: Incident, at: number, reason: EndReason): Step {
  const incident = finish(before, { at: toMoment(at), reason });
  return { ...quiet([], incident), change: { type: 'CLOSED', incident } };
}
