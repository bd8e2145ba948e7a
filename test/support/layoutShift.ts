/** How much a page's content jumps while nobody touches it. */
import type { Page } from 'playwright-core';

export interface LayoutShifts {
  /**
   * Cumulative layout shift: the worst burst of shifts, of at most 5 s and without a quiet second in it. Up to 0.1 counts
   * as good. https://web.dev/articles/cls
   */
  readonly score: number;
  /** What moved, the furthest first, to find out why. */
  readonly worst: readonly string[];
}

/** Watches every document that the page opens from now on. */
export async function watchLayout(page: Page): Promise<() => Promise<LayoutShifts>> {
  const shifts: Shift[] = [];
  await page.exposeFunction('noteShift', (shift: Shift) => shifts.push(shift));
  await page.addInitScript(observeShifts);
  return async () => {
    // Two frames later the observer was told of all that was painted.
    await page.evaluate(() => new Promise((resolve) => nextFrame(() => nextFrame(resolve))));
    const worst = shifts.toSorted((one, other) => other.value - one.value).slice(0, 5);
    return { score: worstBurst(shifts), worst: worst.map(({ value, what }) => `${value.toFixed(4)} ${what}`) };
  };
}

interface Shift {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
  readonly what: string;
}

declare const nextFrame: (callback: (value?: unknown) => void) => void;

/** Runs in the page, whose types these tests are compiled without. */
function observeShifts(): void {
  const page = Object(globalThis);
  page.nextFrame = page.requestAnimationFrame;
  const observer = new page.PerformanceObserver((list: { getEntries(): unknown[] }) => {
    for (const entry of list.getEntries().map(Object)) {
      // What follows a touch or a key is expected.
      if (entry.hadRecentInput) continue;
      const moved = entry.sources.map(({ node, previousRect, currentRect }: Record<string, unknown>) => {
        const { nodeName = '?', className = '', textContent = '' } = Object(node);
        const [from, to] = [Object(previousRect), Object(currentRect)];
        const place = `${from.x},${from.y} ${from.width}×${from.height} → ${to.x},${to.y} ${to.width}×${to.height}`;
        return `${nodeName}.${className} “${String(textContent).slice(0, 30)}” ${place}`;
      });
      page.noteShift({
        at: page.performance.timeOrigin + entry.startTime,
        value: entry.value,
        what: moved.join('; '),
      });
    }
  });
  observer.observe({ type: 'layout-shift', buffered: true });
}

function worstBurst(shifts: readonly Shift[]): number {
  let [worst, sum, begun, last] = [0, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at, value } of shifts.toSorted((one, other) => one.at - other.at)) {
    if (at - last >= 1_000 || at - begun >= 5_000) [sum, begun] = [0, at];
    sum += value;
    last = at;
    worst = Math.max(worst, sum);
  }
  return worst;
}
