/**
 * Reads an exam's history in the order of its places, or backwards, from the parts among which it is divided. Where nothing
 * is left out, it asks only the parts that hold the places wanted. Where something is, because it has expired or was never
 * written, maybe a million places of it, all parts are asked at once for what comes next.
 */
import type { EventRange } from '../store.js';
import { PARTS, PLACES_PER_STRIP, type Places, partsOf } from './historyParts.js';

export type Direction = 'forward' | 'backward';

/** What is asked of one part, by its key. */
export interface PartReader<T> {
  /** The first `limit` in this direction that are to be shown. */
  read(part: string, range: EventRange, direction: Direction): Promise<readonly T[]>;
  /** The first place in this direction that holds anything at all. */
  nextTaken(part: string, places: Places, direction: Direction): Promise<number | undefined>;
}

/** So many places are looked at once where something is left out: a strip of each part. */
const PLACES_BEYOND_GAP = PARTS * PLACES_PER_STRIP;

/** The first `limit` of the range in this direction, and in this order. */
export async function walk<T extends { readonly seq: number }>(
  reader: PartReader<T>,
  examId: string,
  { limit, ...range }: EventRange,
  direction: Direction,
): Promise<readonly T[]> {
  const found: T[] = [];
  let left: Places | undefined = range;
  for (let width = limit; left && size(left) > 0 && found.length < limit; width = PLACES_BEYOND_GAP) {
    const missing = limit - found.length;
    const [window, rest] = divide(left, Math.max(width, missing), direction);
    const answers = await Promise.all(
      partsOf(examId, window).map((part) => reader.read(part, { ...window, limit: missing }, direction)),
    );
    found.push(...answers.flat().sort(inOrder(direction)).slice(0, missing));
    left =
      size(rest) > PLACES_BEYOND_GAP && found.length < limit ? await skipGap(reader, examId, rest, direction) : rest;
  }
  return found;
}

/** The first place in this direction that holds anything at all. */
export async function nextTaken(
  reader: Pick<PartReader<unknown>, 'nextTaken'>,
  examId: string,
  places: Places,
  direction: Direction,
): Promise<number | undefined> {
  const answers = partsOf(examId, places).map((part) => reader.nextTaken(part, places, direction));
  const taken = (await Promise.all(answers)).filter((place) => place !== undefined);
  if (taken.length === 0) return undefined;
  return direction === 'forward' ? Math.min(...taken) : Math.max(...taken);
}

/** What is left of these places when everything up to the next that is taken is left out. */
async function skipGap(
  reader: Pick<PartReader<unknown>, 'nextTaken'>,
  examId: string,
  places: Places,
  direction: Direction,
): Promise<Places | undefined> {
  const place = await nextTaken(reader, examId, places, direction);
  if (place === undefined) return undefined;
  return direction === 'forward' ? { ...places, after: place - 1 } : { ...places, upTo: place };
}

/** The first places in this direction, and the others. */
function divide({ after, upTo }: Places, width: number, direction: Direction): readonly [Places, Places] {
  if (direction === 'forward') {
    const end = Math.min(after + width, upTo);
    return [
      { after, upTo: end },
      { after: end, upTo },
    ];
  }
  const start = Math.max(upTo - width, after);
  return [
    { after: start, upTo },
    { after, upTo: start },
  ];
}

function size({ after, upTo }: Places): number {
  return upTo - after;
}

function inOrder(direction: Direction): (one: { readonly seq: number }, other: { readonly seq: number }) => number {
  return (one, other) => (direction === 'forward' ? one.seq - other.seq : other.seq - one.seq);
}
