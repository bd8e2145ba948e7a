/** What a policy may not say: values out of their range, unknown names, and rules that contradict each other. */
import { MAX_CANDIDATE_ID } from '../candidateId.js';
import { CHECK_NAMES } from '../checks.js';
import { CHECK_BEHIND, INCIDENT_KINDS, type IncidentKind } from '../incidents/kinds.js';
import type { Accommodation, ExamPolicy, Limits } from './examPolicy.js';
import { ruleMistakes } from './incidentRuleMistakes.js';
import { mistake, type PolicyMistake, percentage, text, wholeNumber, within } from './ranges.js';

/** How many candidates of one exam may have an accommodation: the policy is one item in the store. */
const MOST_ACCOMMODATIONS = 500;

export function mistakesIn(policy: ExamPolicy, labels: readonly string[]): readonly PolicyMistake[] {
  return [
    ...thresholdMistakes(policy),
    ...objectMistakes(policy, labels),
    ...CHECK_NAMES.flatMap((name) =>
      wholeNumber(`checks.${name}.everyNthFrame`, policy.checks[name].everyNthFrame, 1, 100),
    ),
    ...INCIDENT_KINDS.flatMap((kind) => incidentMistakes(kind, policy)),
    ...limitMistakes('limits', policy.limits),
    ...feedMistakes(policy),
    ...INCIDENT_KINDS.flatMap((kind) => riskMistakes(kind, policy)),
    ...retentionMistakes(policy),
    ...consentMistakes(policy),
    ...accommodationMistakes(policy),
  ];
}

function thresholdMistakes(policy: ExamPolicy): readonly PolicyMistake[] {
  return [
    ...wholeNumber('expectedPersons', policy.expectedPersons, 1, 10),
    ...percentage('labelConfidence', policy.labelConfidence),
    ...percentage('moderationConfidence', policy.moderationConfidence),
    ...percentage('similarityThreshold', policy.similarityThreshold),
    ...percentage('namingThreshold', policy.namingThreshold),
    ...wholeNumber('frameIntervalMs', policy.frameIntervalMs, 200, 60_000),
    ...wholeNumber('durationMinutes', policy.durationMinutes, 0, 24 * 60),
  ];
}

function objectMistakes({ objectsOfInterest }: ExamPolicy, labels: readonly string[]): readonly PolicyMistake[] {
  const known = new Set(labels.map((label) => label.toLowerCase()));
  const names = objectsOfInterest.map((name) => name.toLowerCase());
  return objectsOfInterest.flatMap((name, index) => {
    const path = `objectsOfInterest.${index}`;
    const lowerCase = name.toLowerCase();
    if (lowerCase === 'person') return mistake(path, 'Persons are counted: set `expectedPersons`.');
    if (names.indexOf(lowerCase) < index) return mistake(path, `"${name}" is named twice.`);
    return known.has(lowerCase) ? [] : mistake(path, `"${name}" is no label that the engine knows.`);
  });
}

function incidentMistakes(kind: IncidentKind, { checks, incidents }: ExamPolicy): readonly PolicyMistake[] {
  const rule = incidents[kind];
  const check = CHECK_BEHIND[kind];
  const isBlind = rule.isOn && check !== undefined && !checks[check].isOn;
  return [
    ...(isBlind ? mistake(`incidents.${kind}.isOn`, `Can't be noticed while the check ${check} is off.`) : []),
    ...ruleMistakes(`incidents.${kind}`, rule),
  ];
}

const LIMIT_RANGES: Readonly<Record<keyof Limits, readonly [least: number, most: number]>> = {
  maxYaw: [5, 90],
  maxPitchUp: [5, 90],
  maxPitchDown: [5, 90],
  minBrightness: [0, 100],
  minDetail: [0, 100],
  frozenAfterMs: [1_000, 3_600_000],
  feedLostAfterMs: [1_000, 3_600_000],
};

function limitMistakes(path: string, limits: Partial<Limits>): readonly PolicyMistake[] {
  const names = Object.keys(LIMIT_RANGES) as (keyof Limits)[]; // the keys of a record of all limits
  return names.flatMap((name) => {
    const value = limits[name];
    return value === undefined ? [] : within(`${path}.${name}`, value, ...LIMIT_RANGES[name]);
  });
}

function feedMistakes({ limits, frameIntervalMs }: ExamPolicy): readonly PolicyMistake[] {
  if (limits.feedLostAfterMs >= 2 * frameIntervalMs) return [];
  return mistake(
    'limits.feedLostAfterMs',
    `A single frame that is late would count as a lost feed: must be twice \`frameIntervalMs\` (${frameIntervalMs}) at least.`,
  );
}

function riskMistakes(kind: IncidentKind, { risk }: ExamPolicy): readonly PolicyMistake[] {
  const { points, pointsPerMinute, mostPoints } = risk[kind];
  return [
    ...within(`risk.${kind}.points`, points, 0, 1_000),
    ...within(`risk.${kind}.pointsPerMinute`, pointsPerMinute, 0, 1_000),
    ...within(`risk.${kind}.mostPoints`, mostPoints, 0, 1_000),
    ...(mostPoints < points
      ? mistake(`risk.${kind}.mostPoints`, 'One incident alone would bring more points than all of them may.')
      : []),
  ];
}

function retentionMistakes({ retention }: ExamPolicy): readonly PolicyMistake[] {
  const { eventsDays, evidenceDays, facesDays } = retention;
  return [
    ...wholeNumber('retention.eventsDays', eventsDays, 1, 3_650),
    ...wholeNumber('retention.evidenceDays', evidenceDays, 1, 3_650),
    ...wholeNumber('retention.facesDays', facesDays, 1, 3_650),
    ...(evidenceDays > eventsDays
      ? mistake('retention.evidenceDays', 'Pictures would outlive the events that say what they prove.')
      : []),
  ];
}

function consentMistakes({ consent }: ExamPolicy): readonly PolicyMistake[] {
  return text('consent.textVersion', consent.textVersion, 64);
}

function accommodationMistakes({ accommodations }: ExamPolicy): readonly PolicyMistake[] {
  const tooMany = accommodations.length > MOST_ACCOMMODATIONS;
  const candidates = accommodations.map(({ candidateId }) => candidateId);
  return [
    ...(tooMany ? mistake('accommodations', `No more than ${MOST_ACCOMMODATIONS} candidates can have one.`) : []),
    ...accommodations.flatMap((accommodation, index) => [
      ...oneAccommodationMistakes(`accommodations.${index}`, accommodation),
      ...(candidates.indexOf(accommodation.candidateId) < index
        ? mistake(`accommodations.${index}.candidateId`, 'This candidate has one already; only one would count.')
        : []),
    ]),
  ];
}

function oneAccommodationMistakes(path: string, accommodation: Accommodation): readonly PolicyMistake[] {
  const { candidateId, switchedOff = [], limits = {}, expectedPersons = 1 } = accommodation;
  const known: readonly string[] = INCIDENT_KINDS;
  return [
    ...text(`${path}.candidateId`, candidateId, MAX_CANDIDATE_ID),
    ...switchedOff.flatMap((kind, index) =>
      known.includes(kind) ? [] : mistake(`${path}.switchedOff.${index}`, `There is no kind of incident "${kind}".`),
    ),
    ...limitMistakes(`${path}.limits`, limits),
    ...wholeNumber(`${path}.expectedPersons`, expectedPersons, 1, 10),
  ];
}
