/** What a candidate of the demo does, and when: mostly nothing, as in life. Pure. */

/** What the camera sees. */
export type Scene = 'sitting' | 'away' | 'company' | 'phone' | 'somebody else' | 'covered' | 'frozen' | 'silent';

export interface Act {
  readonly scene: Scene;
  /** Seconds since the script began. */
  readonly from: number;
  readonly to: number;
}

const TROUBLES: readonly Scene[] = ['away', 'company', 'phone', 'somebody else', 'covered', 'frozen', 'silent'];

/** Seconds; long enough for an incident to open, and some to become more severe. */
const TROUBLE = { least: 12, most: 30 };
const QUIET = { least: 25, most: 70 };
/** The first trouble comes while a newcomer still looks at the screen. */
const FIRST_QUIET = { least: 5, most: 15 };

/** Endless; the same for the same random numbers. */
export function* scriptOf(random: () => number): Generator<Act, never> {
  let from = 0;
  const act = (scene: Scene, { least, most }: { readonly least: number; readonly most: number }): Act => {
    const to = from + least + random() * (most - least);
    const next = { scene, from, to };
    from = to;
    return next;
  };
  yield act('sitting', FIRST_QUIET);
  for (;;) {
    yield act(TROUBLES[Math.floor(random() * TROUBLES.length)] ?? 'away', TROUBLE);
    yield act('sitting', QUIET);
  }
}

/**
 * Numbers from 0 to below 1, the same for the same seed: mulberry32, by Tommy Ettinger
 * (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c).
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
