const MINUTE_MS = 60_000;
const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240];

/** Round moments between two, no more than so many. All in milliseconds since 1970. */
export function ticksOf(from: number, to: number, most: number): readonly number[] {
  const step = (STEPS_MINUTES.find((minutes) => (to - from) / (minutes * MINUTE_MS) <= most) ?? 480) * MINUTE_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
