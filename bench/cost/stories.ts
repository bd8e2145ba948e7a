/** Sessions to be replayed: what happens in front of a webcam, frame by frame. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { covered, live, type Scene, stillOf, times } from '../../test/support/liveScenes.js';
import { emptyRoom, portrait, together, withPhone } from '../../test/support/pictures.js';

export interface Story {
  readonly title: string;
  /** Enrolled, under these ids; the first is the one who sits the exam. */
  readonly enrolled: readonly { readonly id: string; readonly photo: () => Promise<Uint8Array> }[];
  readonly frames: readonly Scene[];
}

/** A minute in which the candidate sits and writes. */
const QUIET_FRAMES = 30;
const EVENT_FRAMES = 7;

/** All that may happen, one thing after another, to a candidate who sits still in between: a bad ten minutes. */
export async function eventfulSitting(): Promise<Story> {
  const there = live(() => portrait('curls'));
  const still = await stillOf(there);
  const loop = await Promise.all(times(3, there).map(stillOf));
  const events: readonly (readonly Scene[])[] = [
    times(EVENT_FRAMES, live(emptyRoom)),
    times(
      EVENT_FRAMES,
      live(() => together('curls', 'green')),
    ),
    times(
      EVENT_FRAMES,
      live(() => withPhone('curls')),
    ),
    times(
      EVENT_FRAMES,
      live(() => portrait('ponytail')),
    ),
    times(
      EVENT_FRAMES,
      live(() => portrait('brunette')),
    ),
    times(EVENT_FRAMES, covered),
    times(EVENT_FRAMES + 4, still),
    [...loop, ...loop, ...loop, ...loop],
  ];
  const quiet = times(QUIET_FRAMES, there);
  return {
    title: 'Eight events, a minute of quiet before each and after the last',
    enrolled: [
      { id: 'curls', photo: () => portrait('curls') },
      { id: 'brunette', photo: () => portrait('brunette') },
    ],
    frames: [...quiet, ...events.flatMap((scenes) => [...scenes, ...quiet])],
  };
}

/** A folder of a webcam's frames, in the order of their names; whoever is in the first is the candidate. */
export async function recording(folder: string): Promise<Story> {
  const files = (await readdir(folder)).filter((file) => /\.(jpe?g|png)$/i.test(file)).toSorted();
  const [first] = files;
  if (first === undefined) throw new Error(`There are no pictures in ${folder}`);
  return {
    title: `${files.length} frames of a webcam`,
    enrolled: [{ id: 'candidate', photo: () => readFile(join(folder, first)) }],
    frames: files.map((file) => () => readFile(join(folder, file))),
  };
}
