/** Durations in the words that people use: "12 s", "4 min", "1 h 05 min". No line breaks within one. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NO_BREAK = '\u00a0';

/** @param ms rounded down to what is shown; less than nothing counts as nothing */
export function inWords(ms: number): string {
  if (ms < MINUTE) return joined(Math.max(0, Math.floor(ms / SECOND)), 's');
  if (ms < HOUR) return joined(Math.floor(ms / MINUTE), 'min');
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  return joined(Math.floor(ms / HOUR), 'h', String(minutes).padStart(2, '0'), 'min');
}

function joined(...parts: readonly (number | string)[]): string {
  return parts.join(NO_BREAK);
}
