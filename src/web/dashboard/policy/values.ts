/**
 * A policy as it is edited: one value for each setting, by the path that names it, such as `incidents.LOOKING_AWAY.opens.after`.
 * Paths are the server's, but for those of lists: a rise is named after what it rises to, an accommodation after its candidate.
 */
import type { PolicyFactsFragment } from '../../api/generated/operations.js';

export type Policy = PolicyFactsFragment;

/** Numbers are held as they are written, times in seconds; nothing is written where nothing is meant. */
export type Value = string | boolean | readonly string[];
export type Values = ReadonlyMap<string, Value>;

export const SCALARS = [
  'expectedPersons',
  'labelConfidence',
  'moderationConfidence',
  'similarityThreshold',
  'namingThreshold',
  'frameIntervalMs',
  'durationMinutes',
] as const;

export const LIMITS = [
  'maxYaw',
  'maxPitchUp',
  'maxPitchDown',
  'minBrightness',
  'minDetail',
  'frozenAfterMs',
  'feedLostAfterMs',
] as const;

/** To what a severity can rise. */
export const RISES = ['MEDIUM', 'HIGH'] as const;

const MS_PER_S = 1_000;

/** Times are in milliseconds on the wire. */
export function isTime(path: string): boolean {
  return path.endsWith('Ms') || path.includes('.rises.');
}

export function valuesOf(policy: Policy): Values {
  const values = new Map<string, Value>();
  const set = (path: string, value: number | string | boolean | readonly string[] | null) => {
    const shown = typeof value === 'number' ? String(isTime(path) ? value / MS_PER_S : value) : (value ?? '');
    values.set(path, shown);
  };
  for (const name of SCALARS) set(name, policy[name]);
  set('objectsOfInterest', policy.objectsOfInterest);
  for (const { name, ...rule } of policy.checks) setAll(set, `checks.${name}`, rule);
  for (const rule of policy.incidents) setIncidentRule(set, rule);
  setAll(set, 'limits', policy.limits);
  for (const { kind, ...rule } of policy.risk) setAll(set, `risk.${kind}`, rule);
  setAll(set, 'consent', policy.consent);
  setAll(set, 'retention', policy.retention);
  for (const { candidateId, limits, ...different } of policy.accommodations) {
    const path = accommodationPath(candidateId);
    set(path, true);
    setAll(set, path, different);
    setAll(set, `${path}.limits`, limits);
  }
  return values;
}

type Set = (path: string, value: number | string | boolean | readonly string[] | null) => void;

function setAll(set: Set, path: string, part: Readonly<Record<string, Parameters<Set>[1]>>): void {
  for (const [name, value] of Object.entries(part)) set(`${path}.${name}`, value);
}

function setIncidentRule(set: Set, { kind, rises, opens, ...rule }: Policy['incidents'][number]): void {
  const path = `incidents.${kind}`;
  setAll(set, path, rule);
  if (opens) setAll(set, `${path}.opens`, opens);
  for (const severity of RISES)
    set(`${path}.rises.${severity}`, rises.find(({ to }) => to === severity)?.afterMs ?? null);
}

/** There is an accommodation where this is true; what is different follows this path. Quoted, since an id may hold a dot. */
export function accommodationPath(candidateId: string): string {
  return `accommodations[${JSON.stringify(candidateId)}]`;
}

const ACCOMMODATION = /^accommodations\[(".*")\]$/s;

/** For whom something is different, in the order in which it was said. */
export function accommodated(values: Values): readonly string[] {
  return [...values].flatMap(([path, value]) => {
    const quoted = value === true ? ACCOMMODATION.exec(path)?.[1] : undefined;
    return quoted === undefined ? [] : [JSON.parse(quoted)];
  });
}

export function isSame(one: Value | undefined, other: Value | undefined): boolean {
  return fingerprint(one) === fingerprint(other);
}

/** What was never said, nothing written, nothing chosen and switched off come to the same. */
function fingerprint(value: Value = ''): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'boolean' ? (value ? 'true' : '') : value.join('\n');
}
