/** What a frame showed of a problem: the facts that an incident rests on. */
export type Finding =
  /** What is seen, each once and sorted, and how sure the engine is of the surest, 0–100. */
  | { readonly kind: 'FORBIDDEN_OBJECT'; readonly names: readonly string[]; readonly confidence: number }
  | { readonly kind: 'UNSAFE_CONTENT'; readonly names: readonly string[]; readonly confidence: number }
  /** Fewer people than expected; where one is expected, as is usual, nobody. */
  | { readonly kind: 'NOBODY_THERE'; readonly count: number; readonly expected: number }
  | { readonly kind: 'SEVERAL_PEOPLE'; readonly count: number; readonly expected: number }
  /** People are there, but fewer faces than expected are to be seen. */
  | { readonly kind: 'FACE_NOT_VISIBLE'; readonly count: number; readonly expected: number }
  | SomebodyElse
  /** Where head and eyes together point, in degrees off the camera. */
  | { readonly kind: 'LOOKING_AWAY'; readonly yaw: number; readonly pitch: number }
  | { readonly kind: 'CAMERA_COVERED'; readonly brightness: number; readonly detail: number }
  /** For how long no picture came that had not been seen before: one stands still, or a few repeat. */
  | { readonly kind: 'FROZEN_PICTURE'; readonly forMs: number }
  | { readonly kind: 'FEED_LOST'; readonly silentMs: number };

export interface SomebodyElse {
  readonly kind: 'SOMEBODY_ELSE';
  /** Those who are enrolled and were recognised, by name; none for a stranger. */
  readonly people: readonly Recognised[];
  /** To the candidate's own faces, 0–100, where they were compared. */
  readonly similarity?: number;
}

export interface Recognised {
  readonly fullName: string;
  /** Whose name it is, so that it can be erased. */
  readonly candidateId?: string;
}

/** A finding names no more than this: it is written with the session on every frame. */
const MOST_NAMES = 10;

/** Grows with how bad a finding is; says nothing about findings of another kind. */
export function gravityOf(finding: Finding): number {
  switch (finding.kind) {
    case 'FORBIDDEN_OBJECT':
    case 'UNSAFE_CONTENT':
      return finding.names.length * 100 + finding.confidence;
    case 'NOBODY_THERE':
    case 'FACE_NOT_VISIBLE':
      return finding.expected - finding.count;
    case 'SEVERAL_PEOPLE':
      return finding.count;
    case 'SOMEBODY_ELSE':
      return finding.people.length * 100 - (finding.similarity ?? 100);
    case 'LOOKING_AWAY':
      return Math.hypot(finding.yaw, finding.pitch);
    case 'CAMERA_COVERED':
      return -finding.brightness - finding.detail;
    case 'FROZEN_PICTURE':
      return finding.forMs;
    case 'FEED_LOST':
      return finding.silentMs;
  }
}

/** All that was found so far: the numbers of the worse finding, the names of both. */
export function combine(before: Finding, now: Finding): Finding {
  const worse = gravityOf(now) > gravityOf(before) ? now : before;
  if ('names' in worse && 'names' in before && 'names' in now) {
    return { ...worse, names: union(before.names, now.names, (name) => name) };
  }
  if ('people' in worse && 'people' in before && 'people' in now) {
    return { ...worse, people: union(before.people, now.people, nameOf) };
  }
  return worse;
}

/** The part of a finding that is news to somebody who knows of the incident already; the rest is measurement. */
export function subjectOf(finding: Finding): string {
  if ('names' in finding) return finding.names.join(', ');
  if ('people' in finding) return finding.people.map(nameOf).join(', ');
  return 'count' in finding ? String(finding.count) : '';
}

function nameOf({ fullName }: Recognised): string {
  return fullName;
}

function union<T>(before: readonly T[], now: readonly T[], nameOfOne: (one: T) => string): readonly T[] {
  const known = new Set(before.map(nameOfOne));
  return [...before, ...now.filter((one) => !known.has(nameOfOne(one)))]
    .slice(0, MOST_NAMES)
    .sort((one, other) => nameOfOne(one).localeCompare(nameOfOne(other)));
}
