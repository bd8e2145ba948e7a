/** Where a setting stands in the editor, and what it is called there. */
import type { CheckName, IncidentKind } from '../../api/generated/operations.js';
import { CHECKS, KINDS } from '../words.js';
import { SETTINGS, type SettingName, type SettingWords } from './settings.js';
import { SECTIONS, type SectionName } from './strings.js';

export interface Place {
  readonly section: SectionName;
  /** The check, the kind of incident or the candidate that it is about. */
  readonly group?: string;
  readonly setting: SettingName;
}

const HEADS: Readonly<Record<string, SectionName>> = {
  frameIntervalMs: 'frames',
  checks: 'frames',
  durationMinutes: 'duration',
  incidents: 'incidents',
  limits: 'limits',
  risk: 'risk',
  consent: 'consent',
  retention: 'retention',
};

const ACCOMMODATION = /^accommodations\[("(?:[^"\\]|\\.)*")\]\.?(.*)$/s;
const OF_GROUPS = /^(checks|incidents|risk)\.(\w+)\.(\w+)(\.(?:MEDIUM|HIGH))?/;

/** @returns undefined for what the editor does not show */
export function placeOf(path: string): Place | undefined {
  const accommodation = ACCOMMODATION.exec(path);
  if (accommodation) {
    const [, quoted = '""', rest = ''] = accommodation;
    const name = rest === '' ? 'accommodation' : rest.startsWith('limits.') ? rest : `accommodation.${rest}`;
    return withSetting({ section: 'accommodations', group: JSON.parse(quoted) }, name);
  }
  const grouped = OF_GROUPS.exec(path);
  const [, head = path.split('.')[0] ?? '', group, part, rise = ''] = grouped ?? [];
  const section = HEADS[head] ?? 'expected';
  return group === undefined
    ? withSetting({ section }, path)
    : withSetting({ section, group }, `${head}.${part}${rise}`);
}

function withSetting(place: Omit<Place, 'setting'>, name: string): Place | undefined {
  return name in SETTINGS ? { ...place, setting: name as SettingName } : undefined; // it was looked up
}

export function wordsOf(setting: SettingName): SettingWords {
  return SETTINGS[setting];
}

/** What the group is called where people read it. */
export function groupName({ section, group = '' }: Pick<Place, 'section' | 'group'>): string {
  if (section === 'frames') return CHECKS[group as CheckName] ?? group; // the server's names are those of the contract
  if (section === 'accommodations') return group;
  return KINDS[group as IncidentKind] ?? group;
}

/** Such as "Incidents, Feed lost, Closes after". */
export function fullName(path: string): string {
  const place = placeOf(path);
  if (!place) return path;
  const group = place.group === undefined ? [] : [groupName(place)];
  return [SECTIONS[place.section].title, ...group, wordsOf(place.setting).label].join(', ');
}

/** The same for all values that make one setting, such as both numbers of an opening. */
export function settingKey(path: string): string {
  return path.replace(/\.opens\.\w+$/, '.opens');
}
