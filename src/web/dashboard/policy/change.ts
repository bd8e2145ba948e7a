/** What is sent of an edited policy: what differs, and nothing else. */
import type { PolicyChange } from '../../api/generated/operations.js';
import { type Policy, SCALARS } from './values.js';

/** Of policies that were both read by `readPolicy`. @returns undefined where nothing differs */
export function changeOf(before: Policy, after: Policy): PolicyChange | undefined {
  const change: PolicyChange = {
    ...partsThatDiffer(pickScalars(before), pickScalars(after)),
    ...whole('objectsOfInterest', before, after),
    ...whole('accommodations', before, after),
    ...some('consent', partsThatDiffer(before.consent, after.consent)),
    ...some('limits', partsThatDiffer(before.limits, after.limits)),
    ...some('retention', partsThatDiffer(before.retention, after.retention)),
    ...some('checks', entriesThatDiffer('name', before.checks, after.checks)),
    ...some('incidents', entriesThatDiffer('kind', before.incidents, after.incidents)),
    ...some('risk', entriesThatDiffer('kind', before.risk, after.risk)),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

function pickScalars(policy: Policy) {
  // The keys are those of SCALARS, each once.
  return Object.fromEntries(SCALARS.map((name) => [name, policy[name]])) as Pick<Policy, (typeof SCALARS)[number]>;
}

function partsThatDiffer<T extends object>(before: T, after: T): Partial<T> | undefined {
  const names = Object.keys(after) as (keyof T)[]; // of a T there are no others
  const different = names.filter((name) => !isEqual(before[name], after[name]));
  if (different.length === 0) return undefined;
  // Some of a T's own properties.
  return Object.fromEntries(different.map((name) => [name, after[name]])) as Partial<T>;
}

function entriesThatDiffer<K extends string, T extends { readonly [key in K]: string }>(
  key: K,
  before: readonly T[],
  after: readonly T[],
): readonly (Partial<T> & Pick<T, K>)[] | undefined {
  const entries = after.flatMap((entry) => {
    const old = before.find((one) => one[key] === entry[key]);
    const parts = old && partsThatDiffer(old, entry);
    return parts ? [{ ...parts, [key]: entry[key] } as Partial<T> & Pick<T, K>] : []; // what it is of, and what differs
  });
  return entries.length === 0 ? undefined : entries;
}

function whole<K extends 'objectsOfInterest' | 'accommodations'>(name: K, before: Policy, after: Policy) {
  return isEqual(before[name], after[name]) ? {} : { [name]: after[name] };
}

function some<K extends string, T>(name: K, value: T | undefined) {
  return value === undefined ? {} : { [name]: value };
}

/** Of values as JSON has them, whose keys stand in one order. */
function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
