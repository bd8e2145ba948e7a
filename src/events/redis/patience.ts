const STEPS = 10;

/**
 * Calls back when so many milliseconds have passed for somebody who listens, unless it is called off before.
 *
 * A timer alone takes a process that was too busy to listen for a server that is silent: when a long stretch of work ends,
 * timers come before what has arrived meanwhile. So the time goes in steps, of which work that takes longer costs one, and
 * what has arrived is heard before the verdict.
 *
 * @returns calls it off
 */
export function startPatience(ms: number, onOver: () => void): () => void {
  let steps = 0;
  let verdict: NodeJS.Immediate | undefined;
  const timer = setInterval(() => {
    steps += 1;
    if (steps < STEPS) return;
    clearInterval(timer);
    verdict = setImmediate(onOver);
  }, ms / STEPS);
  return () => {
    clearInterval(timer);
    clearImmediate(verdict);
  };
}
