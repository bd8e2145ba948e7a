/** A policy in somebody's hands: what is in force, and laid over it what was changed and not saved. Pure. */
import { placeOf, settingKey } from './places.js';
import type { Mistake } from './readPolicy.js';
import type { SectionName } from './strings.js';
import { isSame, type Policy, type Value, type Values, valuesOf } from './values.js';

export interface Draft {
  /** In force, as far as is known here. */
  readonly policy: Policy;
  readonly inForce: Values;
  readonly defaults: Values;
  /** What was changed, by its path. */
  readonly edits: Values;
  readonly mistakes: readonly Mistake[];
}

export function beginDraft(policy: Policy, defaultPolicy: Policy): Draft {
  const defaults = valuesOf(defaultPolicy);
  return { policy, inForce: valuesOf(policy), defaults, edits: new Map(), mistakes: [] };
}

export function currentValue({ edits, inForce }: Draft, path: string): Value {
  return edits.get(path) ?? inForce.get(path) ?? '';
}

/** As it would be saved. */
export function allValues({ edits, inForce }: Draft): Values {
  return new Map([...inForce, ...edits]);
}

/** What was said against the setting is taken back: whether it is right now, the server says. */
export function edit(draft: Draft, path: string, value: Value): Draft {
  const edits = new Map(draft.edits);
  if (isSame(value, draft.inForce.get(path))) edits.delete(path);
  else edits.set(path, value);
  if (value === false) forgetWithin(edits, path);
  const mistakes = draft.mistakes.filter((mistake) => settingKey(mistake.path) !== settingKey(path));
  return { ...draft, edits, mistakes };
}

/** Without an accommodation there is nothing different in it. */
function forgetWithin(edits: Map<string, Value>, path: string): void {
  if (placeOf(path)?.setting !== 'accommodation') return;
  for (const other of edits.keys()) if (other.startsWith(`${path}.`)) edits.delete(other);
}

/** What was changed stays, unless it is in force by now. */
export function rebase(draft: Draft, policy: Policy): Draft {
  const inForce = valuesOf(policy);
  const edits = new Map([...draft.edits].filter(([path, value]) => !isSame(value, inForce.get(path))));
  // Somebody removed an accommodation that is being changed here: it is kept, to be saved anew.
  for (const path of [...edits.keys()]) {
    const owner = /^accommodations\[.*\](?=\.)/s.exec(path)?.[0];
    if (owner !== undefined && inForce.get(owner) !== true) edits.set(owner, true);
  }
  return { ...draft, policy, inForce, edits, mistakes: [] };
}

export function discard(draft: Draft): Draft {
  return { ...draft, edits: new Map(), mistakes: [] };
}

export function isDefault(draft: Draft, path: string): boolean {
  return isSame(currentValue(draft, path), draft.defaults.get(path));
}

export interface Counts {
  readonly unsaved: number;
  readonly differing: number;
  readonly mistakes: number;
}

/** How many settings there are in a part of the editor that one should know of while it is closed. */
export function countIn(draft: Draft, section: SectionName, group?: string): Counts {
  const isInside = (path: string) => {
    const place = placeOf(path);
    return place?.section === section && (group === undefined || place.group === group);
  };
  const count = (paths: Iterable<string>) => new Set([...paths].filter(isInside).map(settingKey)).size;
  const differing = [...draft.defaults.keys()].filter((path) => !isDefault(draft, path));
  return {
    unsaved: count(draft.edits.keys()),
    differing: count(differing),
    mistakes: count(draft.mistakes.map(({ path }) => path)),
  };
}

export function countUnsaved({ edits }: Draft): number {
  return new Set([...edits.keys()].map(settingKey)).size;
}
