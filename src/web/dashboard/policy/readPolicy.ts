/** From what is written back to a policy, with what can't be read in it. Whether it is a good one, the server says. */
import type { IncidentKind, Severity } from '../../api/generated/operations.js';
import { PROBLEMS } from './strings.js';
import {
  accommodated,
  accommodationPath,
  isTime,
  LIMITS,
  type Policy,
  RISES,
  type Value,
  type Values,
} from './values.js';

export interface Mistake {
  readonly path: string;
  /** A sentence. */
  readonly message: string;
}

export interface ReadPolicy {
  readonly policy: Policy;
  readonly mistakes: readonly Mistake[];
}

const MS_PER_S = 1_000;
/** GraphQL's Int has 32 bits. */
const MOST = 2 ** 31 - 1;

/** @param shape which checks and kinds there are, and what can't be written: the policy that is edited */
export function readPolicy(values: Values, shape: Policy): ReadPolicy {
  const mistakes: Mistake[] = [];
  const read = createReader(values, mistakes);
  const policy: Policy = {
    ...shape,
    expectedPersons: read.whole('expectedPersons'),
    objectsOfInterest: read.list('objectsOfInterest'),
    labelConfidence: read.number('labelConfidence'),
    moderationConfidence: read.number('moderationConfidence'),
    similarityThreshold: read.number('similarityThreshold'),
    namingThreshold: read.number('namingThreshold'),
    frameIntervalMs: read.whole('frameIntervalMs'),
    durationMinutes: read.whole('durationMinutes'),
    checks: shape.checks.map(({ name }) => ({
      name,
      isOn: read.flag(`checks.${name}.isOn`),
      everyNthFrame: read.whole(`checks.${name}.everyNthFrame`),
    })),
    consent: { isRequired: read.flag('consent.isRequired'), textVersion: read.text('consent.textVersion') },
    incidents: shape.incidents.map(({ kind, opens }) => ruleOf(read, kind, opens !== null)),
    limits: {
      maxYaw: read.number('limits.maxYaw'),
      maxPitchUp: read.number('limits.maxPitchUp'),
      maxPitchDown: read.number('limits.maxPitchDown'),
      minBrightness: read.number('limits.minBrightness'),
      minDetail: read.number('limits.minDetail'),
      frozenAfterMs: read.whole('limits.frozenAfterMs'),
      feedLostAfterMs: read.whole('limits.feedLostAfterMs'),
    },
    risk: shape.risk.map(({ kind }) => ({
      kind,
      points: read.number(`risk.${kind}.points`),
      pointsPerMinute: read.number(`risk.${kind}.pointsPerMinute`),
      mostPoints: read.number(`risk.${kind}.mostPoints`),
    })),
    retention: {
      ...shape.retention,
      eventsDays: read.whole('retention.eventsDays'),
      evidenceDays: read.whole('retention.evidenceDays'),
    },
    accommodations: accommodated(values).map((candidateId) => accommodationOf(read, candidateId)),
  };
  return { policy, mistakes };
}

type Reader = ReturnType<typeof createReader>;

function createReader(values: Values, mistakes: Mistake[]) {
  const text = (path: string) => {
    const value: Value = values.get(path) ?? '';
    return typeof value === 'string' ? value.trim() : '';
  };

  /** @returns null for nothing written */
  function optional(path: string, isWhole: boolean): number | null {
    const written = text(path);
    if (written === '') return null;
    const value = Number(written.replace(',', '.')) * (isTime(path) ? MS_PER_S : 1);
    const rounded = isTime(path) ? Math.round(value) : value;
    const isGood = Number.isFinite(rounded) && Math.abs(rounded) <= MOST && (!isWhole || Number.isInteger(rounded));
    if (isGood) return rounded;
    mistakes.push({ path, message: isWhole && !isTime(path) ? PROBLEMS.notWhole : PROBLEMS.notNumber });
    return null;
  }

  function required(path: string, isWhole: boolean): number {
    if (text(path) === '') mistakes.push({ path, message: PROBLEMS.missing });
    return optional(path, isWhole) ?? 0;
  }

  return {
    text,
    flag: (path: string) => values.get(path) === true,
    list: (path: string): readonly string[] => {
      const value = values.get(path);
      return typeof value === 'object' ? value : [];
    },
    number: (path: string) => required(path, false),
    whole: (path: string) => required(path, true),
    numberOrNull: (path: string) => optional(path, false),
    wholeOrNull: (path: string) => optional(path, true),
  };
}

function ruleOf(read: Reader, kind: IncidentKind, isShownByFrames: boolean): Policy['incidents'][number] {
  const path = `incidents.${kind}`;
  return {
    kind,
    isOn: read.flag(`${path}.isOn`),
    // Chosen among the severities, and nothing else.
    severity: read.text(`${path}.severity`) as Severity,
    rises: RISES.flatMap((to) => {
      const afterMs = read.wholeOrNull(`${path}.rises.${to}`);
      return afterMs === null ? [] : [{ afterMs, to }];
    }),
    opens: isShownByFrames
      ? { after: read.whole(`${path}.opens.after`), outOf: read.whole(`${path}.opens.outOf`) }
      : null,
    closesAfter: read.whole(`${path}.closesAfter`),
    cooldownMs: read.whole(`${path}.cooldownMs`),
  };
}

function accommodationOf(read: Reader, candidateId: string): Policy['accommodations'][number] {
  const path = accommodationPath(candidateId);
  const limits = LIMITS.map((name) => {
    const limit = `${path}.limits.${name}`;
    return [name, isTime(name) ? read.wholeOrNull(limit) : read.numberOrNull(limit)] as const;
  });
  return {
    candidateId,
    // Ticked among the kinds, and nothing else.
    switchedOff: read.list(`${path}.switchedOff`) as readonly IncidentKind[],
    expectedPersons: read.wholeOrNull(`${path}.expectedPersons`),
    // One entry for each of the limits.
    limits: Object.fromEntries(limits) as Policy['accommodations'][number]['limits'],
  };
}
