/**
 * Which partition of the events table holds which places of an exam's history. DynamoDB gives each partition key 1,000 write
 * units a second, and new events are always at the end of the history. So it is cut in strips, which are dealt to several
 * parts in turn, each under a key of its own: at 5,000 events a second a strip is full after 13 ms, and within any second each
 * part gets its share. A page of the history, as the event log reads it, is one strip and takes one query.
 */
export const PLACES_PER_STRIP = 64;

/** Eight times 1,000 units, an event each: more than the one writer that an exam has at a time can write. */
export const PARTS = 8;

/** Those with `after < place <= upTo`. */
export interface Places {
  readonly after: number;
  readonly upTo: number;
}

/** The key of the part that holds this place. Exam ids have no `~`, so no two exams share a part. */
export function partAt(examId: string, place: number): string {
  return partOfStrip(examId, stripAt(place));
}

/** The keys of all parts that hold some of these places. */
export function partsOf(examId: string, { after, upTo }: Places): readonly string[] {
  const first = stripAt(after + 1);
  const strips = upTo <= after ? 0 : stripAt(upTo) - first + 1;
  return Array.from({ length: Math.min(strips, PARTS) }, (_, index) => partOfStrip(examId, first + index));
}

/** Places start at 1. */
function stripAt(place: number): number {
  return Math.floor((Math.max(place, 1) - 1) / PLACES_PER_STRIP);
}

function partOfStrip(examId: string, strip: number): string {
  return `${examId}~${strip % PARTS}`;
}
