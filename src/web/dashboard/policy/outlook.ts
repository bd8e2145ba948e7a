/** What is said beside a setting: its default, what is in force, and how to get back. */
import type { IncidentKind, Severity } from '../../api/generated/operations.js';
import { SEVERITIES } from '../strings.js';
import { KINDS } from '../words.js';
import { currentValue, type Draft } from './draft.js';
import { placeOf, settingKey, wordsOf } from './places.js';
import { WORDS } from './strings.js';
import { isSame, type Value } from './values.js';

export interface Outlook {
  readonly standard: string;
  /** Undefined where it is what is shown. */
  readonly inForce: string | undefined;
  readonly isStandard: boolean;
  /** For one candidate: the standard is what holds for everybody. */
  readonly isAccommodation: boolean;
  /** What to set to get back. */
  readonly standardValues: ReadonlyMap<string, Value>;
  readonly problems: readonly string[];
}

export function outlookOf(draft: Draft, path: string): Outlook {
  const parts = partsOf(path);
  const isAccommodation = path.startsWith('accommodations');
  const standardOf = (part: string): Value => (isAccommodation ? '' : (draft.defaults.get(part) ?? ''));
  const inForceOf = (part: string): Value => draft.inForce.get(part) ?? '';
  const everybody = (part: string) => forEverybody(draft, part.replace(/^accommodations\[.*\]\./s, ''));
  return {
    standard: isAccommodation ? WORDS.forEverybody(textOf(path, everybody)) : WORDS.default(textOf(path, standardOf)),
    inForce: parts.some((part) => draft.edits.has(part)) ? WORDS.inForce(textOf(path, inForceOf)) : undefined,
    isStandard: parts.every((part) => isSame(currentValue(draft, part), standardOf(part))),
    isAccommodation,
    standardValues: new Map(parts.map((part) => [part, standardOf(part)])),
    problems: draft.mistakes.filter((mistake) => settingKey(mistake.path) === path).map(({ message }) => message),
  };
}

function forEverybody(draft: Draft, path: string): Value {
  if (path !== 'switchedOff') return currentValue(draft, path);
  const kinds = draft.policy.incidents.map(({ kind }) => kind);
  return kinds.filter((kind) => currentValue(draft, `incidents.${kind}.isOn`) === false);
}

function partsOf(path: string): readonly string[] {
  return path.endsWith('.opens') ? [`${path}.after`, `${path}.outOf`] : [path];
}

/** A setting's value in a few words. */
export function textOf(path: string, value: (part: string) => Value): string {
  const place = placeOf(path);
  const [after, outOf] = partsOf(path);
  if (after && outOf) return WORDS.opening(String(value(after)), String(value(outOf)));
  const shown = value(path);
  if (typeof shown === 'boolean') return shown ? WORDS.on : WORDS.off;
  if (typeof shown === 'object') {
    return shown.length === 0 ? WORDS.none : shown.map((name) => KINDS[name as IncidentKind] ?? name).join(', '); // kinds, or labels
  }
  if (place?.setting === 'incidents.severity') return SEVERITIES[shown as Severity] ?? shown; // as the server knows them
  if (shown === '') return path.includes('.rises.') ? WORDS.never : WORDS.none;
  return withUnit(shown, place && wordsOf(place.setting).unit);
}

function withUnit(number: string, unit: string | undefined): string {
  if (unit === undefined) return number;
  return unit === '°' ? `${number}°` : `${number} ${unitFor(number, unit)}`;
}

/** One person, two persons; what is no plural stays. */
export function unitFor(number: string, unit: string): string {
  return number.trim() === '1' && unit.length > 1 ? unit.replace(/s$/, '') : unit;
}
