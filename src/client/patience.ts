/** How long to wait before the same is tried again. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Doubles with each failure, up to 15 s; a random half of it is left out, so that the clients of a server that was away
 * don't come back all at once.
 * @param failures how many there were in a row, from 1
 * @param random from 0 to 1
 */
export function waitAfter(failures: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  return longest * (0.5 + random() / 2);
}

/** Waits that the server asks for are kept, within reason. */
export function politeWait(ms: number): number {
  return Math.min(Math.max(ms, 100), 60_000);
}
