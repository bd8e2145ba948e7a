/** From moments to places. Moments are milliseconds since 1970, by the server's clock; lengths are CSS pixels. */
export interface TimeAxis {
  readonly from: number;
  readonly to: number;
  /** Where time begins, and how much room it has. */
  readonly left: number;
  readonly room: number;
  /** Round moments, no more than there is room to name. */
  readonly ticks: readonly number[];
  /** Of what lies outside, the nearer end. */
  x(at: number): number;
  /** The moment at a place; of places outside, the nearer end. */
  at(x: number): number;
  /** Whether what ended then is still to be seen; undefined for what has not ended. */
  reaches(endedAt: string | undefined): boolean;
}

export interface TimeAxisOptions {
  readonly width: number;
  /** 0 for everything since `first`. */
  readonly windowMinutes: number;
  readonly now: number;
  /** ISO 8601. */
  readonly first: string | undefined;
}

const LABELS = 104;
const MARGIN = 8;
const TICK_WIDTH = 90;
const MINUTE_MS = 60_000;
const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240];
const LONGEST_STEP_MINUTES = 480;

export function createAxis({ width, windowMinutes, now, first }: TimeAxisOptions): TimeAxis {
  const begin = first === undefined ? now : Date.parse(first);
  const from = windowMinutes === 0 ? Math.min(begin, now - MINUTE_MS) : now - windowMinutes * MINUTE_MS;
  const room = Math.max(0, width - LABELS - MARGIN);
  return {
    from,
    to: now,
    left: LABELS,
    room,
    ticks: ticksBetween(from, now, room / TICK_WIDTH),
    x: (at) => LABELS + (room * (Math.min(Math.max(at, from), now) - from)) / (now - from),
    at: (x) => (room === 0 ? now : from + (Math.min(Math.max(x - LABELS, 0), room) / room) * (now - from)),
    reaches: (endedAt) => endedAt === undefined || Date.parse(endedAt) >= from,
  };
}

function ticksBetween(from: number, to: number, most: number): readonly number[] {
  const fits = (minutes: number) => (to - from) / (minutes * MINUTE_MS) <= most;
  const step = (STEPS_MINUTES.find(fits) ?? LONGEST_STEP_MINUTES) * MINUTE_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
