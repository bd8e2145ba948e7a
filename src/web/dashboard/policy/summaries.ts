/** What a closed part of the editor says of what is in it. */
import type { Severity } from '../../api/generated/operations.js';
import { SEVERITIES } from '../strings.js';
import { allValues, currentValue, type Draft } from './draft.js';
import { textOf } from './outlook.js';
import { type SectionName, SUMMARIES } from './strings.js';
import { accommodated, accommodationPath, LIMITS } from './values.js';

export function sectionSummary(draft: Draft, section: SectionName): string {
  const text = (path: string) => String(currentValue(draft, path));
  const areOn = (paths: readonly string[]) => paths.filter((path) => currentValue(draft, path) === true).length;
  const { checks, incidents, risk } = draft.policy;
  switch (section) {
    case 'expected':
      return SUMMARIES.expected(text('expectedPersons'), listOf(draft, 'objectsOfInterest'), text('labelConfidence'));
    case 'frames':
      return SUMMARIES.frames(
        text('frameIntervalMs'),
        areOn(checks.map(({ name }) => `checks.${name}.isOn`)),
        checks.length,
      );
    case 'duration':
      return SUMMARIES.duration(text('durationMinutes'));
    case 'incidents':
      return SUMMARIES.incidents(areOn(incidents.map(({ kind }) => `incidents.${kind}.isOn`)), incidents.length);
    case 'limits':
      return SUMMARIES.limits(
        text('limits.maxYaw'),
        text('limits.maxPitchUp'),
        text('limits.maxPitchDown'),
        text('limits.feedLostAfterMs'),
      );
    case 'risk': {
      const points = risk.map(({ kind }) => Number(text(`risk.${kind}.points`))).filter(Number.isFinite);
      return SUMMARIES.risk(String(Math.min(...points)), String(Math.max(...points)));
    }
    case 'consent':
      return SUMMARIES.consent(currentValue(draft, 'consent.isRequired') === true, text('consent.textVersion'));
    case 'retention':
      return SUMMARIES.retention(text('retention.eventsDays'), text('retention.evidenceDays'));
    case 'accommodations':
      return SUMMARIES.accommodations(accommodated(allValues(draft)));
  }
}

export function groupSummary(draft: Draft, section: SectionName, group: string): string {
  const text = (path: string) => String(currentValue(draft, path));
  if (section === 'accommodations') return accommodationSummary(draft, group);
  const path = `${section}.${group}`;
  if (section === 'risk') {
    return SUMMARIES.points(text(`${path}.points`), text(`${path}.pointsPerMinute`), text(`${path}.mostPoints`));
  }
  if (currentValue(draft, `${path}.isOn`) !== true) return SUMMARIES.off;
  const severity = SEVERITIES[text(`${path}.severity`) as Severity]; // chosen among them
  const hasOpening = draft.inForce.has(`${path}.opens.after`);
  return SUMMARIES.rule(
    severity,
    hasOpening ? textOf(`${path}.opens`, (part) => currentValue(draft, part)) : undefined,
  );
}

function accommodationSummary(draft: Draft, candidateId: string): string {
  const path = accommodationPath(candidateId);
  const persons = String(currentValue(draft, `${path}.expectedPersons`));
  const off = listOf(draft, `${path}.switchedOff`).length;
  const limits = LIMITS.filter((name) => currentValue(draft, `${path}.limits.${name}`) !== '').length;
  return SUMMARIES.different([
    ...(off > 0 ? [SUMMARIES.switchedOff(off)] : []),
    ...(persons === '' ? [] : [SUMMARIES.persons(persons)]),
    ...(limits > 0 ? [SUMMARIES.otherLimits(limits)] : []),
  ]);
}

function listOf(draft: Draft, path: string): readonly string[] {
  const value = currentValue(draft, path);
  return typeof value === 'object' ? value : [];
}
